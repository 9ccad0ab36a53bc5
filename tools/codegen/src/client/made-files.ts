import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The digest of each file that `client new` made of a platform, by its path from the root. */
type MadeFiles = Readonly<Record<string, string>>;

/** What stands of a platform in a root. */
export function digestsOf(root: string, platform: string): MadeFiles {
  return Object.fromEntries(filesOf(root, platform).map((file) => [file, digestOf(root, file)]));
}

/** Notes in a root what was made, so that a removal can tell it from what a person has made or changed. */
export function noteMadeFiles(root: string, platform: string, made: MadeFiles): void {
  const note = noteOf(root, platform);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, JSON.stringify(made));
}

export function forgetMadeFiles(root: string, platform: string): void {
  rmSync(noteOf(root, platform), { force: true });
}

/** The first file of a platform that is not as it was made; `undefined`: there is none, or nothing at all. */
export function changedFile(root: string, platform: string): string | undefined {
  const made = madeFiles(root, platform);
  return filesOf(root, platform).find((file) => !Object.hasOwn(made, file) || made[file] !== digestOf(root, file));
}

/** A note that is not there, or is broken, says of nothing that it was made. */
function madeFiles(root: string, platform: string): MadeFiles {
  try {
    const made: unknown = JSON.parse(readFileSync(noteOf(root, platform), "utf8"));
    return Object.fromEntries(Object.entries(Object(made)).map(([file, digest]) => [file, String(digest)]));
  } catch {
    return {};
  }
}

/** Beside what the tools remember: where it is lost, a removal has to be forced. */
function noteOf(root: string, platform: string): string {
  return join(root, "node_modules", ".cache", "new-clients", `${platform}.json`);
}

/** What is built, installed and reported stands in no version, and is nobody's work. */
const BUILT = new Set(["node_modules", "dist", ".turbo", ".reports", "coverage", "sbom.cdx.json"]);

function filesOf(root: string, platform: string): string[] {
  const specs = [`specs/${platform}.yaml`, `specs/overlays/${platform}.yaml`];
  return [...filesBelow(root, `packages/${platform}-client`), ...specs.filter((file) => existsSync(join(root, file)))];
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !BUILT.has(name))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
    )
    .sort();
}

function digestOf(root: string, file: string): string {
  return createHash("sha256")
    .update(readFileSync(join(root, file)))
    .digest("hex");
}
