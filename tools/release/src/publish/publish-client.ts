import type { NpmRegistry } from "../registry/npm-registry.ts";
import { decideProvenance, type Provenance } from "../registry/provenance.ts";
import { registryFailure } from "../registry/registry-failure.ts";
import type { Journal } from "./journal.ts";
import type { PackedClient } from "./packed-client.ts";
import { ReleaseError } from "./release-error.ts";
import { versionTaken } from "./taken-version.ts";

/**
 * Publishes clients, one after the other. Between two uploads it may end; during one it may not.
 *
 * @returns whether they were attested
 * @throws {ReleaseError} when one cannot be published; the journal knows which are
 * @throws the signal's reason
 */
export async function publishMissing(
  registry: NpmRegistry,
  missing: readonly PackedClient[],
  journal: Journal,
  signal: AbortSignal,
): Promise<Provenance> {
  const provenance = decideProvenance(registry.url, missing[0]?.manifest.publishConfig?.access, process.env);
  for (const client of missing) {
    signal.throwIfAborted();
    await publishClient(registry, client, provenance.attested ? ["--provenance"] : []);
    journal.published.push(labelOf(client));
  }
  return provenance;
}

/** A client and its version, as its tag names them: `@org/phoenix-client@1.2.3`. */
export function labelOf({ manifest: { name, version } }: PackedClient): string {
  return `${name}@${version}`;
}

/**
 * Publishes one client. When npm reports a failure the registry is asked what it holds: an upload whose response was lost
 * has arrived all the same, and is not sent again.
 *
 * @throws {ReleaseError} when the registry does not hold this very tarball afterwards, or nobody can tell
 */
async function publishClient(registry: NpmRegistry, packed: PackedClient, flags: readonly string[]): Promise<void> {
  const { name, version } = packed.manifest;
  const response = await registry.upload(packed.tarball, flags);
  if (response.done) return;
  const failure = registryFailure(registry.url, `publishing ${name}@${version}`, response.failure);
  let held: string | undefined;
  try {
    held = await registry.integrityOf(name, version);
  } catch {
    throw new ReleaseError(`${failure.rule}; whether the upload has arrived is not known`, failure.remedy);
  }
  if (held === undefined) throw failure;
  if (held !== packed.integrity) throw versionTaken(registry, packed);
}
