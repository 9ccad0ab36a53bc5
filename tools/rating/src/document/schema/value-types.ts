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
export function typeNames(types: ReadonlySet<ValueType>): string[] {
  const names = [...types].filter((type) => type !== "fraction" && !(type === "integer" && types.has("fraction")));
  return [...names, ...(types.has("fraction") ? ["number"] : [])].sort();
}

/** The types that are in both. */
export function shared(one: ReadonlySet<ValueType>, other: ReadonlySet<ValueType>): ReadonlySet<ValueType> {
  return new Set([...one].filter((type) => other.has(type)));
}

/** The types of the first that are not in the second. */
export function without(one: ReadonlySet<ValueType>, other: ReadonlySet<ValueType>): ReadonlySet<ValueType> {
  return new Set([...one].filter((type) => !other.has(type)));
}
