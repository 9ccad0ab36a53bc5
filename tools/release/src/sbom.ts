import { join } from "node:path";
import { replaceFiles } from "@workshop/openapi/replace-files";
import { runChild } from "./child-command.ts";

/** Where a package keeps its software bill of materials, by the name that CycloneDX recommends. */
export const SBOM_FILE = "sbom.cdx.json";

/** The part of a CycloneDX component that is kept: what it is, and how to recognise it. */
interface Component {
  readonly type: string;
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly purl: string;
  readonly "bom-ref": string;
  readonly licenses?: unknown;
  readonly hashes?: unknown;
  readonly externalReferences?: readonly { readonly type: string; readonly hashes?: unknown }[];
}

/** What `pnpm sbom` writes, as far as it is read. */
interface Bom {
  readonly $schema: string;
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/**
 * The package's bill of materials: itself, and all that a user gets with it, each with its version, licence and hash.
 *
 * It is pnpm's own, without what differs from run to run and from machine to machine (serial number, time, pnpm's
 * version, addresses of registries): it travels in the tarball, and the tarball has to be reproducible.
 *
 * @param folder the package's folder, its dependencies installed
 * @returns CycloneDX 1.6, as JSON
 * @throws {Error} when pnpm refuses, with what it said
 */
export async function createSbom(folder: string, name: string, signal?: AbortSignal): Promise<string> {
  const args = ["--filter", name, "sbom", "--prod", "--sbom-format", "cyclonedx", "--sbom-spec-version", "1.6"];
  const { status, stdout, output } = await runChild("pnpm", args, { cwd: folder, signal });
  if (status !== 0) throw new Error(`pnpm sbom failed in ${folder}:\n${output}`);
  // Pnpm's own format, held to CycloneDX's schema by a test.
  return `${JSON.stringify(reproducible(JSON.parse(stdout) as Bom), undefined, 2)}\n`;
}

/** Writes the package's bill of materials into its folder, whole or not at all. */
export async function writeSbom(folder: string, name: string, signal?: AbortSignal): Promise<void> {
  replaceFiles([[join(folder, SBOM_FILE), await createSbom(folder, name, signal)]]);
}

function reproducible({ $schema, bomFormat, specVersion, metadata, components, dependencies }: Bom): object {
  return {
    $schema,
    bomFormat,
    specVersion,
    version: 1,
    metadata: { component: identity(metadata.component) },
    components: components.map(identity).sort((one, other) => (one.purl < other.purl ? -1 : 1)),
    dependencies: [...dependencies].sort((one, other) => (one.ref < other.ref ? -1 : 1)),
  };
}

function identity({ externalReferences = [], ...component }: Component): Component {
  const { type, name, group, version, purl, "bom-ref": reference, licenses } = component;
  const hashes = component.hashes ?? externalReferences.find((one) => one.type === "distribution")?.hashes;
  return {
    type,
    name,
    ...(group === undefined ? {} : { group }),
    version,
    purl,
    "bom-ref": reference,
    ...(licenses === undefined ? {} : { licenses }),
    ...(hashes === undefined ? {} : { hashes }),
  };
}
