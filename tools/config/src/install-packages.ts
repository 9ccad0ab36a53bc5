import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How packages are installed. */
interface InstallOptions {
  /** Whether one that does not fit this machine is left out rather than an error. Default: false. */
  readonly optional?: boolean;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/**
 * Installs packages from the npm registry into a folder of their own, of which the workspace knows nothing, without running
 * their scripts. What is there already is left as it is.
 *
 * @param versions the exact version of each package
 * @throws {Error} when npm could not do it, for example because it cannot reach its registry
 */
export async function installPackages(
  versions: Readonly<Record<string, string>>,
  folder: string,
  { optional = false, signal }: InstallOptions = {},
): Promise<void> {
  const manifest = JSON.stringify(
    { private: true, type: "module", [optional ? "optionalDependencies" : "dependencies"]: versions },
    undefined,
    2,
  );
  const file = join(folder, "package.json");
  // npm writes it at its end.
  const isInstalled = existsSync(join(folder, "node_modules/.package-lock.json"));
  if (isInstalled && existsSync(file) && readFileSync(file, "utf8") === manifest) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  const options = "--ignore-scripts --no-audit --no-fund --no-save --loglevel=error --fetch-retries=1".split(" ");
  const npm = spawn("npm", ["install", ...options], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
    ...(signal && { signal }),
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    npm.on("error", reject);
    npm.on("close", resolve);
  });
  if (code !== 0) {
    const names = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    throw new Error(
      `npm could not install ${names.join(", ")} (exit code ${code}). Is its registry reachable? \`npm ping\` tells.`,
    );
  }
}
