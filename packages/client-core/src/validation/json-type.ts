import { isRecord } from "../request/own-values.ts";

/** An object as JSON means it. */
export type Members = Readonly<Record<string, unknown>>;

/** What `typeOf` says of objects whose content JSON would lose, for example a `Set`, or a `Blob`. */
export const instance = "class instance";

/** The JSON type of a value; `Date`; `instance`; or, of something that JSON cannot carry, a word that begins with `non`. */
export function typeOf(value: unknown): string {
  const type = typeof value;
  if (type !== "object")
    return type === "string" || type === "boolean" || Number.isFinite(value) ? type : `non-JSON ${type}`;
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "non-JSON Date" : "Date";
  return isRecord(value) ? "object" : instance;
}

export function isObject(value: unknown): value is Members {
  return typeOf(value) === "object";
}
