import { type Model, regularExpression, type Schema, type SchemaObject } from "@workshop/openapi";

/**
 * The names in a value that its schema does not speak of, as `filter.colour`. JSON Schema allows them, and so does Prism;
 * but a server that does not know a name does not do what it says. An object whose names nobody has declared is free.
 *
 * @param isMeant whether a way of a union is one of those that speak of a value: by default all are
 */
export function undeclaredNames(
  reading: { readonly model: Model },
  schemas: readonly Schema[],
  value: unknown,
  at: string,
  isMeant: (way: Schema, value: unknown) => boolean = () => true,
): string[] {
  if (typeof value !== "object" || value === null) return [];
  const parts = schemas.flatMap((schema) => partsOf(reading, schema, new Set(), (way) => isMeant(way, value)));
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      const items = parts.flatMap(({ items: plain, prefixItems }): Schema[] => {
        const own = prefixItems?.[index] ?? plain;
        return own === undefined ? [] : [own];
      });
      return undeclaredNames(reading, items, item, `${at}.${index}`, isMeant);
    });
  }
  const isFree = parts.every(({ properties }) => properties === undefined);
  return Object.entries(value).flatMap(([name, inner]) => {
    const declared = parts.flatMap((part) => schemasFor(part, name));
    if (declared.length === 0 && !isFree) return [`${at}.${name}`];
    return undeclaredNames(reading, declared, inner, `${at}.${name}`, isMeant);
  });
}

function schemasFor(
  { properties, patternProperties = {}, additionalProperties, required }: SchemaObject,
  name: string,
): Schema[] {
  if (Object.hasOwn(properties ?? {}, name)) return [properties?.[name] ?? true];
  // Beside others that are described, a name that has to be there may be anything.
  if (properties !== undefined && required?.includes(name)) return [additionalProperties || true];
  const matching = Object.entries(patternProperties).filter(([pattern]) => regularExpression(pattern)?.test(name));
  if (matching.length > 0) return matching.map(([, schema]) => schema);
  return additionalProperties === undefined || additionalProperties === false ? [] : [additionalProperties];
}

/** The schemas that a schema is made of, references followed, with what stands beside them, and every way taken that is meant. */
function partsOf(
  reading: { readonly model: Model },
  schema: Schema,
  seen: Set<Schema>,
  isMeant: (way: Schema) => boolean,
): SchemaObject[] {
  if (typeof schema === "boolean" || seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, allOf = [], anyOf = [], oneOf = [], then, else: otherwise } = schema;
  const target = $ref === undefined ? [] : [reading.model.resolve({ $ref })];
  const inner = [...target, ...allOf, ...[...anyOf, ...oneOf].filter(isMeant), then ?? true, otherwise ?? true];
  return [schema, ...inner.flatMap((part) => partsOf(reading, part, seen, isMeant))];
}
