import { valueAt, withoutValueAt, withValueAt } from "./input/input.ts";
import type { SchemaProblem } from "./schema-checker.ts";

/** So many parts are left out of a value, each for a problem of its own. */
const MOST = 50;

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
    // What is around the others first: within it there is a problem for each way of a union.
    const places = problems.map(({ at }) => at).sort((left, right) => left.length - right.length);
    const less = firstOf(places, (place) => withoutItems(rest, place, problemsOf) ?? withoutPart(rest, place, mayGo));
    if (less === undefined) return undefined;
    rest = less;
  }
  return undefined;
}

/** What is made of the first of several places of which something can be made. */
function firstOf<Value>(
  places: readonly (readonly string[])[],
  make: (place: readonly string[]) => Value | undefined,
): Value | undefined {
  for (const place of places) {
    const made = make(place);
    if (made !== undefined) return made;
  }
  return undefined;
}

/** The value without what is at a place, or the list that it is in: of a list no item is left out, and what is missing cannot be. */
function withoutPart<Value>(
  value: Value,
  at: readonly string[],
  mayGo: (place: readonly string[]) => boolean,
): Value | undefined {
  let place = at;
  while (/^\d+$/.test(place.at(-1) ?? "") || (place.length > 0 && valueAt(value, place) === undefined)) {
    place = place.slice(0, -1);
  }
  return place.length === 0 || !mayGo(place) ? undefined : withoutValueAt(value, place);
}

/** The value with an empty list where an item is none; `undefined` where the list may not be empty. */
function withoutItems<Value>(
  value: Value,
  place: readonly string[],
  problemsOf: (value: Value) => readonly SchemaProblem[],
): Value | undefined {
  const list = place.slice(0, -1);
  if (!Array.isArray(valueAt(value, list)) || list.length === 0) return undefined;
  const emptied = withValueAt(value, list, []);
  const isOfList = ({ at }: SchemaProblem): boolean => list.every((name, index) => at[index] === name);
  return problemsOf(emptied).some(isOfList) ? undefined : emptied;
}
