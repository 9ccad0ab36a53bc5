import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type ClientPackage, isReleased } from "@workshop/config/client-packages";
import { runChild } from "../child-command.ts";
import { NpmRegistry } from "../registry/npm-registry.ts";
import { decideProvenance, type Provenance } from "../registry/provenance.ts";
import { buildClients } from "./build-clients.ts";
import type { Journal } from "./journal.ts";
import { keepArtifacts } from "./keep-artifacts.ts";
import { type PackedClient, packClient, problemsOf } from "./packed-client.ts";
import { publishClient } from "./publish-client.ts";
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
  /** Everything but what cannot be undone: nothing is committed, published or tagged. */
  readonly dryRun: boolean;
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
  readonly state: "published" | "would be published" | "already there" | "never released";
  readonly integrity: string | undefined;
}

/** What became of a release. */
export interface ReleaseResult {
  readonly dryRun: boolean;
  readonly registry: string;
  readonly provenance: Provenance;
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
}

/**
 * Releases the clients: version, build, contract suite, pack, check, publish; only what the registry does not hold yet.
 * Up to the commit it all happens in a work tree of its own, so that whatever ends it leaves the user's as it was.
 *
 * @throws {ReleaseError} when it cannot go on; `journal.state` tells how things stand
 * @throws the controller's reason, when it was aborted
 */
export async function release(options: ReleaseOptions): Promise<ReleaseResult> {
  const { root, dryRun, push, controller, journal } = options;
  const { signal } = controller;
  const onLost = (reason: ReleaseError): void => controller.abort(reason);
  return await withReleaseLock(root, onLost, async () => {
    const start = await journal.run(
      "prepare",
      async () => {
        await checkTop(root);
        const upstream = push && !dryRun ? await upstreamOf(root) : undefined;
        return { upstream, commit: await (dryRun ? presentState(root) : committedState(root)) };
      },
      ({ commit }) => `releasing ${commit.slice(0, 12)}`,
    );
    signal.throwIfAborted();
    return await withWorkTree(root, start.commit, (tree) =>
      releaseTree({ ...options, signal, tree, upstream: start.upstream }),
    );
  });
}

async function releaseTree(course: Course): Promise<ReleaseResult> {
  const { root, tree, dryRun, signal, journal, upstream } = course;
  await journal.run(
    "install",
    () => install(course),
    () => "dependencies are there",
  );
  const { commit, clients, changed } = await journal.run(
    "version",
    () => versionPackages(tree, dryRun, signal),
    (versions) => (versions.changed.length === 0 ? "no changeset, versions as they are" : versions.changed.join(", ")),
  );
  const released = clients.filter(isReleased);
  const { registry, held } = await journal.run(
    "ask",
    () => ask(course, clients),
    (response) => `${response.registry.url} holds ${response.held.size} of ${released.length}`,
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
  const provenance = decideProvenance(registry.url, unpublished[0]?.manifest.publishConfig?.access, process.env);
  await journal.run(
    "check",
    async () => {
      await checkTarballs(course, registry, packed, held);
      await turbo.run("package-check", names);
      if (course.out !== undefined) keepArtifacts(packed, course.out);
    },
    () => `no secret, no stray file; provenance: ${provenance.reason}`,
  );
  const missing = packed.filter(({ manifest }) => !held.has(manifest.name));
  const result = { dryRun, registry: registry.url, provenance };
  if (dryRun) return { ...result, packages: describe(clients, packed, missing, "would be published"), tags: [] };
  signal.throwIfAborted();
  await journal.run(
    "commit",
    () => advanceBranch(root, commit, upstream),
    () => count(changed, "with a new version"),
  );
  journal.committed = true;
  await journal.run(
    "publish",
    () => publish(course, registry, missing, provenance),
    () => count(missing, "published"),
  );
  const tags = await journal.run(
    "tag",
    () => tagReleases(root, commit, packed.map(label), upstream),
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

/** The integrity of each version that the registry holds, by the package's name. */
async function ask(
  { root, signal }: Course,
  clients: readonly ClientPackage[],
): Promise<{ registry: NpmRegistry; held: ReadonlyMap<string, string> }> {
  const [first] = clients;
  if (first === undefined) throw new ReleaseError("there is no client in packages/", "see `pnpm codegen --help`");
  const registry = await NpmRegistry.of(first.manifest.name, root, signal);
  const held = new Map<string, string>();
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
  for (const client of clients) packed.push(await packClient(client, destination, signal));
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

async function publish(
  { signal, journal }: Course,
  registry: NpmRegistry,
  missing: readonly PackedClient[],
  provenance: Provenance,
): Promise<void> {
  for (const client of missing) {
    // Between two uploads it may end; during one it may not.
    signal.throwIfAborted();
    await publishClient(registry, client, provenance.attested ? ["--provenance"] : []);
    journal.published.push(label(client));
  }
}

function describe(
  clients: readonly ClientPackage[],
  packed: readonly PackedClient[],
  missing: readonly PackedClient[],
  state: "published" | "would be published",
): readonly ReleasedClient[] {
  return clients.map(({ manifest: { name, version } }) => {
    const client = packed.find(({ manifest }) => manifest.name === name);
    if (client === undefined) return { name, version, state: "never released", integrity: undefined };
    return { name, version, state: missing.includes(client) ? state : "already there", integrity: client.integrity };
  });
}

function label({ manifest: { name, version } }: PackedClient): string {
  return `${name}@${version}`;
}

function count(packages: readonly unknown[], what: string): string {
  return packages.length === 0 ? "nothing to do" : `${packages.length} ${what}`;
}
