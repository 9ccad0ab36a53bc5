import { IN_PLACE } from "./keywords.ts";
import type { Schema, SchemaObject } from "./types.ts";
import { children, conjoined, conjoinedAll, partsOf } from "./visit.ts";

/**
 * Describes what a schema demands and none of its parts describes, as anything: in a request only names that are known may
 * stand, so that no call could be made. Where a schema says something of all other names, nothing is added.
 */
export function describeDemanded(schemas: ReadonlyMap<string, Schema>, roots: readonly Schema[]): void {
  const seen = new Set<Schema>();
  const visit = (schema: Schema): void => {
    if (typeof schema === "boolean" || seen.has(schema)) return;
    seen.add(schema);
    describe(schemas, schema);
    for (const child of children(schema)) if (!CONDITIONS.has(child.keyword)) visit(child.schema);
  };
  for (const schema of [...schemas.values(), ...roots]) visit(schema);
}

const CONDITIONS = new Set(["contains", "if", "not", "propertyNames"]);

function describe(schemas: ReadonlyMap<string, Schema>, schema: SchemaObject): void {
  const all = inPlace(schemas, schema);
  const known = new Set(all.flatMap(({ properties = {} }) => Object.keys(properties)));
  if (known.size === 0 || all.some(saysMoreOfNames)) return;
  // One without parts is told by its check what it demands.
  const isComposed = schema.allOf !== undefined || (schema.$ref !== undefined && Object.keys(schema).length > 1);
  if (isComposed) describeIn(schema, demanded(schemas, schema), known);
  for (const way of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    if (typeof way === "boolean" || way.required === undefined) continue;
    // What describes something by itself is told what it demands by itself.
    if (inPlace(schemas, way).every(({ properties }) => properties === undefined)) {
      describeIn(way, way.required, known);
    }
  }
}

function describeIn(schema: SchemaObject, names: readonly string[], known: ReadonlySet<string>): void {
  const missing = names.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const described = Object.fromEntries(missing.map((name) => [name, true]));
  // The reader has made it, and its places are kept by the object.
  Object.assign(schema, { properties: { ...schema.properties, ...described } });
  added.set(schema, new Set([...(added.get(schema) ?? []), ...missing]));
}

const added = new WeakMap<SchemaObject, ReadonlySet<string>>();

/** Whether the document itself describes a property of a schema, so that whoever reads nothing else knows of it. */
export const isDescribed = (schema: SchemaObject, name: string): boolean => added.get(schema)?.has(name) !== true;

/** What every value of a schema has to have. */
function demanded(schemas: ReadonlyMap<string, Schema>, schema: Schema): readonly string[] {
  return conjoinedAll(schemas, schema).flatMap(({ required = [] }) => required);
}

/** A schema, and all that describe the same value. */
function inPlace(schemas: ReadonlyMap<string, Schema>, schema: Schema): readonly SchemaObject[] {
  return partsOf(schema, (one) => [
    ...conjoined(schemas, one),
    ...children(one).flatMap(({ schema: part, keyword }) =>
      IN_PLACE.has(keyword) && keyword !== "allOf" && keyword !== "not" ? [part] : [],
    ),
  ]);
}

function saysMoreOfNames({ additionalProperties, unevaluatedProperties }: SchemaObject): boolean {
  return additionalProperties !== undefined || unevaluatedProperties !== undefined;
}
