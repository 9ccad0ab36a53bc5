/** Rules over several parameters together, and what makes a repeat safe. */
import { satisfies } from "../checks/check.ts";
import type { Check, InputRecord, Repeatable, Rule } from "../definition.ts";
import type { OwnRecord } from "../records.ts";

/** Reads what stands at `query.start_time` and the like. */
export function reader(path: string): (input: InputRecord) => unknown {
  const dot = path.indexOf(".");
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

/** The input has to satisfy this. */
export function rule(name: string, message: string, check: Check): Rule {
  return { path: "input", name, message, holds: (input) => satisfies(check, input) };
}

/** Where both times are given, the one has to be strictly earlier than the other. */
export function inOrder(name: string, message: string, earlier: string, later: string): Rule {
  const [readStart, readEnd] = [reader(earlier), reader(later)];
  return {
    path: later,
    name,
    message,
    holds(input) {
      const start = readStart(input);
      const end = readEnd(input);
      return start === undefined || end === undefined || isEarlier(start, end);
    },
  };
}

/** A repeat is always safe. */
export const safe: Repeatable = () => true;

/** A repeat is safe for an input that satisfies this, and whose times at these places lie in the past. */
export function bounded(when: Check, ...past: readonly string[]): Repeatable {
  const times = past.map(reader);
  return (input, now) => satisfies(when, input) && times.every((read) => isEarlier(read(input), now));
}
