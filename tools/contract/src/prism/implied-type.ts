import { fromPointer, isObject, type Model, nodeAt, type SchemaObject } from "@workshop/openapi";
import type { WireProblem } from "../wire/decode-request.ts";

/** Whether a schema has its type from its other keywords alone: to Prism a text breaks no `properties`. */
function hasImpliedType(model: Model, schema: SchemaObject): boolean {
  const node = nodeAt(model.document, fromPointer(model.placeOf(model.locate(schema))));
  return schema.type !== undefined && isObject(node) && !SAYS_TYPES.some((keyword) => node[keyword] !== undefined);
}

/** Where one of these stands, the type may come from elsewhere. */
const SAYS_TYPES = ["$ref", "allOf", "anyOf", "oneOf", "type"];

/** Whether a value breaks a type that the document does not write. */
export function isOfImpliedType(model: Model, { keyword, schema }: WireProblem): boolean {
  return keyword === "type" && schema !== undefined && hasImpliedType(model, schema);
}
