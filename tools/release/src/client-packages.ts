import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type ClientManifest, isReleasedVersion, readManifest } from "./manifest.ts";

/** A client in a work tree. */
export interface ClientPackage {
  readonly folder: string;
  readonly manifest: ClientManifest;
}

/** The clients of a work tree, sorted by folder. What is private is never published. */
export function listClients(root: string): readonly ClientPackage[] {
  const packages = join(root, "packages");
  return (existsSync(packages) ? readdirSync(packages) : [])
    .sort()
    .map((name) => join(packages, name))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true && manifest.openapiClient !== undefined);
}

/** Whether the client has a version that was, or is to be, released. */
export function isReleased({ manifest }: ClientPackage): boolean {
  return isReleasedVersion(manifest.version);
}
