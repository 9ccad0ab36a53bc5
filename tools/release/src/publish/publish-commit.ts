import { git } from "./git.ts";
import { ReleaseError } from "./release-error.ts";

/** A branch of another repository. */
export interface Upstream {
  readonly remote: string;
  readonly branch: string;
}

/**
 * The branch that the one which is checked out follows.
 *
 * @throws {ReleaseError} when there is none
 */
export async function upstreamOf(root: string): Promise<Upstream> {
  try {
    const own = await git(root, ["symbolic-ref", "--short", "HEAD"]);
    const remote = await git(root, ["config", `branch.${own}.remote`]);
    const branch = await git(root, ["config", `branch.${own}.merge`]);
    return { remote, branch };
  } catch {
    throw new ReleaseError(
      "there is no branch to push to: what is checked out follows none",
      "check out a branch that follows one (`git branch --set-upstream-to`), or push by hand, without --push",
    );
  }
}

/**
 * Makes the release commit the branch's: pushed first, where that is wanted, because a commit that is published and then
 * lost with the machine could never be told from somebody else's.
 *
 * @throws {ReleaseError} when the branch has moved on since the release began; nothing is changed then
 */
export async function advanceBranch(root: string, commit: string, upstream: Upstream | undefined): Promise<void> {
  if (upstream !== undefined && !(await isPushed(root, commit, upstream))) {
    await moved(git(root, ["push", "--quiet", upstream.remote, `${commit}:${upstream.branch}`]));
  }
  await moved(git(root, ["merge", "--quiet", "--ff-only", commit]));
}

/**
 * Tags what was released, as `<name>@<version>`, unless it is tagged already.
 *
 * @returns the new tags
 */
export async function tagReleases(
  root: string,
  commit: string,
  releases: readonly string[],
  upstream: Upstream | undefined,
): Promise<readonly string[]> {
  const known = new Set((await git(root, ["tag", "--list"])).split("\n"));
  const missing = releases.filter((tag) => !known.has(tag));
  for (const tag of missing) await git(root, ["tag", "--annotate", "--message", tag, tag, commit]);
  if (upstream !== undefined && missing.length > 0) {
    await git(root, ["push", "--quiet", upstream.remote, ...missing.map((tag) => `refs/tags/${tag}`)]);
  }
  return missing;
}

/** Whether the branch has the commit already, and perhaps more since: an earlier run came as far as that. */
async function isPushed(root: string, commit: string, { remote, branch }: Upstream): Promise<boolean> {
  await git(root, ["fetch", "--quiet", remote, branch]);
  const containing = await git(root, ["rev-list", "--max-count=1", `${commit}`, "--not", "FETCH_HEAD"]);
  return containing === "";
}

async function moved(action: Promise<string>): Promise<void> {
  try {
    await action;
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    throw new ReleaseError(
      `the release commit cannot be added to the branch: ${error.rule}`,
      "somebody has changed the branch or the work tree since the release began: bring it up to date, run this again",
    );
  }
}
