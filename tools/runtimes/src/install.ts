/** Installs runtimes that npm has, in a folder of their own: nobody pays for them who does not run this. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installPackages } from "@workshop/config/install-packages";

const FOLDER = join(import.meta.dirname, "../.installed");

/** Exactly these. The packages of each platform's binaries come with them; their install scripts are not run. */
const VERSIONS = { bun: "1.4.5", deno: "2.9.6", workerd: "1.20260730.1" } as const;

/** Where each package's binary lies, of which one fits this machine. */
const BINARIES: Readonly<Record<keyof typeof VERSIONS, readonly string[]>> = {
  bun: ["@oven/bun-linux-x64", "@oven/bun-linux-aarch64", "@oven/bun-darwin-x64", "@oven/bun-darwin-aarch64"].map(
    (name) => `${name}/bin/bun`,
  ),
  deno: ["@deno/linux-x64-glibc", "@deno/linux-arm64-glibc", "@deno/darwin-x64", "@deno/darwin-arm64"].map(
    (name) => `${name}/deno`,
  ),
  workerd: ["linux-64", "linux-arm64", "darwin-64", "darwin-arm64"].map(
    (name) => `@cloudflare/workerd-${name}/bin/workerd`,
  ),
};

/** An executable, or why there is none. */
export type Installed = { readonly executable: string } | { readonly reason: string };

/** Installs them all, unless that is done. Only the npm registry is asked, through npm. */
export async function installRuntimes(): Promise<Readonly<Record<keyof typeof VERSIONS, Installed>>> {
  const problem = await installPackages(VERSIONS, FOLDER, { optional: true }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const find = (name: keyof typeof VERSIONS): Installed => {
    const found = BINARIES[name].map((path) => join(FOLDER, "node_modules", path)).find((path) => existsSync(path));
    return found === undefined
      ? { reason: problem ?? `npm has no ${name} for ${process.platform} ${process.arch}` }
      : { executable: found };
  };
  return {
    bun: find("bun"),
    deno: find("deno"),
    workerd: find("workerd"),
  };
}
