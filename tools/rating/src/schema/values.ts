import { isObject, type SchemaType } from "@workshop/openapi";

/** What a JSON value can be. A number is an `integer` or a `fraction`, so that `integer` is a part of `number`. */
export type ValueType = "array" | "boolean" | "fraction" | "integer" | "null" | "object" | "string";

export const ALL_TYPES: ReadonlySet<ValueType> = new Set([
  "array",
  "boolean",
  "fraction",
  "integer",
  "null",
  "object",
  "string",
]);

/** What the keyword `type` allows. */
export function typesOfKeyword(keyword: unknown): ReadonlySet<ValueType> {
  const names = Array.isArray(keyword) ? keyword : [keyword];
  return new Set(
    names.flatMap((name) => (name === "number" ? (["integer", "fraction"] as const) : isType(name) ? name : [])),
  );
}

function isType(name: unknown): name is ValueType {
  return ALL_TYPES.has(name as ValueType); // a set may be asked for anything
}

export function typeOfValue(value: unknown): ValueType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "number":
      return Number.isInteger(value) ? "integer" : "fraction";
    case "string":
      return "string";
    default:
      return "object";
  }
}

/** The types as a document writes them. */
export function typeNames(types: ReadonlySet<ValueType>): SchemaType[] {
  const names = [...types].flatMap((type): SchemaType[] => {
    if (type === "fraction") return ["number"];
    return type === "integer" && types.has("fraction") ? [] : [type];
  });
  return names.sort();
}

/** The types that are in both. */
export function shared(one: ReadonlySet<ValueType>, other: ReadonlySet<ValueType>): ReadonlySet<ValueType> {
  return new Set([...one].filter((type) => other.has(type)));
}

/** The types of the first that are not in the second. */
export function without(one: ReadonlySet<ValueType>, other: ReadonlySet<ValueType>): ReadonlySet<ValueType> {
  return new Set([...one].filter((type) => !other.has(type)));
}

/** Whether two JSON values are the same; the order of keys says nothing. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isSameValue(item, other[index]))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameValue(one[key], other[key]))
  );
}

/** Whether a text matches a pattern; a pattern that this machine cannot read is matched by nothing. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}

/** Whether a number is a multiple of another one: 0.3 / 0.1 is 2.9999999999999996. */
export function isMultiple(value: number, of: number): boolean {
  return Math.abs(Math.round(value / of) - value / of) < 1e-9;
}
