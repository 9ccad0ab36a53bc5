import type { Model, Schema, SchemaObject, Source } from "@workshop/openapi";

/** Where the schema of a value's part stands: as near to it as the properties and items lead. */
export function sourceOfPart(model: Model, schema: Schema, at: readonly string[], fallback: Source): Source {
  let current: SchemaObject | undefined = objectOf(model, schema);
  let source = fallback;
  for (const name of ["", ...at]) {
    if (name !== "") current = partOf(model, current, name);
    if (current === undefined) break;
    source = model.locate(current);
  }
  return source;
}

function partOf(model: Model, schema: SchemaObject | undefined, name: string): SchemaObject | undefined {
  if (schema === undefined) return undefined;
  const isIndex = /^\d+$/.test(name);
  const own = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
  const direct = own ?? (isIndex ? schema.items : undefined);
  if (direct !== undefined) return objectOf(model, direct);
  for (const branch of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const found = partOf(model, objectOf(model, branch), name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function objectOf(model: Model, schema: Schema): SchemaObject | undefined {
  const resolved = model.resolve(schema);
  return typeof resolved === "object" ? resolved : undefined;
}
