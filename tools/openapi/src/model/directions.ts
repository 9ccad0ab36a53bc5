import type { Model, Schema, SchemaObject } from "./types.ts";

/**
 * What a schema describes: what is written into a request, what is read from a response, or what a rule of an overlay looks
 * for, to which directions mean nothing.
 */
export type Direction = "request" | "response" | "rule";

/**
 * The schema as one direction sees it: without the properties that do not travel in it, and without them among `required`
 * ("readOnly", "writeOnly" of the Schema Object). A property may say so behind a `$ref` or in an `allOf`, and its name may
 * be required by another part of an `allOf` than the one that declares it.
 *
 * @param hidden - what the schemas around this one, for the same value, have found hidden.
 */
export function inDirection(
  model: Pick<Model, "schemas">,
  schema: SchemaObject,
  direction: Direction,
  hidden: ReadonlySet<string> = hiddenProperties(model, schema, direction),
): SchemaObject {
  if (hidden.size === 0) return schema;
  const part = (inner: Schema): Schema =>
    typeof inner === "boolean"
      ? inner
      : inDirection(model, inner, direction, new Set([...hidden, ...hiddenProperties(model, inner, direction)]));
  const { properties, required, allOf, anyOf, oneOf } = schema;
  return {
    ...schema,
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !hidden.has(name))) }),
    ...(required === undefined ? {} : { required: required.filter((name) => !hidden.has(name)) }),
    ...(allOf === undefined ? {} : { allOf: allOf.map(part) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(part) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(part) }),
  };
}

/** The properties of a schema, and of what it is made of by `$ref` and `allOf`, that do not travel in a direction. */
export function hiddenProperties(
  model: Pick<Model, "schemas">,
  schema: Schema,
  direction: Direction,
  seen: ReadonlySet<Schema> = new Set(),
): ReadonlySet<string> {
  if (direction === "rule" || typeof schema === "boolean" || seen.has(schema)) return new Set();
  const inner = new Set([...seen, schema]);
  const keyword = direction === "request" ? "readOnly" : "writeOnly";
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    says(model, property, keyword) ? name : [],
  );
  return new Set([
    ...own,
    ...partsOf(model, schema).flatMap((part) => [...hiddenProperties(model, part, direction, inner)]),
  ]);
}

/** Whether a schema carries the annotation, itself or by `$ref` and `allOf`. */
function says(
  model: Pick<Model, "schemas">,
  schema: Schema,
  keyword: "readOnly" | "writeOnly",
  seen: ReadonlySet<Schema> = new Set(),
): boolean {
  if (typeof schema === "boolean" || seen.has(schema)) return false;
  if (schema[keyword] === true) return true;
  const inner = new Set([...seen, schema]);
  return partsOf(model, schema).some((part) => says(model, part, keyword, inner));
}

/** What describes the same value together with the schema. */
function partsOf(model: Pick<Model, "schemas">, { $ref, allOf = [] }: SchemaObject): readonly Schema[] {
  return $ref === undefined ? allOf : [model.schemas.get($ref) ?? true, ...allOf];
}
