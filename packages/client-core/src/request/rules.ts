/** Rules over several parameters together, and what makes a repeat safe. */
import { satisfies } from "../checks/check.ts";
import type { Check, Condition, InputRecord, Repeatable, Rule } from "../definition.ts";
import type { OwnRecord } from "../records.ts";

/** Reads what stands at `query.start_time` and the like; or a group. */
export function reader(path: string): (input: InputRecord) => unknown {
  const dot = path.indexOf(".");
  if (dot < 0) return (input) => input[path];
  const [group, name] = [path.slice(0, dot), path.slice(dot + 1)];
  return (input) => (input[group] as OwnRecord | undefined)?.[name]; // groups are records
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
  const read = reader(path);
  return (input) => read(input) !== undefined;
}

/** Whether nothing of it is. */
export const absent = (path: string): Condition => unless(given(path));

/** Whether a parameter passes this, where it is given. */
export function passes(path: string, check: Check): Condition {
  const read = reader(path);
  return (input) => {
    const value = read(input);
    return value === undefined || satisfies(check, value);
  };
}

/** Whether nothing of a group is given but what has one of these names. */
export const onlyNames =
  (group: string, ...names: readonly string[]): Condition =>
  (input) =>
    Object.keys((input[group] ?? {}) as OwnRecord).every((name) => names.includes(name)); // groups are records

/** Whether the input as a whole satisfies this. */
export const satisfying =
  (check: Check): Condition =>
  (input) =>
    satisfies(check, input);

/** All of these. */
export const every =
  (...conditions: readonly Condition[]): Condition =>
  (input) =>
    conditions.every((holds) => holds(input));

/** Any of these. */
export const some =
  (...conditions: readonly Condition[]): Condition =>
  (input) =>
    conditions.some((holds) => holds(input));

/** Not this. */
export const unless =
  (condition: Condition): Condition =>
  (input) =>
    !condition(input);

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
  const [readStart, readEnd] = [reader(earlier), reader(later)];
  const holds: Condition = (input) => {
    const start = readStart(input);
    const end = readEnd(input);
    return start === undefined || end === undefined || isEarlier(start, end);
  };
  return { path: later, other: earlier, name, message, holds };
}

/** A repeat is always safe. */
export const safe: Repeatable = () => true;

/** A repeat is safe for an input of which this holds, and whose times at these places lie in the past. */
export function bounded(holds: Condition, ...past: readonly string[]): Repeatable {
  const times = past.map(reader);
  return (input, now) => holds(input) && times.every((read) => isEarlier(read(input), now));
}
