import type { SchemaReader } from "./schemas.ts";
import type { Schema, SchemaObject, Source } from "./types.ts";

/** The schema without `null` where another type remains; a style has no way to write `null`. */
export function withoutNull(schema: Schema, reader: SchemaReader): Schema {
  const resolved = reader.resolve(schema);
  return typeof resolved === "boolean" ? schema : (strip(resolved, reader, []) ?? schema);
}

/** Where a schema, or a part or branch of it, names a null that `withoutNull` takes out. */
export function nullsOf(schema: Schema, reader: SchemaReader): Source[] {
  const resolved = reader.resolve(schema);
  if (typeof resolved === "boolean" || strip(resolved, reader, []) === undefined) return [];
  const { type, allOf = [], anyOf = [], oneOf = [] } = resolved;
  const branches = [["anyOf", anyOf] as const, ["oneOf", oneOf] as const].flatMap(([keyword, list]) =>
    list.flatMap((branch, index) =>
      isNull(reader.resolve(branch)) ? [reader.locate(resolved, keyword, index)] : nullsOf(branch, reader),
    ),
  );
  return [
    ...[type ?? []].flat().flatMap((name, index) => (name === "null" ? [reader.locate(resolved, "type", index)] : [])),
    ...allOf.flatMap((part) => nullsOf(part, reader)),
    ...branches,
  ];
}

/** `undefined` where there is nothing to take out. @param way - the schemas around it: one may contain itself, which is refused later. */
function strip(schema: SchemaObject, reader: SchemaReader, way: readonly Schema[]): SchemaObject | undefined {
  if (way.includes(schema)) return undefined;
  const inside = [...way, schema];
  if (Array.isArray(schema.type) && schema.type.includes("null") && schema.type.length > 1) {
    const types = schema.type.filter((type) => type !== "null");
    const { type: _type, enum: values, ...rest } = schema;
    const [only] = types;
    const stripped: SchemaObject = {
      ...rest,
      type: types.length === 1 && only !== undefined ? only : types,
      ...(values === undefined ? {} : { enum: values.filter((value) => value !== null) }),
    };
    return reader.derive(stripped, schema);
  }
  const stripped = (inner: Schema): SchemaObject | undefined => {
    const resolved = reader.resolve(inner);
    return typeof resolved === "boolean" ? undefined : strip(resolved, reader, inside);
  };
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const branches = schema[keyword];
    const remaining = branches?.filter((branch) => !isNull(reader.resolve(branch)));
    if (branches === undefined || remaining === undefined || remaining.length === 0) continue;
    const without = remaining.map((branch) => stripped(branch) ?? branch);
    if (remaining.length === branches.length && without.every((branch, index) => branch === remaining[index])) continue;
    const { [keyword]: _branches, default: value, ...rest } = schema;
    const kept = value === undefined || value === null ? rest : { ...rest, default: value };
    const [only] = without;
    if (without.length === 1 && typeof only === "object") {
      return reader.derive({ ...only, ...kept }, schema, only);
    }
    return reader.derive({ ...kept, [keyword]: without }, schema);
  }
  // All of them apply: where one is without null, so is the whole.
  const { type, allOf } = schema;
  const parts = type === undefined ? allOf?.map((part) => stripped(part) ?? part) : undefined;
  if (parts === undefined || parts.every((part, index) => part === allOf?.[index])) return undefined;
  return reader.derive({ ...schema, allOf: parts }, schema);
}

function isNull(schema: Schema): boolean {
  return typeof schema === "object" && (schema.type === "null" || schema.const === null);
}
