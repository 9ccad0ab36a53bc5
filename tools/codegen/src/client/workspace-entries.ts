import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFiles } from "@workshop/openapi/replace-files";

/** A file of the workspace that names its clients, and what shall be in it. */
type Rewritten = readonly [file: string, text: string];

/**
 * Enters a client into the files that name every client, or takes it out of them: `pnpm-lock.yaml`, the `turbo.json` of what works
 * with all built clients, and changesets. Text for text, so that nothing else of them changes.
 *
 * @returns the files that changed, relative to the root.
 */
export function enterClient(root: string, platform: string): string[] {
  return rewrite(root, [
    ...lockfileWith(root, platform),
    ...changesetsWith(root, platform),
    ...turboFiles(root, platform, true),
  ]);
}

/** The reverse of {@link enterClient}, whatever of it has been done. A changeset that names no other package is removed whole. */
export function strikeClient(
  root: string,
  platform: string,
): { readonly changed: string[]; readonly emptied: string[] } {
  const changesets = changesetsWithout(root, platform);
  const emptied = changesets.filter(([, text]) => text === "").map(([file]) => file);
  const kept = changesets.filter(([, text]) => text !== "");
  return {
    changed: rewrite(root, [...lockfileWithout(root, platform), ...kept, ...turboFiles(root, platform, false)]),
    emptied,
  };
}

/** The package that a platform's client is. */
export function packageOf(platform: string): string {
  return `@org/${platform}-client`;
}

function rewrite(root: string, files: readonly Rewritten[]): string[] {
  const changed = files.filter(([file, text]) => textOf(root, file) !== text);
  replaceFiles(changed.map(([file, text]) => [join(root, file), text]));
  return changed.map(([file]) => file);
}

function textOf(root: string, file: string): string | undefined {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : undefined;
}

const LOCKFILE = "pnpm-lock.yaml";
/** A package's entry among the importers: its line, and what is indented below it. */
const ENTRY = /^ {2}(packages\/[a-z0-9/-]+):\n(?:(?: {4,}.*)?\n)*?(?=^ {2}\S|^\S|(?![\s\S]))/gmu;

/** All clients have the same dependencies, which the template sees to: a new one's entry is another's. */
function lockfileWith(root: string, platform: string): Rewritten[] {
  const text = textOf(root, LOCKFILE);
  if (text === undefined) return [];
  const own = folderOf(platform);
  const entries = [...text.matchAll(ENTRY)].map(({ 0: entry, 1: folder = "", index }) => ({ entry, folder, index }));
  const model = entries.find(({ folder }) => /-client$/u.test(folder));
  if (model === undefined || entries.some(({ folder }) => folder === own)) return [];
  // Importers are sorted by their folders.
  const next = entries.find(({ folder }) => folder > own);
  const last = entries.at(-1) ?? model;
  const place = next?.index ?? last.index + last.entry.length;
  const entry = model.entry.replace(model.folder, own);
  return [[LOCKFILE, text.slice(0, place) + entry + text.slice(place)]];
}

function lockfileWithout(root: string, platform: string): Rewritten[] {
  const text = textOf(root, LOCKFILE);
  if (text === undefined) return [];
  return [[LOCKFILE, text.replaceAll(ENTRY, (entry, folder: string) => (folder === folderOf(platform) ? "" : entry))]];
}

function folderOf(platform: string): string {
  return `packages/${platform}-client`;
}

/** A list of the clients that have to be built, a line each. */
const BUILT = /(?:^ *"@org\/[a-z0-9-]+-client#build",?\n)+/gmu;

function turboFiles(root: string, platform: string, isIn: boolean): Rewritten[] {
  const own = `"${packageOf(platform)}#build"`;
  return globSync("tools/*/turbo.json", { cwd: root }).map((file): Rewritten => {
    const text = textOf(root, file) ?? "";
    return [
      file,
      text.replaceAll(BUILT, (list) => {
        const lines = list.trimEnd().split("\n");
        const indent = /^ */u.exec(list)?.[0] ?? "";
        const others = lines.map((line) => line.trim().replace(/,$/u, "")).filter((name) => name !== own);
        const isLast = !lines.at(-1)?.endsWith(",");
        const names = (isIn ? [...others, own] : others).sort();
        return names.map((name, at) => `${indent}${name}${isLast && at === names.length - 1 ? "" : ","}\n`).join("");
      }),
    ];
  });
}

const CHANGESETS = ".changeset";

function changesetsWith(root: string, platform: string): Rewritten[] {
  if (!existsSync(join(root, CHANGESETS))) return [];
  const text = `---\n"${packageOf(platform)}": minor\n---\n\nThe first version: a typed client, generated from the platform's OpenAPI document.\n`;
  return [[`${CHANGESETS}/client-${platform}.md`, text]];
}

function changesetsWithout(root: string, platform: string): Rewritten[] {
  return globSync(`${CHANGESETS}/*.md`, { cwd: root }).flatMap((file): Rewritten[] => {
    const text = textOf(root, file) ?? "";
    const line = new RegExp(`^"${packageOf(platform)}": (?:major|minor|patch|none)\\n`, "mu");
    const left = text.replace(line, "");
    if (left === text) return [];
    return [[file, /^---\n---\n/u.test(left) ? "" : left]];
  });
}
