import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../../..");

/**
 * What a command printed.
 *
 * @throws {Error} when it fails
 */
export async function run(
  folder: string,
  file: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 1e8 };
  const { stdout, stderr } = await promisify(execFile)(file, words, options);
  return stdout + stderr;
}

/** Another task may be writing it at this very moment; every build makes it, or takes it from a cache. */
const GENERATED = /^packages\/[^/]+\/src\/generated\//;

/**
 * This workspace as another machine has it: the files that are, or could be, under version control, the dependencies
 * installed, and nothing that was generated, built or remembered here.
 */
export async function cloneWorkspace(): Promise<string> {
  const clone = mkdtempSync(join(tmpdir(), "clone-"));
  const files = await run(ROOT, "git", [
    "ls-files",
    "-z",
    "--cached",
    "--others",
    "--exclude-standard",
    "--deduplicate",
  ]);
  for (const file of files.split("\0").filter((name) => name !== "" && !GENERATED.test(name))) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(ROOT, file), join(clone, file));
  }
  await run(clone, "git", ["init", "--quiet"]);
  await run(clone, "pnpm", ["install", "--frozen-lockfile", "--prefer-offline"]);
  return clone;
}
