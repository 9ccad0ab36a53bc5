/** Rules over several parameters together, and what makes a repeat safe. */
import { satisfies } from "../checks/check.ts";
import type { Check, Condition, GivenInput, ParameterPlaces, Repeatable, Rule } from "../definition.ts";
import type { OwnRecord } from "../records.ts";

/** Reads what stands at `query.start_time`, `body.ids` and the like; or a group. */
export function reader(path: string): (places: ParameterPlaces) => (given: GivenInput) => unknown {
  const dot = path.indexOf(".");
  if (dot < 0) return () => (given) => given.input[path];
  const [group, name] = [path.slice(0, dot), path.slice(dot + 1)];
  return (places) => {
    const index = places[group]?.[name];
    return index === undefined
      ? ({ input }) => (input[group] as OwnRecord | undefined)?.[name] // groups are records
      : ({ values }) => values[index];
  };
}

/** A time in milliseconds, and the digits beyond them: RFC 3339 may be finer than a `Date`. */
function instant(value: unknown): readonly [milliseconds: number, finer: string] {
  if (value instanceof Date) return [value.getTime(), ""];
  if (typeof value !== "string") return [Number.NaN, ""];
  // V8 reads small letters too, other engines do not.
  const text = value.toUpperCase();
  return [Date.parse(text), /\.\d{3}(\d*?)0*\D/.exec(text)?.[1] ?? ""];
}

/** Whether both are texts of one form, in UTC: these are in the order of their times. */
function areComparable(first: unknown, second: unknown): boolean {
  if (typeof first !== "string" || typeof second !== "string" || first.length !== second.length) return false;
  return first.length > 19 && first[10] === second[10] && first.endsWith("Z") && second.endsWith("Z");
}

/** Whether a time is strictly earlier than another; false where one of them is no time. */
export function isEarlier(first: unknown, second: unknown): boolean {
  // The usual case, of which the other way takes half as long as all of a bare call.
  if (areComparable(first, second)) return (first as string) < (second as string);
  const [start, finerStart] = instant(first);
  const [end, finerEnd] = instant(second);
  return start < end || (start === end && finerStart < finerEnd);
}

/** Whether something is given: a parameter (`query.start_time`), or any of a group (`query`). */
export function given(path: string): Condition {
  if (!path.includes(".")) return () => (input) => input.groups.includes(path);
  return (places) => {
    const read = reader(path)(places);
    return (input) => read(input) !== undefined;
  };
}

/** Whether nothing of it is. */
export const absent = (path: string): Condition => unless(given(path));

/** Whether a parameter passes this, where it is given. */
export function passes(path: string, check: Check): Condition {
  return (places) => {
    const read = reader(path)(places);
    return (input) => {
      const value = read(input);
      return value === undefined || satisfies(check, value);
    };
  };
}

/** Whether nothing of a group is given but what has one of these names. */
export function onlyNames(group: string, ...names: readonly string[]): Condition {
  const others = (known: object): string[] => Object.keys(known).filter((name) => !names.includes(name));
  return (places) => {
    const known = places[group];
    if (!known) return ({ input }) => !others(input[group] ?? {}).length;
    const indices = others(known).map((name) => known[name] as number); // it is one of theirs
    return ({ values }) => indices.every((index) => values[index] === undefined);
  };
}

/** Whether the input as a whole satisfies this. */
export const satisfying =
  (check: Check): Condition =>
  () =>
  ({ input }) =>
    satisfies(check, input);

/** All of these. */
export const every =
  (...conditions: readonly Condition[]): Condition =>
  (places) => {
    const all = conditions.map((condition) => condition(places));
    return (input) => all.every((holds) => holds(input));
  };

/** Any of these. */
export const some =
  (...conditions: readonly Condition[]): Condition =>
  (places) => {
    const all = conditions.map((condition) => condition(places));
    return (input) => all.some((holds) => holds(input));
  };

/** Not this. */
export const unless =
  (condition: Condition): Condition =>
  (places) => {
    const holds = condition(places);
    return (input) => !holds(input);
  };

/** This has to hold. */
export const rule = (name: string, message: string, holds: Condition): Rule => ({
  path: "input",
  other: "",
  name,
  message,
  holds,
});

/** Where both times are given, the one has to be strictly earlier than the other. */
export function inOrder(name: string, message: string, earlier: string, later: string): Rule {
  const holds: Condition = (places) => {
    const [readStart, readEnd] = [reader(earlier)(places), reader(later)(places)];
    return (input) => {
      const start = readStart(input);
      const end = readEnd(input);
      return start === undefined || end === undefined || isEarlier(start, end);
    };
  };
  return { path: later, other: earlier, name, message, holds };
}

/** A repeat is always safe. */
export const safe: Repeatable = () => () => true;

/** A repeat is safe for an input of which this holds, and whose times at these places lie in the past. */
export function bounded(condition: Condition, ...past: readonly string[]): Repeatable {
  return (places) => {
    const holds = condition(places);
    const times = past.map((path) => reader(path)(places));
    return (input, now) => holds(input) && times.every((read) => isEarlier(read(input), now));
  };
}
