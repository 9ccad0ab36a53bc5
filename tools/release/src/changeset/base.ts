import { isReleasedVersion, parseManifest } from "@workshop/config/client-packages";
import { type Bump, packageFolder, type Repository } from "@workshop/rating";
import type { Client } from "./select-clients.ts";

/** What a package's present state is compared with. */
export type Base =
  | {
      readonly kind: "commit";
      readonly commit: string;
      /** In words, for whoever reads the result. */
      readonly description: string;
      /** How far the version has been raised since, in the work tree: what a release in the making has done. */
      readonly raised: Bump;
    }
  | { readonly kind: "nothing"; readonly description: string };

/**
 * The last released state of a package: its tag, or the commit that gave it the version which it has. What is compared
 * with, if not that, is said in the description.
 *
 * @param since a commit to compare with, whatever was released.
 */
export function findBase(repository: Repository | undefined, client: Client, since?: string): Base {
  if (repository === undefined)
    return { kind: "nothing", description: "no git repository: there is nothing to compare with" };
  if (since !== undefined) return found(since, `compared with ${since.slice(0, 9)}, as asked`);
  const file = `${packageFolder(client.platform)}/package.json`;
  const committed = repository.textAt("HEAD", file);
  const version = committed === undefined ? undefined : parseManifest(committed).version;
  if (version === undefined || !isReleasedVersion(version))
    return { kind: "nothing", description: "not released yet: there is nothing to compare with" };
  const raised = raise(version, client.version);
  const tag = `${client.name}@${version}`;
  const tagged = repository.commit(`refs/tags/${tag}`);
  if (tagged !== undefined) return found(tagged, `compared with the tag ${tag}`, raised);
  const commit = repository.ask("log", "-1", "--format=%H", `-S"version": "${version}"`, "HEAD", "--", file);
  if (commit === "" || isBoundary(repository, commit)) {
    const oldest = commit === "" ? "HEAD" : commit;
    const description = `compared with ${oldest.slice(0, 9)}, where this shallow clone begins: there is no tag ${tag}`;
    return found(repository.requiredCommit(oldest), description, raised);
  }
  return found(commit, `compared with ${commit.slice(0, 9)}, which made it ${version}`, raised);
}

function found(commit: string, description: string, raised: Bump = "none"): Base {
  return { kind: "commit", commit, description, raised };
}

/** Whether the history that is here ends with a commit: it then seems to bring everything. */
function isBoundary(repository: Repository, commit: string): boolean {
  return repository.isShallow() && repository.ask("rev-list", "--max-parents=0", "HEAD").split("\n").includes(commit);
}

/** How far one version is above another. */
function raise(from: string, to: string): Bump {
  const [before, after] = [from, to].map((version) => version.split(/[.+-]/u).slice(0, 3).map(Number));
  const index = (after ?? []).findIndex((number, place) => number !== before?.[place]);
  return (["major", "minor", "patch"] as const)[index] ?? "none";
}
