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
  const byName = alternatives.map((alternative) => {
    if (typeof alternative === "boolean" || alternative.$ref === undefined) return alternative;
    const keys = [...mapping].flatMap(([key, reference]) => (reference === alternative.$ref ? [key] : []));
    const values = keys.length > 0 ? keys : valuesOfAlternative(context, alternative.$ref, name, node);
    if (values === undefined) return alternative;
    return narrowed(alternative, name, derive(oneOfValues(values), alternative), derive);
  });
  return { ...schema, [keyword]: byName };
}

/** The values that name an alternative of its own accord; `undefined`: it has alternatives itself, of which nobody knows. */
function valuesOfAlternative(
  context: DocumentContext,
  reference: string,
  name: string,
  node: JsonObject,
): readonly string[] | undefined {
  const own = ownValues(context, { $ref: reference }, name);
  if (own !== undefined) return own;
  const target = context.schemaAt(node, reference);
  const hasAlternatives = isObject(target) && (target.oneOf ?? target.anyOf) !== undefined;
  return hasAlternatives ? undefined : [nameOf(reference)];
}

/**
 * The same for a schema that others comprise by `allOf`: "these schemas may be used as an alternate schema" (3.0.3, Discriminator
 * Object). What names none of them names the schema itself; so does, in a response, whatever came after the document.
 */
export function subtypesByName(
  context: DocumentContext,
  node: JsonObject,
  pointer: string,
  children: readonly SchemaObject[],
  own: SchemaObject,
  derive: (schema: SchemaObject, from: SchemaObject) => SchemaObject,
): SchemaObject[] {
  const discriminator = context.object(node, "discriminator") ?? {};
  const name = context.string(discriminator, "propertyName");
  const mapping = readMapping(context, discriminator);
  const keysOf = (reference: string): string[] =>
    [...mapping].flatMap(([key, other]) => (other === reference ? [key] : []));
  const valuesOfChild = (reference: string): readonly string[] => {
    const keys = keysOf(reference);
    if (keys.length > 0) return keys;
    return ownValues(context, { $ref: reference }, name, new Set([node])) ?? [nameOf(reference)];
  };
  const claimed = children.map((child) => valuesOfChild(child.$ref ?? ""));
  const left = (valuesOf(context, isObject(node.properties) ? node.properties[name] : undefined) ?? []).filter(
    (value) => !claimed.flat().includes(value),
  );
  const keys = keysOf(pointer);
  const values = keys.length > 0 ? keys : left.length > 0 ? left : [nameOf(pointer)];
  return [
    ...children.map((child, index) => narrowed(child, name, derive(oneOfValues(claimed[index] ?? []), child), derive)),
    narrowed(own, name, derive({ type: "string", enum: values }, own), derive),
  ];
}

/** An alternative that requires the property, as a schema says it. */
function narrowed(
  alternative: SchemaObject,
  name: string,
  value: SchemaObject,
  derive: (schema: SchemaObject, from: SchemaObject) => SchemaObject,
): SchemaObject {
  const narrow = {
    ...alternative,
    properties: { ...alternative.properties, [name]: value },
    required: [...(alternative.required ?? []), name],
  };
  return derive(narrow, alternative);
}

function readMapping(context: DocumentContext, discriminator: JsonObject): ReadonlyMap<string, string> {
  const mapping = context.object(discriminator, "mapping") ?? {};
  return new Map(
    Object.keys(mapping).map((key) => {
      const target = context.string(mapping, key);
      // A plain name of a schema, or a reference.
      const reference = target.startsWith("#") ? target : `${COMPONENTS}${target}`;
      context.schemaAt(mapping, reference);
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
    ...(typeof node.$ref === "string" ? [context.schemaAt(node, node.$ref)] : []),
    ...(Array.isArray(node.allOf) ? node.allOf : []),
  ];
  for (const part of parts) {
    const found = ownValues(context, part, name, inner);
    if (found !== undefined) return found;
  }
  return valuesOfBranches(context, node, name, inner);
}

/** Of alternatives that are told apart by the same property, all their values. */
function valuesOfBranches(
  context: DocumentContext,
  node: JsonObject,
  name: string,
  seen: ReadonlySet<unknown>,
): readonly string[] | undefined {
  const branches: unknown = node.oneOf ?? node.anyOf;
  if (!Array.isArray(branches)) return undefined;
  const discriminator = isObject(node.discriminator) ? node.discriminator : {};
  const isSame = discriminator.propertyName === name;
  const mapping = isSame ? readMapping(context, discriminator) : new Map<string, string>();
  const values = branches.map((branch: unknown) => {
    const reference = isObject(branch) && typeof branch.$ref === "string" ? branch.$ref : undefined;
    const keys = [...mapping].flatMap(([key, other]) => (other === reference ? [key] : []));
    if (keys.length > 0) return keys;
    return (
      ownValues(context, branch, name, seen) ?? (isSame && reference !== undefined ? [nameOf(reference)] : undefined)
    );
  });
  return values.every((one) => one !== undefined) ? values.flat() : undefined;
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
