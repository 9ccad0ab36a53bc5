import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A package on npm, in exactly this version. */
export interface PublishedPackage {
  readonly package: string;
  readonly version: string;
}

/**
 * Installs packages into a folder of their own, outside of the workspace, without running their scripts. What is there
 * already is left as it is.
 *
 * @throws {Error} when npm could not do it, for example because it cannot reach its registry
 */
export async function installPackages(
  wanted: readonly PublishedPackage[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  if (wanted.every((one) => installedVersion(folder, one.package) === one.version)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
  const names = wanted.map((one) => `${one.package}@${one.version}`);
  const options = "--ignore-scripts --no-audit --no-fund --save-exact --loglevel=error --fetch-retries=1".split(" ");
  const npm = spawn("npm", ["install", ...options, ...names], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
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
