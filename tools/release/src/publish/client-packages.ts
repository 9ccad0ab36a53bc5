import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type ClientManifest, readManifest } from "../manifest.ts";

/** A client in a work tree. */
export interface ClientPackage {
  readonly folder: string;
  readonly manifest: ClientManifest;
}

/** A package that was never released says so by its version: the first changeset gives it a real one. */
const UNRELEASED = "0.0.0";

/** The clients of a work tree, sorted by folder. What is private is never published. */
export function listClients(root: string): readonly ClientPackage[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((name) => join(root, "packages", name))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true && manifest.openapiClient !== undefined);
}

/** Whether the client has a version that was, or is to be, released. */
export function isReleased({ manifest }: ClientPackage): boolean {
  return manifest.version !== UNRELEASED;
}
