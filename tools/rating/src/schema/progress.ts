import type { Conjunction } from "./conjunction.ts";
import type { Violation } from "./violation.ts";

/** What is known of two schemas. */
interface Result {
  violations: readonly Violation[];
  /**
   * How deep the shallowest comparison stands that is still under way and was taken for granted here; infinite where the
   * result rests on nothing.
   */
  restsOn: number;
  forget(): void;
}

/** What is known of each two schemas, the narrow one first. */
export type Results = Map<Conjunction, Map<Conjunction, Result>>;

const NOTHING = Number.POSITIVE_INFINITY;

/** No document needs as many comparisons, or as many within each other: what does is too complex to be told. */
const MOST_COMPARISONS = 200_000;
const MOST_DEPTH = 250;

/**
 * The comparisons under way. Each two schemas are compared once: one that refers to itself, from within a property or an
 * item, is taken for included until something else is found, and what was concluded from that is found again only then.
 */
export class Progress {
  /** How many comparisons were made. */
  comparisons = 0;
  private depth = 0;
  /** What has been taken for granted since it was last asked for. */
  private restsOn = NOTHING;
  /** Results that rest on a comparison under way, in the order in which they were found. */
  private readonly provisional: Result[] = [];

  /** Counts a comparison. @returns whether there were not too many. */
  mayGoOn(): boolean {
    if (this.comparisons >= MOST_COMPARISONS || this.depth > MOST_DEPTH) return false;
    this.comparisons += 1;
    return true;
  }

  /** What is known of two schemas, or what a comparison gives. */
  resultOf(
    results: Results,
    narrow: Conjunction,
    wide: Conjunction,
    compare: () => readonly Violation[],
  ): readonly Violation[] {
    const others = results.get(narrow) ?? new Map<Conjunction, Result>();
    results.set(narrow, others);
    const known = others.get(wide);
    if (known !== undefined) {
      this.restsOn = Math.min(this.restsOn, known.restsOn);
      return known.violations;
    }
    this.depth += 1;
    const result: Result = { violations: [], restsOn: this.depth, forget: () => others.delete(wide) };
    others.set(wide, result);
    const outer = this.restsOn;
    this.restsOn = NOTHING;
    const first = this.provisional.length;
    result.violations = compare();
    this.settle(result, first);
    this.depth -= 1;
    this.restsOn = Math.min(outer, result.restsOn);
    return result.violations;
  }

  /** Says what a comparison that is done rests on, and those that were made for it. */
  private settle(result: Result, first: number): void {
    const { provisional, restsOn, depth } = this;
    const isBroken = result.violations.some(({ isGentle }) => !isGentle);
    // What rests on itself alone, or is broken whatever else holds, rests on nothing.
    result.restsOn = isBroken || restsOn >= depth ? NOTHING : restsOn;
    if (isBroken) for (const other of provisional.splice(first)) other.forget();
    else if (result.restsOn === NOTHING) for (const other of provisional.splice(first)) other.restsOn = NOTHING;
    else {
      for (const other of provisional.slice(first)) other.restsOn = Math.min(other.restsOn, restsOn);
      provisional.push(result);
    }
  }
}
