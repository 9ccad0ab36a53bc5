import { join } from "node:path";
import { readManifest } from "@workshop/config/client-packages";
import { runChild } from "./child-command.ts";
import { writeSbom } from "./sbom.ts";

/**
 * Packs a package as a release does, its bill of materials included.
 *
 * @param folder the package's folder, built
 * @param destination an existing folder for the tarball
 * @returns the tarball's path
 * @throws {Error} when pnpm refuses, with what it said
 */
export async function packPackage(folder: string, destination: string, signal?: AbortSignal): Promise<string> {
  await writeSbom(folder, readManifest(folder).name, signal);
  const { status, output } = await runChild("pnpm", ["pack", "--out", join(destination, "package.tgz")], {
    cwd: folder,
    signal,
  });
  if (status !== 0) throw new Error(`pnpm pack failed in ${folder}:\n${output}`);
  return join(destination, "package.tgz");
}
