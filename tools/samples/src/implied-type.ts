import type { SchemaObject, SchemaType } from "@workshop/openapi";

/** The type that what a schema says is about, where it names none. */
export function impliedType(keywords: SchemaObject): SchemaType {
  if (keywords.properties !== undefined || keywords.required !== undefined) return "object";
  const { items, prefixItems, uniqueItems, minItems, maxItems } = keywords;
  if ([items, prefixItems, uniqueItems, minItems, maxItems].some((one) => one !== undefined)) return "array";
  return keywords.minimum !== undefined || keywords.maximum !== undefined ? "number" : "string";
}
