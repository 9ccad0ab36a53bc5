import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

/** The files of a folder by name; none if the folder does not exist. */
export function readFolder(folder: string): Map<string, string> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
    return new Map(
      entries
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
}

/** Removes what a generator that was killed has left beside its target; one that still runs keeps its own. */
export function removeLeftovers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const owner = /^\.generating-(\d+)(?:-old)?$/u.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // somebody else's
  }
}

/** Writes files into a new folder. */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

/** Puts a folder in the place of another by two renames, so that an interruption leaves a whole one. */
export function replaceFolder(folder: string, replacement: string): void {
  const old = `${replacement}-old`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(folder, old);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  renameSync(replacement, folder);
  rmSync(old, { recursive: true, force: true });
}

/** The names whose content differs, or that only one of the two has. */
export function differences(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name)).sort();
}

const run = promisify(execFile);

/**
 * Formats all files below the folders in place, as the rest of the repository is formatted.
 *
 * @throws {Error} with the formatter's words if it cannot read what was generated.
 */
export async function formatFolders(folders: readonly string[], configuration: string): Promise<void> {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const options = ["format", "--write", "--log-level=error", "--vcs-enabled=false", `--config-path=${configuration}`];
  await run(process.execPath, [biome, ...options, ...folders], { maxBuffer: 64 * 1024 * 1024 });
}
