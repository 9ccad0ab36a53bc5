/** Of which types values may be, by what schemas say of them. */
import type { Model, Schema, SchemaObject } from "@workshop/openapi";

/** The types of the values that a schema allows, `integer` counting as `number`; `undefined`: it does not say. */
export function allowedTypes(model: Model, schema: Schema, depth = 0): ReadonlySet<string> | undefined {
  const resolved = model.resolve(schema);
  if (typeof resolved === "boolean" || depth > 10) return undefined;
  const { type, enum: members, allOf = [], anyOf = [], oneOf = [] } = resolved;
  const own =
    type === undefined ? undefined : new Set([type].flat().map((one) => (one === "integer" ? "number" : one)));
  let types: Types = both(own, members === undefined ? undefined : new Set(members.map(typeOf)));
  for (const part of allOf) {
    types = both(types, allowedTypes(model, part, depth + 1));
  }
  for (const ways of [anyOf, oneOf]) {
    if (ways.length > 0) types = both(types, ofAnyWay(ways.map((part) => allowedTypes(model, part, depth + 1))));
  }
  return types;
}

type Types = ReadonlySet<string> | undefined;

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return value === null ? "null" : typeof value;
}

const both = (left: Types, right: Types): Types =>
  left === undefined || right === undefined ? (left ?? right) : common(left, right);

function ofAnyWay(ways: readonly Types[]): Types {
  const known = ways.filter((types) => types !== undefined);
  return known.length === ways.length ? new Set(known.flatMap((types) => [...types])) : undefined;
}

const common = (left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...left].filter((one) => right.has(one)));

/** Ways of which one allows whatever there is, or all together do. */
export function anyWay(
  model: Model,
  union: SchemaObject,
  branches: readonly Schema[],
  isText = false,
): string | undefined {
  const free = branches.map((branch) => freeTypes(model, branch, [union]));
  if (isText && free.flat().includes("string"))
    return "every body of this media type is a text, which one of its ways allows";
  if (free.some((types) => types.includes("any"))) return "one of its ways allows anything";
  return isAny(free.flat()) ? "its ways together allow anything" : undefined;
}

const isAny = (types: readonly string[]): boolean =>
  types.includes("any") ||
  ["array", "boolean", "null", "number", "object", "string"].every((type) => types.includes(type));

/**
 * The types of which a schema allows every value. `around`: the schemas that it is looked at within. Of these anything may be
 * taken to be allowed, since a value has an end: if it is not, that is found for the schema itself, and nothing is said.
 */
function freeTypes(model: Model, schema: Schema, around: readonly Schema[]): readonly string[] {
  const resolved = model.resolve(schema);
  if (typeof resolved === "boolean") return resolved ? ["any"] : [];
  if (around.includes(resolved)) return ["any"];
  const inner = [...around, resolved];
  const { type, items, additionalProperties, anyOf, ...others } = resolved;
  const isOpen = [items, additionalProperties].every(
    (part) => part === undefined || isAny(freeTypes(model, part, inner)),
  );
  if (!isOpen || Object.keys(others).some(constrains)) return [];
  const own = type === undefined ? ["any"] : [type].flat();
  if (anyOf === undefined) return own;
  return own.includes("any") ? anyOf.flatMap((part) => freeTypes(model, part, inner)) : [];
}

function constrains(keyword: string): boolean {
  return !/^(?:title|description|default|examples|deprecated|x-.*)$/.test(keyword);
}
