import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "@workshop/release";

/**
 * Publishes a package and what it depends on, as they are installed here: a registry with nothing behind it has to be
 * given what the clients need.
 *
 * @param folder the installed package
 * @param environment of a user who may publish
 * @throws {Error} when npm refuses, with what it said
 */
export async function publishDependencies(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const real = realpathSync(folder);
  // Whatever an installed package says of itself; npm has looked at it before.
  const manifest = JSON.parse(readFileSync(join(real, "package.json"), "utf8")) as {
    readonly name: string;
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  // Beside it, as pnpm installs it, or below.
  const modules = real.slice(0, -manifest.name.length);
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    await publishDependencies(join(modules, name), environment);
  }
  const temporary = mkdtempSync(join(tmpdir(), "dependency-"));
  try {
    // pnpm links files with the same content to each other, and npm packs such a link as an empty file.
    cpSync(real, temporary, { recursive: true });
    const args = ["publish", temporary, "--ignore-scripts", "--provenance=false"];
    const env = { ...process.env, ...environment };
    const { status, output } = await runChild("npm", args, { cwd: temporary, env });
    if (status !== 0) throw new Error(`npm does not publish ${manifest.name}:\n${output}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
