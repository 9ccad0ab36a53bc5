import { valueAt, withoutValueAt } from "./input/input.ts";
import type { SchemaProblem } from "./schema-checker.ts";

/** So many parts are left out of a value, each for a problem of its own. */
const MOST = 20;

/**
 * A value without those of its parts that are no valid ones, such as what fits two ways of a `oneOf`, where they may be left out;
 * `undefined` where that is not enough.
 *
 * @param mayGo whether what is at a place may be left out
 */
export function withoutProblems<Value>(
  value: Value,
  problemsOf: (value: Value) => readonly SchemaProblem[],
  mayGo: (place: readonly string[]) => boolean,
): Value | undefined {
  let rest = value;
  for (let tries = 0; tries < MOST; tries += 1) {
    const problems = problemsOf(rest);
    if (problems.length === 0) return rest;
    // What is around the others: within it there is a problem for each way of a union.
    const [outer] = problems.map(({ at }) => at).sort((left, right) => left.length - right.length);
    let place = outer ?? [];
    // Of a list no item is left out, and what is missing cannot be.
    while (/^\d+$/.test(place.at(-1) ?? "") || (place.length > 0 && valueAt(rest, place) === undefined)) {
      place = place.slice(0, -1);
    }
    if (place.length === 0 || !mayGo(place)) return undefined;
    rest = withoutValueAt(rest, place);
  }
  return undefined;
}
