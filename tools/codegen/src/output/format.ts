import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";

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
