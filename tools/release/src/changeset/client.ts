import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError, listPlatforms } from "@workshop/spec";
import { packageFolder } from "../rating/sides/package-side.ts";

/** A client package of the workspace. */
export interface Client {
  readonly platform: string;
  /** As it is published: `@org/phoenix-client`. */
  readonly name: string;
  readonly version: string;
}

/** The version of a package of which nothing has been released. */
export const UNRELEASED = "0.0.0";

/**
 * The clients of a workspace: one for each platform that has a package.
 *
 * @param platforms only these, if any are named.
 * @throws {DocumentError} when one that is named has no document or no package.
 */
export function listClients(root: string, platforms: readonly string[] = []): readonly Client[] {
  if (!existsSync(join(root, "specs"))) {
    throw new DocumentError({ file: "--root" }, "the folder holds no `specs`", "give the folder that does");
  }
  const known = listPlatforms(root);
  for (const platform of platforms) {
    if (known.includes(platform) && existsSync(manifestFile(root, platform))) continue;
    throw new DocumentError(
      { file: platform },
      "there is no such platform, or it has no package",
      `name one of ${known.join(", ")}`,
    );
  }
  return (platforms.length > 0 ? platforms : known)
    .filter((platform) => existsSync(manifestFile(root, platform)))
    .map((platform) => ({ platform, ...readManifest(readFileSync(manifestFile(root, platform), "utf8")) }));
}

/** Name and version, out of a package.json. */
export function readManifest(text: string): { readonly name: string; readonly version: string } {
  // pnpm sees to its shape, or does not install anything.
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
}

function manifestFile(root: string, platform: string): string {
  return join(root, packageFolder(platform), "package.json");
}
