import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientPackage } from "@workshop/config/client-packages";
import { SBOM_FILE } from "../sbom.ts";
import { git } from "./git.ts";
import { ReleaseError } from "./release-error.ts";
import type { Turbo } from "./turbo.ts";

/**
 * Builds the clients; those that will be published twice, the second time without turbo's cache: what comes out of a
 * cache, which others may have filled, must be what the sources give.
 *
 * @param folder the work tree
 * @throws {ReleaseError} when a build fails, differs from the other, or changes files that are committed
 */
export async function buildClients(
  turbo: Turbo,
  folder: string,
  clients: readonly ClientPackage[],
  unpublished: readonly ClientPackage[],
): Promise<void> {
  await turbo.run("build", names(clients));
  const first = unpublished.map(builtFiles);
  await turbo.run("build", names(unpublished), ["--force", "--only"]);
  const different = unpublished.flatMap((client, index) => {
    const again = builtFiles(client);
    const paths = [...again].filter(([path, content]) => first[index]?.get(path)?.equals(content) !== true);
    return paths.map(([path]) => `${client.manifest.name}: ${path}`);
  });
  if (different.length > 0) {
    throw new ReleaseError(
      `two builds of the same sources differ: ${different.join(", ")}`,
      "remove .turbo/cache and run this again; if it stays so, the build is not reproducible",
    );
  }
  const changes = await git(folder, ["status", "--porcelain"]);
  if (changes !== "") {
    throw new ReleaseError(`the build changes committed files:\n${changes}`, "run `pnpm generate`, and commit");
  }
}

function names(clients: readonly ClientPackage[]): readonly string[] {
  return clients.map(({ manifest }) => manifest.name);
}

/** What the build has made of all that is published; the bill of materials is made when it is packed. */
function builtFiles({ folder, manifest }: ClientPackage): ReadonlyMap<string, Buffer> {
  const paths = manifest.files.filter((path) => path !== SBOM_FILE);
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
}
