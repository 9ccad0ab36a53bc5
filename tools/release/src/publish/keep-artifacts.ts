import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFiles } from "@workshop/openapi/replace-files";
import { SBOM_FILE } from "../sbom.ts";
import { artifactName, type PackedClient } from "./packed-client.ts";
import { ReleaseError } from "./release-error.ts";

/**
 * Puts each tarball, and its bill of materials beside it, into a folder, named as npm names them:
 * `org-phoenix-client-1.2.3.tgz` and `.cdx.json`. Each file appears whole or not at all.
 *
 * @throws {ReleaseError} when the folder cannot be written
 */
export function keepArtifacts(clients: readonly PackedClient[], folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const { manifest, tarball, files } of clients) {
      const base = join(folder, artifactName(manifest));
      replaceFiles([[`${base}.tgz`, readFileSync(tarball)]]);
      const sbom = files.find(({ path }) => path === SBOM_FILE);
      if (sbom !== undefined) replaceFiles([[`${base}.cdx.json`, sbom.content]]);
    }
  } catch (error) {
    // A full disk is told from elsewhere, for all steps.
    if (!(error instanceof Error && "code" in error) || error.code === "ENOSPC") throw error;
    throw new ReleaseError(
      `${folder} cannot be written (${String(error.code)})`,
      "check its permissions, or name another folder by --out; then run it again",
    );
  }
}
