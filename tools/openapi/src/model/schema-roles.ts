/** What schemas of vendors mean without saying it. */
import type { JsonObject } from "../document/parse.ts";
import { IN_PLACE } from "./keywords.ts";
import type { SchemaObject } from "./types.ts";

/**
 * What a schema is for. A `description` says what a value is: without `type`, its properties or items tell that it is an
 * object or a list. A `part` describes it together with the schema that holds it, and a `condition` only looks for something.
 */
export type Role = "condition" | "description" | "part";

const CONDITIONS = new Set(["contains", "if", "not", "propertyNames"]);

/** @param isAlone - whether the schema is nothing but its alternatives: each then describes the value by itself. */
export function roleUnder(keyword: string, isAlone: boolean): Role {
  if (CONDITIONS.has(keyword)) return "condition";
  const isAlternative = keyword === "anyOf" || keyword === "oneOf";
  return IN_PLACE.has(keyword) && !(isAlternative && isAlone) ? "part" : "description";
}

/** Whether a schema says something of its value's type beside its alternatives. */
export function saysMore(node: JsonObject): boolean {
  return ["type", "$ref", "allOf", "properties", "items"].some((keyword) => Object.hasOwn(node, keyword));
}

/** What tells a type by standing there, in a schema that says nothing else about it. */
const IMPLYING = [
  ["object", ["properties", "additionalProperties", "patternProperties", "required"]],
  ["array", ["items", "prefixItems"]],
] as const;
const TELLING = ["type", "$ref", "enum", "const", "anyOf", "oneOf", "not", "if"];

/** "A schema without `type` means any type" (OpenAPI): but nobody who lists properties means a text, too. */
export function withImpliedType(schema: SchemaObject): SchemaObject {
  const parts = [schema, ...(schema.allOf ?? [])];
  if (parts.some((part) => TELLING.some((keyword) => Object.hasOwn(Object(part), keyword)))) return schema;
  const implied = IMPLYING.find(([, keywords]) =>
    parts.some((part) => keywords.some((keyword) => Object.hasOwn(Object(part), keyword))),
  );
  return implied === undefined ? schema : { type: implied[0], ...schema };
}

/**
 * `nullable: true` of OpenAPI 3.0: as a type where there is one, as an alternative elsewhere. Beside `allOf` and its like, too:
 * to the letter they would take back what it says, and who writes it means it.
 */
export function withNull(keywords: Record<string, unknown>): SchemaObject {
  const isCombined = ["allOf", "anyOf", "oneOf"].some((keyword) => Object.hasOwn(keywords, keyword));
  if (typeof keywords.type !== "string" || isCombined) {
    if (Object.keys(keywords).length === 0) return keywords; // anything, null included
    return { anyOf: [keywords, { type: "null" }] };
  }
  const nullable: Record<string, unknown> = { ...keywords, type: [keywords.type, "null"] };
  const values = keywords.enum;
  if (Array.isArray(values) && !values.includes(null)) nullable.enum = [...values, null];
  return nullable;
}
