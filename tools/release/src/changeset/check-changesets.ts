import { type Bump, compareBumps, highestBump } from "@workshop/rating";
import { findChanges, rateChange } from "./package-change.ts";
import { announced, readPending } from "./pending.ts";
import type { Client } from "./select-clients.ts";

/** Whether a package's change is announced. */
export interface CheckedPackage {
  readonly package: string;
  readonly platform: string;
  /** What the package was compared with. */
  readonly base: string;
  /** What changesets announce, or a release in the making has done. */
  readonly announced: Bump;
  /** What the change is rated; `undefined` where nothing changed, or no rating could be higher than what is announced. */
  readonly rated: Bump | undefined;
  readonly isEnough: boolean;
  /** The reasons for the rating, the highest first. */
  readonly reasons: readonly string[];
  /** Files that changed, from the root. */
  readonly files: readonly string[];
}

/** Which packages to check. */
export interface CheckRequest {
  readonly root: string;
  readonly clients: readonly Client[];
  /** A revision to compare with; default: the state that was last released. */
  readonly since: string | undefined;
  readonly progress: (step: string) => void;
}

/**
 * Says of each package whether changesets announce as much as its change since the last release is rated.
 *
 * @throws {DocumentError} when something cannot be read.
 */
export async function checkChangesets({ root, clients, since, progress }: CheckRequest): Promise<CheckedPackage[]> {
  const pending = readPending(root);
  const checked: CheckedPackage[] = [];
  for (const change of findChanges(root, clients, since)) {
    const { client, base, files } = change;
    const raised = base.kind === "commit" ? base.raised : "none";
    const bump = highestBump([announced(pending, client.name), raised]);
    const common = { package: client.name, platform: client.platform, base: base.description, announced: bump, files };
    // Nothing is higher than major, so that there is no need to look.
    const rating = bump === "major" ? undefined : await rateChange(root, change, progress);
    const rated = rating?.bump;
    checked.push({
      ...common,
      rated,
      isEnough: rated === undefined || compareBumps(rated, bump) <= 0,
      reasons: rating?.reasons.filter((reason) => reason.bump === rated).map(({ message }) => message) ?? [],
    });
  }
  return checked;
}
