import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NpmRegistry } from "../registry/npm-registry.ts";
import { type PackedFile, readTarball } from "../tarball.ts";
import { differingFiles, type PackedClient } from "./packed-client.ts";
import { ReleaseError } from "./release-error.ts";

/**
 * Makes sure that a version which the registry holds already is what would be published now. Where the hash differs the
 * files decide: another pnpm may compress them differently.
 *
 * @param integrity of what the registry holds
 * @throws {ReleaseError} when it is not the same
 */
export async function checkTakenVersion(
  registry: NpmRegistry,
  packed: PackedClient,
  integrity: string,
  signal: AbortSignal,
): Promise<void> {
  if (integrity === packed.integrity) return;
  using folder = mkdtempDisposableSync(join(tmpdir(), "published-"));
  const { name, version } = packed.manifest;
  const tarball = await registry.download(name, version, folder.path, signal);
  const differing = differingFiles(packed.files, readForeignTarball(tarball));
  if (differing.length > 0) throw versionTaken(registry, packed, differing);
}

/** The error for a version that somebody has used for something else. */
export function versionTaken(
  { url }: NpmRegistry,
  { manifest: { name, version } }: PackedClient,
  differing: readonly string[] = [],
): ReleaseError {
  const where = differing.length === 0 ? "" : `, different in ${differing.join(", ")}`;
  return new ReleaseError(
    `${name}@${version} is taken: ${url} holds it with another content${where}`,
    `a published version never changes: if ${name} has changed since, say so by a changeset (\`pnpm changeset\`), ` +
      "commit it and run this again; if somebody else has published that version, look at theirs first",
  );
}

/** Whoever packed it, and with whatever tool: what we cannot read is not what we have packed. */
function readForeignTarball(tarball: string): readonly PackedFile[] {
  try {
    return readTarball(tarball);
  } catch {
    return [];
  }
}
