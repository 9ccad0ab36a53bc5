import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "@workshop/openapi";
import { checkPlatformName, forgetDocument } from "@workshop/openapi/specs-folder";
import { changedFile, forgetMadeFiles } from "./made-files.ts";
import { packageOf, strikeClient } from "./workspace-entries.ts";

/** What to remove. */
export interface RemoveClientOptions {
  readonly root: string;
  readonly platform: string;
  /** Removes a client that was released, or that a person has made or changed, too. */
  readonly force?: boolean;
}

/**
 * Removes everything that `client new` makes, as much of it as there is: document, overlay, record, package, changeset, and what
 * the workspace's files say of it.
 *
 * @returns what was removed or changed, relative to the root; empty: there was nothing.
 * @throws {DocumentError} for a name that is none; and unless `force` is given, for a client that was released, and for a file
 * that is not as `client new` made it. Then nothing was removed.
 */
export async function removeClient({ root, platform, force = false }: RemoveClientOptions): Promise<string[]> {
  checkPlatformName(platform);
  const folder = `packages/${platform}-client`;
  if (!force && wasReleased(join(root, folder))) {
    throw new DocumentError(
      { file: folder },
      `${packageOf(platform)} was released, and its users would get no more versions`,
      "deprecate it in the registry first; --force removes it all the same",
    );
  }
  const work = force ? undefined : changedFile(root, platform);
  if (work !== undefined) {
    throw new DocumentError(
      { file: work },
      "it is not what `client new` made on this machine, and may be somebody's work",
      "look at it; --force removes it all the same",
    );
  }
  const { changed, emptied } = strikeClient(root, platform);
  for (const file of emptied) rmSync(join(root, file), { force: true });
  const specs = await forgetDocument(root, platform);
  const isThere = existsSync(join(root, folder));
  rmSync(join(root, folder), { recursive: true, force: true });
  const staging = removeStaging(root, platform);
  forgetMadeFiles(root, platform);
  return [...specs, ...(isThere ? [folder] : []), ...emptied, ...changed, ...staging];
}

/** The folder in which new clients are made before they are put in their places. */
export const STAGING = ".new-clients";

function removeStaging(root: string, platform: string): string[] {
  const folder = join(root, STAGING);
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${platform}~`)) : [];
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  removeIfEmpty(folder);
  return left.map((name) => `${STAGING}/${name}`);
}

/** Removes a folder, unless somebody else has something in it. */
export function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

/** Half a package says nothing of a release. */
function wasReleased(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const version: unknown = typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, "version") : "";
    return typeof version === "string" && version !== "0.0.0";
  } catch {
    return false;
  }
}
