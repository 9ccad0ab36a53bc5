import { fromPointer, isObject, type Model, nodeAt, type SchemaObject } from "@workshop/openapi";

/** Whether a schema has its type from its other keywords alone: to Prism a text breaks no `properties`. */
export function hasImpliedType(model: Model, schema: SchemaObject): boolean {
  const node = nodeAt(model.document, fromPointer(model.placeOf(model.locate(schema))));
  return schema.type !== undefined && isObject(node) && node.type === undefined && node.$ref === undefined;
}
