import { existsSync } from "node:fs";
import { join } from "node:path";
import { listClients } from "@workshop/config/client-packages";
import { DocumentError, listPlatforms } from "@workshop/openapi";

/** A client package of the workspace, as far as changesets speak of it. */
export interface Client {
  readonly platform: string;
  /** As it is published: `@org/phoenix-client`. */
  readonly name: string;
  readonly version: string;
}

/**
 * The clients of a workspace whose platforms have a document.
 *
 * @param platforms only these, if any are named.
 * @throws {DocumentError} when one that is named has no document or no package.
 */
export function selectClients(root: string, platforms: readonly string[] = []): readonly Client[] {
  if (!existsSync(join(root, "specs"))) {
    throw new DocumentError({ file: "--root" }, "the folder holds no `specs`", "give the folder that does");
  }
  const documented = listPlatforms(root);
  const clients = listClients(root)
    .map(({ manifest: { name, version, openapiClient } }) => ({ platform: openapiClient.platform, name, version }))
    .filter(({ platform }) => documented.includes(platform));
  const known = clients.map(({ platform }) => platform);
  const unknown = platforms.find((platform) => !known.includes(platform));
  if (unknown !== undefined) {
    throw new DocumentError(
      { file: unknown },
      "there is no such platform, or it has no package",
      `name one of ${known.join(", ")}`,
    );
  }
  return platforms.length === 0 ? clients : clients.filter(({ platform }) => platforms.includes(platform));
}
