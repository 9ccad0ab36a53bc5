import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ClientManifest } from "@workshop/config/client-packages";
import { expectedFiles } from "../expected-files.ts";
import { leaksIn } from "../leaks.ts";
import { type PackedFile, readTarball } from "../tarball.ts";

/** A client as it is published. */
export interface PackedClient {
  readonly manifest: ClientManifest;
  readonly tarball: string;
  /** As registries write it: `sha512-` and base64. */
  readonly integrity: string;
  readonly files: readonly PackedFile[];
}

/**
 * Reads what was packed.
 *
 * @throws {Error} when the tarball cannot be read
 */
export function readPackedClient(manifest: ClientManifest, tarball: string): PackedClient {
  return { manifest, tarball, integrity: integrityOf(readFileSync(tarball)), files: readTarball(tarball) };
}

/** The digest of a file's bytes as registries write it: `sha512-` and base64. */
export function integrityOf(content: Uint8Array): string {
  return `sha512-${createHash("sha512").update(content).digest("base64")}`;
}

/** The name of a client's files, without their endings. */
export function artifactName({ name, version }: ClientManifest): string {
  return `${name.replace("@", "").replaceAll("/", "-")}-${version}`;
}

/**
 * What is wrong with the very tarball that would be published, one line each: files too many or too few, modes, and
 * whatever leaks.
 */
export function problemsOf({ manifest, files }: PackedClient, workspace: string): readonly string[] {
  const expected = expectedFiles(manifest);
  const paths = files.map(({ path }) => path);
  return [
    ...paths.filter((path) => !expected.includes(path)).map((path) => `${path} is not to be published`),
    ...expected.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...files.filter(({ mode }) => mode !== 0o644).map(({ path, mode }) => `${path} has the mode ${mode.toString(8)}`),
    ...leaksIn(files, workspace),
  ].map((problem) => `${manifest.name}: ${problem}`);
}

/** The paths of the files in which two tarballs differ: content, mode, or that only one of them has it. */
export function differingFiles(one: readonly PackedFile[], other: readonly PackedFile[]): readonly string[] {
  const [left, right] = [byPath(one), byPath(other)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => {
      const [here, there] = [left.get(path), right.get(path)];
      return (
        here === undefined || there === undefined || here.mode !== there.mode || !here.content.equals(there.content)
      );
    })
    .sort();
}

function byPath(files: readonly PackedFile[]): ReadonlyMap<string, PackedFile> {
  return new Map(files.map((file) => [file.path, file]));
}
