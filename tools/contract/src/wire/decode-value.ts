import type { Model, Schema, SchemaObject } from "@workshop/openapi";
import type { EdgeSearch } from "@workshop/samples";

/** The texts that a parameter was found to consist of. */
export interface RawValue {
  /** As one text: for whoever declares a scalar. */
  readonly text: string;
  /** As a list. */
  readonly items: readonly string[];
  /** As an object. */
  readonly members: Readonly<Record<string, string>>;
}

/**
 * What a text means under a schema: the first reading that the schema accepts. A text that it accepts in no reading stays
 * a text, and is then found to break the schema.
 */
export function decodeValue(search: EdgeSearch, schema: Schema, raw: RawValue): unknown {
  const parts = branches(search, schema);
  const list = parts.find((part) => part.type === "array" || part.items !== undefined);
  const object = parts.filter(isOfObjects);
  const readings: unknown[] = [];
  if (list !== undefined) readings.push(raw.items.map((item) => decodeText(search, list.items ?? true, item)));
  // What says something is no object without members.
  if (object.length > 0 && (raw.text === "" || Object.keys(raw.members).length > 0)) {
    const properties = propertiesOf(object);
    const others = object.map(othersOf).find((schema) => schema !== undefined) ?? true;
    const members = Object.entries(raw.members);
    readings.push(
      Object.fromEntries(members.map(([name, text]) => [name, decodeText(search, properties[name] ?? others, text)])),
    );
  }
  if (parts.some((part) => part.type !== "array" && part.type !== "object") || readings.length === 0) {
    readings.push(decodeText(search, schema, raw.text));
  }
  return readings.find((reading) => search.checker.accepts(schema, reading)) ?? readings[0];
}

/** Whether a schema speaks of objects: names beside another type say nothing. */
export const isOfObjects = ({ type, properties }: SchemaObject): boolean =>
  type === undefined ? properties !== undefined : [type].flat().includes("object");

/** The properties that all parts of a schema describe together. */
export function propertiesOf(parts: readonly SchemaObject[]): Readonly<Record<string, Schema>> {
  return Object.assign({}, ...parts.map(({ properties }) => properties ?? {}));
}

/** What members have to be that are not named; `undefined` where that is not said. */
export function othersOf({ additionalProperties, unevaluatedProperties }: SchemaObject): Schema | undefined {
  return additionalProperties ?? (unevaluatedProperties as Schema | undefined); // a keyword that holds a schema
}

/** A single text as number, boolean or text, whichever the schema accepts first. */
export function decodeText({ checker }: EdgeSearch, schema: Schema, text: string): unknown {
  const readings: unknown[] = [];
  // A number as JSON writes it, and no other notation: `0x10` and ` 1` are texts.
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) readings.push(Number(text));
  if (text === "true" || text === "false") readings.push(text === "true");
  readings.push(text);
  if (schema === true) return text;
  return readings.find((reading) => checker.accepts(schema, reading)) ?? closest(readings, schema);
}

/** Among readings that the schema does not accept, the one whose type it asks for: what breaks it is then the right clause. */
function closest(readings: readonly unknown[], schema: Schema): unknown {
  const wanted = typeof schema === "object" ? [schema.type ?? []].flat() : [];
  const typed = readings.find((reading) =>
    wanted.some((type) => type === typeof reading || type === jsonType(reading)),
  );
  return typed ?? readings.at(-1);
}

function jsonType(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** Whether a form is described as a text, which is then sent as it is given. */
export function isText(schema: Schema = true, model?: Model): boolean {
  const resolved = model?.resolve(schema) ?? schema;
  return typeof resolved === "object" && resolved.type === "string";
}

/** The schemas without references and combinators that a schema is made of. */
export function branches(search: EdgeSearch, schema: Schema, seen: ReadonlySet<Schema> = new Set()): SchemaObject[] {
  const resolved = search.model.resolve(schema);
  if (typeof resolved === "boolean" || seen.has(resolved)) return [];
  const { anyOf = [], oneOf = [], allOf = [], ...own } = resolved;
  const inner = [...anyOf, ...oneOf, ...allOf].flatMap((part) => branches(search, part, new Set([...seen, resolved])));
  return "type" in own || "properties" in own || "items" in own || inner.length === 0 ? [own, ...inner] : inner;
}
