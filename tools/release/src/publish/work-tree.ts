import { mkdtempDisposableSync, mkdtempSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { git } from "./git.ts";
import { ReleaseError } from "./release-error.ts";

/** Says which work trees are a release's; one that was killed leaves its own behind. */
const PREFIX = "release-of-clients-";

/** A made-up author, for commits that nobody will see. */
const NOBODY = ["-c", "user.name=release", "-c", "user.email=release@localhost", "-c", "commit.gpgSign=false"];

/**
 * The commit that is released: the one that is checked out, and nothing besides.
 *
 * @throws {ReleaseError} when there are changes that are not committed, or files that git does not know
 */
export async function committedState(root: string): Promise<string> {
  const changes = await git(root, ["status", "--porcelain"]);
  if (changes !== "") {
    throw new ReleaseError(
      `the work tree has changes that are not committed:\n${changes}`,
      "commit them, or remove them: what is released has to be in the history (a --dry-run takes them along)",
    );
  }
  return await git(root, ["rev-parse", "HEAD"]);
}

/** The work tree as it is, changes included, as a commit that no branch knows; neither it nor the index is touched. */
export async function presentState(root: string): Promise<string> {
  using folder = mkdtempDisposableSync(join(tmpdir(), "release-index-"));
  const index = { GIT_INDEX_FILE: join(folder.path, "index") };
  await git(root, ["read-tree", "HEAD"], index);
  await git(root, ["add", "--all"], index);
  const tree = await git(root, ["write-tree"], index);
  if (tree === (await git(root, ["rev-parse", "HEAD^{tree}"]))) return await git(root, ["rev-parse", "HEAD"]);
  return await git(root, [...NOBODY, "commit-tree", "-p", "HEAD", "-m", "The work tree as it is", tree]);
}

/**
 * Checks a commit out into a folder of its own, outside of the repository, and removes that folder afterwards. All that
 * a release does before it publishes happens there: whatever ends it, the user's work tree is as it was.
 */
export async function withWorkTree<Value>(
  root: string,
  commit: string,
  use: (folder: string) => Promise<Value>,
): Promise<Value> {
  await removeAbandoned(root);
  const parent = realpathSync(mkdtempSync(join(tmpdir(), PREFIX)));
  const folder = join(parent, "tree");
  try {
    await git(root, ["-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet", "--detach", folder, commit]);
    return await use(folder);
  } finally {
    await remove(root, parent);
  }
}

/** Commits all changes of the work tree, if there are any. */
export async function commitAll(folder: string, message: string, dryRun: boolean): Promise<string> {
  await git(folder, ["add", "--all"]);
  if ((await git(folder, ["status", "--porcelain"])) !== "") {
    await git(folder, [...(dryRun ? NOBODY : []), "commit", "--quiet", "--no-verify", "-m", message]);
  }
  return await git(folder, ["rev-parse", "HEAD"]);
}

/** To be called by who holds the lock: a release's work tree that is there now belongs to none that runs. */
async function removeAbandoned(root: string): Promise<void> {
  const worktrees = (await git(root, ["worktree", "list", "--porcelain"])).matchAll(/^worktree (.+)$/gm);
  for (const [, folder = ""] of worktrees) {
    if (basename(dirname(folder)).startsWith(PREFIX)) await remove(root, dirname(folder));
  }
}

async function remove(root: string, parent: string): Promise<void> {
  await rm(parent, { recursive: true, force: true, maxRetries: 3 });
  await git(root, ["worktree", "prune"]);
}
