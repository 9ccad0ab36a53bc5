import { resolve } from "node:path";
import { lock } from "proper-lockfile";
import { git } from "./git.ts";
import { ReleaseError } from "./release-error.ts";

/** A lock that is not renewed for this long belongs to a release that was killed. */
const STALE_MS = 20_000;

/**
 * Lets one release at a time run in a repository, however many work trees it has.
 *
 * @param onLost is called when the lock was taken away, because the machine slept too long: go no further
 * @throws {ReleaseError} when another one runs
 */
export async function withReleaseLock<Value>(
  root: string,
  onLost: (reason: ReleaseError) => void,
  use: () => Promise<Value>,
): Promise<Value> {
  const common = resolve(root, await git(root, ["rev-parse", "--git-common-dir"]));
  const unlock = await lock(common, {
    lockfilePath: `${common}/release.lock`,
    stale: STALE_MS,
    onCompromised: () => onLost(new ReleaseError("the lock on the repository was lost", "run it again")),
  }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "ELOCKED")) throw error;
    throw new ReleaseError(
      "another release runs in this repository",
      `wait for it to end, then run it again; one that was killed holds the lock for ${STALE_MS / 1_000} s more`,
    );
  });
  try {
    return await use();
  } finally {
    // A lock that was lost is nobody's to give back.
    await unlock().catch(() => undefined);
  }
}
