/** `type`, `enum` and `const`. */
import type { Check } from "../definition.ts";
import { anything, isObject, report, typeOf, wrongType } from "./check.ts";

/** `type: string` */
export const string: Check = (value, context, up, key) => {
  if (typeof value !== "string" && !(context.mode === "rule" && value instanceof Date))
    wrongType(value, context, up, key, "string");
};

/** `type: boolean` */
export const boolean: Check = (value, context, up, key) => {
  if (typeof value !== "boolean") wrongType(value, context, up, key, "boolean");
};

/** `type: number` */
export const number: Check = (value, context, up, key) => {
  if (!Number.isFinite(value)) wrongType(value, context, up, key, "number");
};

/** `type: integer`, up to where JavaScript can tell integers apart. */
export const integer: Check = (value, context, up, key) => {
  if (!Number.isSafeInteger(value)) wrongType(value, context, up, key, "integer");
};

/** `type: null` */
export const nothing: Check = (value, context, up, key) => {
  if (value !== null) wrongType(value, context, up, key, "null");
};

/** `anyOf` of something and `null`. */
export function nullable(check: Check): Check {
  return (value, context, up, key) => {
    if (value !== null) check(value, context, up, key);
  };
}

/** `type: object`, and no word of its properties. */
export const anyObject: Check = (value, context, up, key) => {
  if (isObject(value)) anything(value, context, up, key);
  else wrongType(value, context, up, key, "object");
};

/**
 * `type`, where it is a list or stands beside what describes parts of an object or list.
 * @param takesDate whether the format beside it is that of a `Date`
 */
export function type(expected: string | readonly string[], takesDate = false): Check {
  const names = [expected].flat();
  return (value, context, up, key) => {
    const found = typeOf(value);
    const fits =
      names.includes(found) ||
      (names.includes("integer") && Number.isSafeInteger(value)) ||
      (found === "Date" && names.includes("string") && (takesDate || context.mode === "rule"));
    if (!fits) wrongType(value, context, up, key, expected);
  };
}

/** `type` alone, where it is a list that has `object`: the object may be any. */
export function anyOfTypes(...expected: readonly string[]): Check {
  const check = type(expected);
  return (value, context, up, key) => {
    check(value, context, up, key);
    if (typeof value === "object" && value !== null) anything(value, context, up, key);
  };
}

/** The same text for equal values, and for no others: keys in order, `1.0` as `1`, a `Date` as its text. */
export function canonical(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return `"${value.toJSON()}"`;
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${members.sort()}}`;
}

/** `enum` of texts, numbers, booleans and null. */
export function enumeration(...known: readonly unknown[]): Check {
  return (value, context, up, key) => {
    if (known.includes(value)) return;
    // A response may have texts and numbers that came after the document.
    const isLater = context.mode === "response" && /string|number/.test(typeof value);
    if (isLater && known.some((one) => typeof one === typeof value)) return;
    if (typeOf(value).startsWith("non")) wrongType(value, context, up, key, undefined);
    else report(context, up, key, "enum", known, value);
  };
}

/** `enum` that has lists or objects. */
export function deepEnumeration(...known: readonly unknown[]): Check {
  const plain = enumeration(...known);
  const texts = known.map(canonical);
  return (value, context, up, key) => {
    if (typeof value !== "object" || !texts.includes(canonical(value))) plain(value, context, up, key);
  };
}

/** `const`. Strict in responses, too, because it tells alternatives apart. */
export function constant(wanted: unknown): Check {
  const isDeep = typeof wanted === "object" && wanted !== null;
  const text = canonical(wanted);
  return (value, context, up, key) => {
    if (value === wanted || (isDeep && canonical(value) === text)) return;
    if (typeOf(value).startsWith("non")) wrongType(value, context, up, key, undefined);
    else report(context, up, key, "const", wanted, value);
  };
}
