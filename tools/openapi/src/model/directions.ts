import type { Model, Schema, SchemaObject } from "./types.ts";
import { conjoined } from "./visit.ts";

/**
 * What a schema describes: what is written into a request, what is read from a response, or what a rule of an overlay looks
 * for, to which directions mean nothing.
 */
export type Direction = "request" | "response" | "rule";

/**
 * The schema as one direction sees it: without the properties that do not travel in it, and without them among `required`
 * ("readOnly", "writeOnly" of the Schema Object). A property may say so behind a `$ref` or in an `allOf`, and its name may
 * be required by another part of an `allOf` than the one that declares it. A part that declares it once more, without the
 * annotation, and requires it, means that it travels all the same: vendors have a common base whose `type` only comes, and
 * things whose `type` has to be sent.
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

function hiddenProperties(model: Pick<Model, "schemas">, schema: Schema, direction: Direction): ReadonlySet<string> {
  if (direction === "rule" || typeof schema === "boolean") return NOTHING;
  return travellers(model, schema, direction === "request" ? "readOnly" : "writeOnly").hidden;
}

/** Of a schema, and of what it is made of by `$ref` and `allOf`: the properties that do not travel, and those that have to. */
interface Travellers {
  readonly hidden: ReadonlySet<string>;
  readonly demanded: ReadonlySet<string>;
}

function travellers(
  model: Pick<Model, "schemas">,
  schema: SchemaObject,
  keyword: "readOnly" | "writeOnly",
): Travellers {
  return once(TRAVELLERS[keyword], model, schema, () => {
    const [hidden, demanded] = [new Set<string>(), new Set<string>()];
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (says(model, property, keyword)) hidden.add(name);
      else if (schema.required?.includes(name)) demanded.add(name);
    }
    for (const part of conjoined(model.schemas, schema)) {
      if (typeof part === "boolean") continue;
      const inner = travellers(model, part, keyword);
      for (const name of inner.hidden) hidden.add(name);
      for (const name of inner.demanded) demanded.add(name);
    }
    for (const name of demanded) hidden.delete(name);
    return { hidden, demanded };
  });
}

/** Whether a schema carries the annotation, itself or by `$ref` and `allOf`. */
function says(model: Pick<Model, "schemas">, schema: Schema, keyword: "readOnly" | "writeOnly"): boolean {
  if (typeof schema === "boolean") return false;
  return once(SAID[keyword], model, schema, () => {
    return schema[keyword] === true || conjoined(model.schemas, schema).some((part) => says(model, part, keyword));
  });
}

/** What is known of the schemas of each model. Parts can be shared by many: there may be more ways to one than seconds. */
type Known<Value> = WeakMap<Model["schemas"], WeakMap<SchemaObject, Value>>;

const NOTHING: ReadonlySet<string> = new Set();
const TRAVELLERS: Readonly<Record<"readOnly" | "writeOnly", Known<Travellers>>> = {
  readOnly: new WeakMap(),
  writeOnly: new WeakMap(),
};
const SAID: Readonly<Record<"readOnly" | "writeOnly", Known<boolean>>> = {
  readOnly: new WeakMap(),
  writeOnly: new WeakMap(),
};

/** Finds out something of a schema once. No schema contains itself in place: the model refuses it. */
function once<Value>(
  known: Known<Value>,
  { schemas }: Pick<Model, "schemas">,
  schema: SchemaObject,
  find: () => Value,
): Value {
  const values = known.get(schemas) ?? new WeakMap<SchemaObject, Value>();
  known.set(schemas, values);
  const value = values.get(schema);
  if (value !== undefined) return value;
  const found = find();
  values.set(schema, found);
  return found;
}
