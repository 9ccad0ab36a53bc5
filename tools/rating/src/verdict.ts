/** How far a package's version must move; ordered from the smallest. */
export type Bump = "none" | "patch" | "minor" | "major";

/** One change, and what it means to users of the package. */
export interface Reason {
  readonly bump: Exclude<Bump, "none">;
  /** Stable kebab-case name of the rule, e.g. "request-property-became-required". */
  readonly rule: string;
  /** JSON pointer into the document where the change is (new document; old one for a removal). */
  readonly pointer: string;
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

const ORDER: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Compares two bumps: negative if the first one is the smaller. For sorting. */
export function compareBumps(one: Bump, other: Bump): number {
  return ORDER.indexOf(one) - ORDER.indexOf(other);
}

/** The highest of several bumps; `none` if there are none. */
export function highestBump(bumps: Iterable<Bump>): Bump {
  return [...bumps].reduce((highest, bump) => (compareBumps(bump, highest) > 0 ? bump : highest), "none");
}
