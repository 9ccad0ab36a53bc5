import type { PackedFile } from "./tarball.ts";

/** What must not stand in any published file, and what it would mean if it did. */
const LEAKS: readonly (readonly [meaning: string, pattern: RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a token of npm, GitHub or AWS", /\b(npm_[A-Za-z0-9]{36}|gh[pousr]_[A-Za-z0-9]{36}|AKIA[0-9A-Z]{16})\b/],
  ["an address with a password in it", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`<>]+:[^\s/@"'`<>{}]+@/i],
  ["a path of somebody's machine", /\bfile:\/\/\/|(?<![\w./-])\/(home|Users)\/\w+\/|\b[A-Z]:\\Users\\/],
  ["a reference to a source map that is not shipped", /^\/\/# sourceMappingURL=/m],
  ["a version that only the workspace can resolve", /"(workspace|catalog|link|file):[^"]*"/],
];

/**
 * What leaks out of the files, one line each; empty when nothing does. Values are not repeated: logs are read, too.
 *
 * @param workspace the folder that the files were made in; its path must not stand in them
 */
export function leaksIn(files: readonly PackedFile[], workspace: string): readonly string[] {
  return files.flatMap(({ path, content }) => {
    const text = content.toString("utf8");
    const at = (index: number): string => `${path}:${text.slice(0, index).split("\n").length}`;
    const named = LEAKS.flatMap(([meaning, pattern]) => {
      const match = pattern.exec(text);
      return match === null ? [] : [`${at(match.index)}: ${meaning}`];
    });
    const index = text.indexOf(workspace);
    return index === -1 ? named : [...named, `${at(index)}: the path of the workspace`];
  });
}
