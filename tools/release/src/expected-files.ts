import type { ClientManifest } from "@workshop/config/client-packages";

/** What npm packs whether it is listed or not. */
const ALWAYS = ["LICENSE", "README.md", "package.json"];

/**
 * The paths that a packed client consists of, sorted. `files` must name each by its path: a folder or a pattern would
 * ship whatever comes to lie there.
 *
 * @throws {Error} when an entry of `files` is a folder or a pattern
 */
export function expectedFiles({ name, files }: ClientManifest): readonly string[] {
  const vague = files.filter((path) => !/^[\w./-]+\.[a-z]+$/.test(path) || path.includes(".."));
  if (vague.length > 0) {
    throw new Error(`${name}: "files" has to name each file by its path; ${vague.join(", ")} does not.`);
  }
  return [...ALWAYS, ...files].sort();
}
