import { isObject, type JsonObject } from "../document/parse.ts";
import { fromPointer } from "../document/pointer.ts";
import type { DocumentContext } from "./context.ts";
import type { SchemaObject } from "./types.ts";

const COMPONENTS = "#/components/schemas/";

/**
 * Says in JSON Schema what a discriminator says: each alternative that is a reference requires the property, with the values
 * that name it. These are the keys that `mapping` leads to it with; without any, those that the alternative itself allows
 * (an `enum` or `const`), else the schema's own name (OpenAPI, Discriminator Object). So that types, checks, samples and
 * ratings have one reading of it. The values are constants, which count in responses, too: they tell alternatives apart.
 *
 * @param derive - says that a schema stands where another one does.
 * @throws {DocumentError} for a mapping that leads nowhere
 */
export function withDiscriminator(
  context: DocumentContext,
  node: JsonObject,
  schema: Record<string, unknown> & SchemaObject,
  derive: (schema: SchemaObject, from: SchemaObject) => SchemaObject,
): Record<string, unknown> & SchemaObject {
  const discriminator = context.object(node, "discriminator");
  const keyword = schema.oneOf === undefined ? "anyOf" : "oneOf";
  const alternatives = schema[keyword];
  if (discriminator === undefined || alternatives === undefined) return schema;
  const name = context.string(discriminator, "propertyName");
  const mapping = readMapping(context, discriminator);
  const narrowed = alternatives.map((alternative) => {
    if (typeof alternative === "boolean" || alternative.$ref === undefined) return alternative;
    const keys = [...mapping].flatMap(([key, reference]) => (reference === alternative.$ref ? [key] : []));
    const values =
      keys.length > 0 ? keys : (ownValues(context, { $ref: alternative.$ref }, name) ?? [nameOf(alternative.$ref)]);
    const narrow = {
      ...alternative,
      properties: { ...alternative.properties, [name]: derive(oneOfValues(values), alternative) },
      required: [...(alternative.required ?? []), name],
    };
    return derive(narrow, alternative);
  });
  return { ...schema, [keyword]: narrowed };
}

function readMapping(context: DocumentContext, discriminator: JsonObject): ReadonlyMap<string, string> {
  const mapping = context.object(discriminator, "mapping") ?? {};
  return new Map(
    Object.keys(mapping).map((key) => {
      const target = context.string(mapping, key);
      // A plain name of a schema, or a reference.
      const reference = target.startsWith("#") ? target : `${COMPONENTS}${target}`;
      context.target(mapping, reference);
      return [key, reference];
    }),
  );
}

/**
 * The texts that the alternative allows the property to be; `undefined` where it does not say. Looked up in the document,
 * since of schemas that refer to each other one is always read before the other.
 */
function ownValues(
  context: DocumentContext,
  node: unknown,
  name: string,
  seen: ReadonlySet<unknown> = new Set(),
): readonly string[] | undefined {
  if (!isObject(node) || seen.has(node)) return undefined;
  const inner = new Set([...seen, node]);
  const properties = isObject(node.properties) ? node.properties : {};
  const values = Object.hasOwn(properties, name) ? valuesOf(context, properties[name]) : undefined;
  if (values !== undefined) return values;
  const parts = [
    ...(typeof node.$ref === "string" ? [context.target(node, node.$ref)] : []),
    ...(Array.isArray(node.allOf) ? node.allOf : []),
  ];
  for (const part of parts) {
    const found = ownValues(context, part, name, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function valuesOf(context: DocumentContext, property: unknown): readonly string[] | undefined {
  if (!isObject(property)) return undefined;
  const { const: constant, enum: values } =
    isObject(property) && typeof property.$ref === "string" ? context.dereference(property) : property;
  if (typeof constant === "string") return [constant];
  return Array.isArray(values) ? values.filter((value) => typeof value === "string") : undefined;
}

function oneOfValues(values: readonly string[]): SchemaObject {
  const [only] = values;
  return values.length === 1 && only !== undefined
    ? { const: only }
    : { anyOf: values.map((value) => ({ const: value })) };
}

function nameOf(reference: string): string {
  return fromPointer(reference).at(-1) ?? "";
}
