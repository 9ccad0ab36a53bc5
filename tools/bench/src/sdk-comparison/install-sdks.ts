import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Candidate } from "./candidate.ts";

/**
 * Installs the published candidates into a folder, each in its exact version and without running scripts. What is there
 * already is left as it is.
 * @throws {Error} when npm could not do it, for example because it cannot reach its registry
 */
export async function installSdks(
  candidates: readonly Candidate[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const wanted = candidates.flatMap(({ published }) => published ?? []);
  if (wanted.every((sdk) => installedVersion(folder, sdk.package) === sdk.version)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
  const names = wanted.map((sdk) => `${sdk.package}@${sdk.version}`);
  const options = "--ignore-scripts --no-audit --no-fund --save-exact --loglevel=error --fetch-retries=1".split(" ");
  const npm = spawn("npm", ["install", ...options, ...names], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
    signal,
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    npm.on("error", reject);
    npm.on("close", resolve);
  });
  if (code !== 0) {
    throw new Error(
      `npm could not install ${names.join(", ")} (exit code ${code}). Is its registry reachable? \`npm ping\` tells.`,
    );
  }
}

function installedVersion(folder: string, name: string): string | undefined {
  const file = join(folder, "node_modules", name, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version : undefined;
}
