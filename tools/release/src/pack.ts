import { join } from "node:path";
import { runCommand } from "./run-command.ts";

/**
 * Packs a package as a release does.
 *
 * @param folder the package's folder, built
 * @param destination an existing folder for the tarball
 * @returns the tarball's path
 * @throws {Error} when pnpm refuses, with what it said
 */
export function packPackage(folder: string, destination: string): string {
  const { status, output } = runCommand("pnpm", ["pack", "--out", join(destination, "package.tgz")], folder);
  if (status !== 0) throw new Error(`pnpm pack failed in ${folder}:\n${output}`);
  return join(destination, "package.tgz");
}
