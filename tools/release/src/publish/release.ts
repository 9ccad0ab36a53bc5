import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type ClientPackage, isReleased } from "@workshop/config/client-packages";
import { runChild } from "../child-command.ts";
import { packPackage } from "../pack.ts";
import { NpmRegistry } from "../registry/npm-registry.ts";
import { buildClients } from "./build-clients.ts";
import type { Journal } from "./journal.ts";
import { keepArtifacts } from "./keep-artifacts.ts";
import { type PackedClient, problemsOf, readPackedClient } from "./packed-client.ts";
import { writePreparedRelease } from "./prepared-release.ts";
import { labelOf, publishMissing } from "./publish-client.ts";
import { advanceBranch, tagReleases, type Upstream, upstreamOf } from "./publish-commit.ts";
import { ReleaseError } from "./release-error.ts";
import { withReleaseLock } from "./release-lock.ts";
import { checkTakenVersion } from "./taken-version.ts";
import { Turbo } from "./turbo.ts";
import { versionPackages } from "./version-packages.ts";
import { committedState, presentState, withWorkTree } from "./work-tree.ts";

/** How a release is wanted. */
export interface ReleaseOptions {
  /** The workspace: the top folder of a git work tree. */
  readonly root: string;
  /**
   * `dry run`: everything but what cannot be undone, nothing is committed, published or tagged. `prepare`: the same, and
   * `out` then holds all that `publish-prepared.ts` needs; no registry is asked, so that no token is needed.
   */
  readonly extent: "release" | "prepare" | "dry run";
  /** Whether the commit and the tags are pushed, too. */
  readonly push: boolean;
  /** A folder for tarballs and bills of materials. */
  readonly out: string | undefined;
  /** Aborts the release; what was begun is brought to an end that can be told. */
  readonly controller: AbortController;
  readonly journal: Journal;
}

/** What became of one client. */
export interface ReleasedClient {
  readonly name: string;
  readonly version: string;
  readonly state: "published" | "would be published" | "prepared" | "already there" | "never released";
  readonly integrity: string | undefined;
}

/** What became of a release. */
export interface ReleaseResult {
  readonly extent: ReleaseOptions["extent"];
  readonly registry: string;
  readonly packages: readonly ReleasedClient[];
  /** The new tags. */
  readonly tags: readonly string[];
}

/** A release on its way: what every step needs. */
interface Course extends ReleaseOptions {
  readonly signal: AbortSignal;
  readonly upstream: Upstream | undefined;
  /** The release's own work tree. */
  readonly tree: string;
  /** The commit that is released, without the new versions. */
  readonly base: string;
}

/**
 * Releases the clients: version, build, contract suite, pack, check, publish; only what the registry does not hold yet.
 * Up to the commit it all happens in a work tree of its own, so that whatever ends it leaves the user's as it was.
 *
 * @throws {ReleaseError} when it cannot go on; `journal.state` tells how things stand
 * @throws the controller's reason, when it was aborted
 */
export async function release(options: ReleaseOptions): Promise<ReleaseResult> {
  const { root, extent, push, controller, journal } = options;
  const { signal } = controller;
  const onLost = (reason: ReleaseError): void => controller.abort(reason);
  return await withReleaseLock(root, onLost, async () => {
    const start = await journal.run(
      "prepare",
      async () => {
        await checkTop(root);
        const upstream = push && extent === "release" ? await upstreamOf(root) : undefined;
        return { upstream, commit: await (extent === "dry run" ? presentState(root) : committedState(root)) };
      },
      ({ commit }) => `releasing ${commit.slice(0, 12)}`,
    );
    signal.throwIfAborted();
    return await withWorkTree(root, start.commit, (tree) =>
      releaseTree({ ...options, signal, tree, upstream: start.upstream, base: start.commit }),
    );
  });
}

async function releaseTree(course: Course): Promise<ReleaseResult> {
  const { root, tree, base, extent, signal, journal, upstream, out } = course;
  await journal.run(
    "install",
    () => install(course),
    () => "dependencies are there",
  );
  const { commit, clients, changed } = await journal.run(
    "version",
    () => versionPackages(tree, extent === "dry run", signal),
    (versions) => (versions.changed.length === 0 ? "no changeset, versions as they are" : versions.changed.join(", ")),
  );
  const released = clients.filter(isReleased);
  const { registry, held } = await journal.run(
    "ask",
    () => ask(course, clients),
    ({ registry: { url }, held: { size } }) =>
      extent === "prepare" ? "is left to whoever publishes" : `${url} holds ${size} of ${released.length}`,
  );
  const unpublished = released.filter(({ manifest }) => !held.has(manifest.name));
  const names = unpublished.map(({ manifest }) => manifest.name);
  const turbo = new Turbo(tree, root, signal);
  await journal.run(
    "build",
    () => buildClients(turbo, tree, released, unpublished),
    () => `${released.length} built, ${names.length} of them twice, to the same bytes`,
  );
  await journal.run(
    "contract",
    () => turbo.run("test", names),
    () => count(names, "held to the document"),
  );
  const packed = await journal.run(
    "pack",
    () => pack(course, released),
    (all) => count(all, "packed"),
  );
  await journal.run(
    "check",
    async () => {
      await checkTarballs(course, registry, packed, held);
      await turbo.run("package-check", names);
      if (out !== undefined) keepArtifacts(packed, out);
      if (out !== undefined && extent === "prepare") await writePreparedRelease(packed, { base, commit }, tree, out);
    },
    () => "no secret, no stray file",
  );
  const missing = packed.filter(({ manifest }) => !held.has(manifest.name));
  const result = { extent, registry: registry.url };
  if (extent !== "release") {
    const state = extent === "prepare" ? "prepared" : "would be published";
    return { ...result, packages: describe(clients, packed, missing, state), tags: [] };
  }
  signal.throwIfAborted();
  await journal.run(
    "commit",
    () => advanceBranch(root, commit, upstream),
    () => count(changed, "with a new version"),
  );
  journal.committed = true;
  await journal.run(
    "publish",
    () => publishMissing(registry, missing, journal, signal),
    (provenance) => `${count(missing, "published")}; provenance: ${provenance.reason}`,
  );
  const tags = await journal.run(
    "tag",
    () => tagReleases(root, commit, packed.map(labelOf), upstream),
    (added) => count(added, "tagged"),
  );
  return { ...result, packages: describe(clients, packed, missing, "published"), tags };
}

/** A release concerns a whole repository: tags, the branch and the changesets are all at its top. */
async function checkTop(root: string): Promise<void> {
  const { status, stdout } = await runChild("git", ["rev-parse", "--show-prefix"], { cwd: root });
  if (status === 0 && stdout.trim() === "") return;
  throw new ReleaseError(`${root} is not the top of a git work tree`, "run it in a clone of the repository");
}

async function install({ tree, signal }: Course): Promise<void> {
  const args = ["install", "--frozen-lockfile", "--prefer-offline"];
  const { status, output } = await runChild("pnpm", args, { cwd: tree, signal });
  if (status !== 0) {
    throw new ReleaseError(`the dependencies cannot be installed:\n${output.trim()}`, "see what pnpm says");
  }
}

/** The integrity of each version that the registry holds, by the package's name; of none while it is not asked. */
async function ask(
  { root, extent, signal }: Course,
  clients: readonly ClientPackage[],
): Promise<{ registry: NpmRegistry; held: ReadonlyMap<string, string> }> {
  const [first] = clients;
  if (first === undefined) throw new ReleaseError("there is no client in packages/", "see `pnpm codegen --help`");
  const registry = await NpmRegistry.of(first.manifest.name, root, signal);
  const held = new Map<string, string>();
  if (extent === "prepare") return { registry, held };
  await Promise.all(
    clients.filter(isReleased).map(async ({ manifest: { name, version } }) => {
      const integrity = await registry.integrityOf(name, version, signal);
      if (integrity !== undefined) held.set(name, integrity);
    }),
  );
  return { registry, held };
}

async function pack({ tree, signal }: Course, clients: readonly ClientPackage[]): Promise<readonly PackedClient[]> {
  // Beside the work tree, and removed with it.
  const destination = join(tree, "..", "packed");
  mkdirSync(destination, { recursive: true });
  const packed: PackedClient[] = [];
  for (const { folder, manifest } of clients) {
    const own = join(destination, basename(folder));
    mkdirSync(own, { recursive: true });
    packed.push(readPackedClient(manifest, await packPackage(folder, own, signal)));
  }
  return packed;
}

async function checkTarballs(
  { root, tree, signal }: Course,
  registry: NpmRegistry,
  packed: readonly PackedClient[],
  held: ReadonlyMap<string, string>,
): Promise<void> {
  const problems = packed.flatMap((client) => [...problemsOf(client, tree), ...problemsOf(client, root)]);
  if (problems.length > 0) {
    throw new ReleaseError(`not fit to be published:\n${[...new Set(problems)].join("\n")}`, "repair it, and commit");
  }
  for (const client of packed) {
    const integrity = held.get(client.manifest.name);
    if (integrity !== undefined) await checkTakenVersion(registry, client, integrity, signal);
  }
}

function describe(
  clients: readonly ClientPackage[],
  packed: readonly PackedClient[],
  missing: readonly PackedClient[],
  state: Exclude<ReleasedClient["state"], "already there" | "never released">,
): readonly ReleasedClient[] {
  return clients.map(({ manifest: { name, version } }) => {
    const client = packed.find(({ manifest }) => manifest.name === name);
    if (client === undefined) return { name, version, state: "never released", integrity: undefined };
    return { name, version, state: missing.includes(client) ? state : "already there", integrity: client.integrity };
  });
}

function count(packages: readonly unknown[], what: string): string {
  return packages.length === 0 ? "nothing to do" : `${packages.length} ${what}`;
}
