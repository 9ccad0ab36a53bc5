import type { Model } from "@workshop/openapi";

/** How far a package's version must move; ordered from the smallest. */
export type Bump = "none" | "patch" | "minor" | "major";

/** One change, and what it means to users of the package. */
export interface Reason {
  readonly bump: Exclude<Bump, "none">;
  /** Stable kebab-case name of the rule, e.g. "request-property-became-required". */
  readonly rule: string;
  /** JSON pointer into the document where the change is (new document; old one for a removal). */
  readonly pointer: string;
  /** The lines of the two documents; `undefined` where only the other one has it, and for what an overlay says. */
  readonly oldLine: number | undefined;
  readonly newLine: number | undefined;
  /** One sentence in changelog words. */
  readonly message: string;
}

/** What a judge says of a change. */
export interface Verdict {
  readonly judge: string;
  readonly bump: Bump;
  readonly reasons: readonly Reason[];
}

/** What judges compare: the models of both documents, with their overlays. */
export interface Models {
  readonly old: Model;
  readonly next: Model;
}

/** Is told what is being done, for whoever waits. */
export type Progress = (step: string) => void;

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
  /** Whether the judges of what users rely on differ about its being broken. */
  readonly disagreement: boolean;
  /** What users are told: see {@link tellingReasons}. */
  readonly reasons: readonly Reason[];
}

const ORDER: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Compares two bumps: negative if the first one is the smaller. For sorting. */
export function compareBumps(one: Bump, other: Bump): number {
  return ORDER.indexOf(one) - ORDER.indexOf(other);
}

/** The highest of several bumps; `none` if there are none. */
export function highestBump(bumps: Iterable<Bump>): Bump {
  return [...bumps].reduce((highest, bump) => (compareBumps(bump, highest) > 0 ? bump : highest), "none");
}

/** A judge's verdict from its reasons: the highest one counts. */
export function verdictOf(judge: string, reasons: readonly Reason[]): Verdict {
  return { judge, bump: highestBump(reasons.map(({ bump }) => bump)), reasons };
}

/** Puts verdicts together: the highest one counts. */
export function combine(
  labels: Pick<Rating, "new" | "old">,
  { judges, abstentions }: Pick<Rating, "abstentions" | "judges">,
): Rating {
  // The package's code is no promise to users, so that its judge never says major or denies it.
  const breaks = judges.filter(({ judge }) => judge !== "package").map(({ bump }) => bump === "major");
  return {
    ...labels,
    bump: highestBump(judges.map(({ bump }) => bump)),
    judges,
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
