import { type Bump, compareBumps, highestBump, type Reason, type Verdict } from "./verdict.ts";

/** A judge that could not say anything, and why. */
export interface Abstention {
  readonly judge: string;
  readonly why: string;
}

/** What all judges together say of a change. */
export interface Rating {
  readonly old: string;
  readonly new: string;
  /** The highest verdict. */
  readonly bump: Bump;
  readonly judges: readonly Verdict[];
  readonly abstentions: readonly Abstention[];
  /** Verdicts of others that were asked, and do not count. */
  readonly opinions: readonly Verdict[];
  /** Whether the judges of what users rely on differ about its being broken. */
  readonly disagreement: boolean;
  /** What users are told: see {@link tellingReasons}. */
  readonly reasons: readonly Reason[];
}

/** Puts verdicts together: the highest one counts. */
export function combine(
  labels: Pick<Rating, "new" | "old">,
  { judges, opinions, abstentions }: Pick<Rating, "abstentions" | "judges" | "opinions">,
): Rating {
  const bumps = judges.map(({ bump }) => bump);
  // The package's code is no promise to users, so that its judge never says major or denies it.
  const breaks = judges.filter(({ judge }) => judge !== "package").map(({ bump }) => bump === "major");
  return {
    ...labels,
    bump: highestBump(bumps),
    judges,
    opinions,
    abstentions,
    disagreement: new Set(breaks).size > 1,
    reasons: tellingReasons(judges),
  };
}

/**
 * The reasons that are worth telling: all of the first judge's (the document's, which knows where a change is and how to
 * put it), and of each further judge those that weigh more than anything said before. The highest come first.
 */
function tellingReasons(judges: readonly Verdict[]): readonly Reason[] {
  const told: Reason[] = [];
  for (const { judge, reasons } of judges) {
    const highest = highestBump(told.map(({ bump }) => bump));
    const own = judge === "package"; // what it says, no other judge can
    told.push(...reasons.filter(({ bump }) => told.length === 0 || own || compareBumps(bump, highest) > 0));
  }
  return told.toSorted((one, other) => compareBumps(other.bump, one.bump));
}
