import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientManifest } from "@workshop/config/client-packages";
import { git } from "./git.ts";
import { artifactName, integrityOf, type PackedClient, readPackedClient } from "./packed-client.ts";
import { ReleaseError } from "./release-error.ts";

/** What names all files of a prepared release, with their digests: who knows its own digest can trust all of them. */
export const RELEASE_FILE = "release.json";
const BUNDLE_FILE = "commit.bundle";

/** The commits of a release. */
export interface ReleaseCommits {
  /** What is released, without the new versions. */
  readonly base: string;
  /** The release commit; `base` where no version is new. */
  readonly commit: string;
}

/** A release that was built, tested and packed, and is still to be published. */
export interface PreparedRelease extends ReleaseCommits {
  /** The path of a git bundle that brings the release commit, where there is one. */
  readonly bundle: string | undefined;
  readonly clients: readonly PackedClient[];
}

interface ReleaseFile extends ReleaseCommits {
  readonly files: Readonly<Record<string, string>>;
}

/** Adds to a folder that has the tarballs what is needed to publish them elsewhere. */
export async function writePreparedRelease(
  clients: readonly PackedClient[],
  commits: ReleaseCommits,
  tree: string,
  folder: string,
): Promise<void> {
  const files = clients.map(({ manifest, integrity }) => [`${artifactName(manifest)}.tgz`, integrity]);
  if (commits.commit !== commits.base) {
    const bundle = join(folder, BUNDLE_FILE);
    await git(tree, ["bundle", "create", "--quiet", bundle, `${commits.base}..HEAD`]);
    files.push([BUNDLE_FILE, integrityOf(readFileSync(bundle))]);
  }
  const release: ReleaseFile = { ...commits, files: Object.fromEntries(files) };
  writeFileSync(join(folder, RELEASE_FILE), `${JSON.stringify(release, undefined, 2)}\n`);
}

/**
 * Reads a prepared release, and makes sure that it is whole.
 *
 * @param digest of `release.json`, as its maker has told by another way: `sha512-` and base64
 * @throws {ReleaseError} when a file is missing or another one
 */
export function readPreparedRelease(folder: string, digest: string): PreparedRelease {
  const path = join(folder, RELEASE_FILE);
  if (!existsSync(path)) {
    throw new ReleaseError(`${folder} has no ${RELEASE_FILE}`, "make it by `pnpm release --prepare --out <folder>`");
  }
  const text = readFileSync(path);
  if (integrityOf(text) !== digest) throw changed(path);
  const { base, commit, files } = JSON.parse(text.toString("utf8")) as ReleaseFile; // as it was written: see the digest
  for (const [name, integrity] of Object.entries(files)) {
    const file = join(folder, name);
    if (!existsSync(file) || integrityOf(readFileSync(file)) !== integrity) throw changed(file);
  }
  const tarballs = Object.keys(files).filter((name) => name.endsWith(".tgz"));
  return {
    base,
    commit,
    bundle: BUNDLE_FILE in files ? join(folder, BUNDLE_FILE) : undefined,
    clients: tarballs.map((name) => packed(join(folder, name))),
  };
}

/** A client as its own package.json, within the tarball, describes it. */
function packed(tarball: string): PackedClient {
  const nameless = readPackedClient({ name: "", version: "" } as ClientManifest, tarball); // only until it is read
  const manifest = nameless.files.find(({ path }) => path === "package.json")?.content.toString("utf8") ?? "{}";
  return { ...nameless, manifest: JSON.parse(manifest) as ClientManifest }; // checked when it was packed
}

function changed(file: string): ReleaseError {
  return new ReleaseError(
    `${file} is not what was prepared`,
    "publish nothing of it: find out who has changed it, and prepare the release once more",
  );
}
