import { APPLICATORS, IN_PLACE } from "./keywords.ts";
import type { Model, Operation, Schema, SchemaObject } from "./types.ts";

/** A schema that another one holds. */
export interface Subschema {
  readonly schema: Schema;
  /** The applicator that holds it. */
  readonly keyword: string;
  /** Its name in a mapping, or its index in a list. */
  readonly key?: number | string;
}

/** The subschemas of a schema, in the order in which they are written; references are not followed. */
export function children(schema: Schema): readonly Subschema[] {
  if (typeof schema === "boolean") return [];
  const found: Subschema[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    const applicator = APPLICATORS.get(keyword);
    if (applicator === undefined || value === undefined) continue;
    // The reader of the model made it: what the table says of a keyword's value holds.
    if (applicator === "schema") found.push({ schema: value as Schema, keyword });
    else if (applicator === "list")
      for (const [key, inner] of (value as readonly Schema[]).entries()) found.push({ schema: inner, keyword, key });
    else
      for (const [key, inner] of Object.entries(value as Readonly<Record<string, Schema>>))
        found.push({ schema: inner, keyword, key });
  }
  return found;
}

/** A schema object and all that it holds, itself first; references are not followed. */
export function collect(schema: Schema): readonly SchemaObject[] {
  const found: SchemaObject[] = [];
  collectInto(schema, found);
  return found;
}

function collectInto(schema: Schema, found: SchemaObject[]): void {
  if (typeof schema === "boolean") return;
  found.push(schema);
  for (const child of children(schema)) collectInto(child.schema, found);
}

/** The reference that a schema is, where it says nothing else: what only refers to the same is the same, wherever it stands. */
export function bareReference(schema: Schema): string | undefined {
  return typeof schema === "object" && Object.keys(schema).length === 1 ? schema.$ref : undefined;
}

/** The pointers that a schema refers to, directly or from somewhere within, each once. */
export function references(schema: Schema): string[] {
  return [...new Set(collect(schema).flatMap(({ $ref }) => $ref ?? []))];
}

/** The pointers that a schema refers to for the very value that it describes, and not for something within it. */
export function referencesInPlace(schema: Schema): string[] {
  if (typeof schema === "boolean") return [];
  const own = schema.$ref === undefined ? [] : [schema.$ref];
  const inner = children(schema).filter(({ keyword }) => IN_PLACE.has(keyword));
  return [...own, ...inner.flatMap((child) => referencesInPlace(child.schema))];
}

/** The schemas that a value has to satisfy together with this one, by its `$ref` and `allOf`. */
export function conjoined(schemas: ReadonlyMap<string, Schema>, { $ref, allOf = [] }: SchemaObject): readonly Schema[] {
  return $ref === undefined ? allOf : [schemas.get($ref) ?? true, ...allOf];
}

/** The same, with all that those are made of, itself first; each once, however many ways lead to it. */
export function conjoinedAll(schemas: ReadonlyMap<string, Schema>, schema: Schema): readonly SchemaObject[] {
  return partsOf(schema, (one) => conjoined(schemas, one));
}

/** A schema, and all that one step after the other leads to, itself first; each once, however many ways lead to it. */
export function partsOf(schema: Schema, step: (one: SchemaObject) => readonly Schema[]): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const visit = (one: Schema): void => {
    if (typeof one === "boolean" || found.has(one)) return;
    found.add(one);
    for (const part of step(one)) visit(part);
  };
  visit(schema);
  return [...found];
}

/** What the values of an operation's requests and responses are described by. */
export function schemasOf({ parameters, requestBody, responses }: Operation): Schema[] {
  const media = [...(requestBody?.content ?? []), ...responses.flatMap(({ content }) => content)];
  return [...parameters, ...media].map(({ schema = true }) => schema);
}

/** All schemas of a model, each once: the named ones, those of parameters and bodies, and all that they hold. */
export function everySchema({ schemas, operations }: Pick<Model, "operations" | "schemas">): SchemaObject[] {
  return [...new Set([...schemas.values(), ...operations.flatMap(schemasOf)].flatMap(collect))];
}

/** The pointers of the named schemas that can be reached from some schemas. */
export function reachable(schemas: ReadonlyMap<string, Schema>, from: readonly Schema[]): ReadonlySet<string> {
  return closure(from.flatMap(references), (pointer) => references(schemas.get(pointer) ?? true));
}

/** The named schemas from which one with a property can be reached, those that have it included. */
export function reaching(
  schemas: ReadonlyMap<string, Schema>,
  has: (schema: SchemaObject) => boolean,
): ReadonlySet<string> {
  const referrers = new Map<string, string[]>();
  const waiting: string[] = [];
  for (const [pointer, schema] of schemas) {
    if (collect(schema).some(has)) waiting.push(pointer);
    for (const reference of references(schema)) {
      const known = referrers.get(reference);
      if (known === undefined) referrers.set(reference, [pointer]);
      else known.push(pointer);
    }
  }
  return closure(waiting, (pointer) => referrers.get(pointer) ?? []);
}

/** Some pointers, and all that one step after the other leads to. */
function closure(start: readonly string[], step: (pointer: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...step(next));
  }
  return reached;
}
