import type { NpmRegistry } from "../registry/npm-registry.ts";
import { registryFailure } from "../registry/registry-failure.ts";
import type { PackedClient } from "./packed-client.ts";
import { ReleaseError } from "./release-error.ts";
import { versionTaken } from "./taken-version.ts";

/**
 * Publishes one client. When npm reports a failure the registry is asked what it holds: an upload whose response was lost
 * has arrived all the same, and is not sent again.
 *
 * @throws {ReleaseError} when the registry does not hold this very tarball afterwards, or nobody can tell
 */
export async function publishClient(
  registry: NpmRegistry,
  packed: PackedClient,
  flags: readonly string[],
): Promise<void> {
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
