import type { Model, Schema, SchemaObject } from "./types.ts";
import { collect, conjoined } from "./visit.ts";

/** A schema that no object satisfies: one part of it demands a property which another one allows nobody to give. */
export interface Unsatisfiable {
  readonly schema: SchemaObject;
  /** The property. */
  readonly name: string;
}

/** The schemas that nothing satisfies because a part of their `allOf` is closed (`additionalProperties: false`), each once. */
export function unsatisfiable({ schemas, operations }: Model): Unsatisfiable[] {
  const roots = operations.flatMap(({ parameters, requestBody, responses }) => [
    ...parameters.map(({ schema }) => schema),
    ...[...(requestBody?.content ?? []), ...responses.flatMap(({ content }) => content)].map(
      ({ schema = true }) => schema,
    ),
  ]);
  const all = new Set([...schemas.values(), ...roots].flatMap((schema) => [...collect(schema)]));
  return [...all].flatMap((schema) => {
    // What has no parts contradicts itself at most, and then whoever wrote it sees it.
    if (schema.allOf === undefined) return [];
    const parts = partsOf(schemas, schema);
    const closed = parts.filter((part) => part.additionalProperties === false && part.patternProperties === undefined);
    const name = parts
      .flatMap(({ required = [] }) => required)
      .find((one) => closed.some(({ properties = {} }) => !Object.hasOwn(properties, one)));
    return name === undefined ? [] : [{ schema, name }];
  });
}

/** What a value has to satisfy all of; no schema contains itself in place, the model refuses that. */
function partsOf(schemas: Model["schemas"], schema: Schema): readonly SchemaObject[] {
  if (typeof schema === "boolean") return [];
  return [schema, ...conjoined(schemas, schema).flatMap((part) => partsOf(schemas, part))];
}
