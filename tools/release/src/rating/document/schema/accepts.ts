import { isNode } from "../document-side.ts";
import type { Conjunction } from "./conjunction.ts";
import type { Part } from "./dialect.ts";
import { mappingOf } from "./dialect.ts";
import { isSameValue } from "./same-value.ts";
import { typeOfValue } from "./value-types.ts";

/** Whether a schema surely accepts a value; formats are not looked at. */
export function accepts(schema: Conjunction, value: unknown): boolean {
  if (schema.isNever || !schema.types.has(typeOfValue(value))) return false;
  if (schema.values?.every((known) => !isSameValue(known, value)) === true) return false;
  const isFine = schema.parts.every((part) => satisfies(schema, part, value));
  return (
    isFine &&
    schema.unions.every(({ branches, kind }) => {
      const matching = branches.filter((branch) => accepts(schema.all([branch]), value));
      return kind === "anyOf" ? matching.length > 0 : matching.length === 1;
    })
  );
}

function satisfies(schema: Conjunction, part: Part, value: unknown): boolean {
  const { keywords } = part;
  if (keywords.not !== undefined && accepts(schema.all([keywords.not]), value)) return false;
  if (keywords.if !== undefined && (keywords.then !== undefined || keywords.else !== undefined)) return false;
  if (typeof value === "number") return satisfiesNumber(keywords, value);
  if (typeof value === "string") return satisfiesText(keywords, value);
  if (Array.isArray(value)) return satisfiesArray(schema, keywords, value);
  return isNode(value) ? satisfiesObject(schema, part, value) : true;
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function satisfiesNumber(keywords: Part["keywords"], value: number): boolean {
  return (
    value >= number(keywords.minimum, value) &&
    value <= number(keywords.maximum, value) &&
    value > number(keywords.exclusiveMinimum, Number.NEGATIVE_INFINITY) &&
    value < number(keywords.exclusiveMaximum, Number.POSITIVE_INFINITY) &&
    Number.isInteger(value / number(keywords.multipleOf, value === 0 ? 1 : value))
  );
}

function satisfiesText(keywords: Part["keywords"], value: string): boolean {
  const length = [...value].length;
  if (length < number(keywords.minLength, 0) || length > number(keywords.maxLength, length)) return false;
  return typeof keywords.pattern !== "string" || matches(keywords.pattern, value);
}

/** Whether a text matches a pattern; a pattern that this machine cannot read is matched by nothing. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}

const CHECKED_OF_ARRAYS = new Set(["items", "maxItems", "minItems"]);
const OF_ARRAYS = ["contains", "prefixItems", "unevaluatedItems", "uniqueItems", ...CHECKED_OF_ARRAYS];

function satisfiesArray(schema: Conjunction, keywords: Part["keywords"], value: readonly unknown[]): boolean {
  if (OF_ARRAYS.some((keyword) => keywords[keyword] !== undefined && !CHECKED_OF_ARRAYS.has(keyword))) return false;
  if (value.length < number(keywords.minItems, 0) || value.length > number(keywords.maxItems, value.length))
    return false;
  return keywords.items === undefined || value.every((item) => accepts(schema.all([keywords.items]), item));
}

const CHECKED_OF_OBJECTS = new Set(["additionalProperties", "properties", "required"]);
const OF_OBJECTS = [
  "dependentRequired",
  "dependentSchemas",
  "maxProperties",
  "minProperties",
  "patternProperties",
  "propertyNames",
  "unevaluatedProperties",
  ...CHECKED_OF_OBJECTS,
];

function satisfiesObject(schema: Conjunction, part: Part, value: Readonly<Record<string, unknown>>): boolean {
  const { keywords } = part;
  if (OF_OBJECTS.some((keyword) => keywords[keyword] !== undefined && !CHECKED_OF_OBJECTS.has(keyword))) return false;
  const properties = mappingOf(part, "properties");
  const required = Array.isArray(keywords.required) ? keywords.required : [];
  if (required.some((name) => !Object.hasOwn(value, String(name)))) return false;
  return Object.entries(value).every(([name, member]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : keywords.additionalProperties;
    return known === undefined || accepts(schema.all([known]), member);
  });
}
