import { isOfType, type SchemaObject } from "@workshop/openapi";
import { literal } from "./text.ts";
import type { Use } from "./type-names.ts";

/** Types in a union: without repetition. */
export function union(types: readonly string[]): string {
  const distinct = [...new Set(types)];
  if (distinct.includes("unknown")) return "unknown";
  const inhabited = distinct.filter((type) => type !== "never");
  return inhabited.length === 0 ? "never" : inhabited.join(" | ");
}

/** As a part of a larger expression. */
export function parenthesise(type: string): string {
  return /^[\w.]+$/u.test(type) || isObjectType(type) ? type : `(${type})`;
}

/** Whether an expression is one object type, and nothing beside it. */
export function isObjectType(type: string): boolean {
  if (!type.startsWith("{") || !type.endsWith("}")) return false;
  // Comments and texts may hold anything.
  const braces = type.replaceAll(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[^{}]/gu, "");
  let depth = 0;
  return [...braces].every((brace, index) => {
    depth += brace === "{" ? 1 : -1;
    return depth > 0 || index === braces.length - 1;
  });
}

/** The values of an enum that fit its type. A response may have texts and numbers that came after the document. */
export function enumeration(schema: SchemaObject, { direction }: Use): string {
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  const values = (schema.enum ?? []).filter(
    (value) => types === undefined || types.some((type) => isOfType(value, type)),
  );
  const later =
    direction === "request"
      ? []
      : (["string", "number"] as const).filter((type) => values.some((value) => typeof value === type));
  return union([...values.map(literal), ...later.map((type) => `(${type} & {})`)]);
}

/** A schema without `type` that speaks of properties or items means objects or arrays. */
export function impliedType(schema: SchemaObject): "array" | "object" | undefined {
  const { properties, additionalProperties, patternProperties, unevaluatedProperties, required = [] } = schema;
  if (
    (properties ?? additionalProperties ?? patternProperties) !== undefined ||
    typeof unevaluatedProperties === "object" ||
    required.length > 0
  )
    return "object";
  return (schema.items ?? schema.prefixItems) === undefined ? undefined : "array";
}
