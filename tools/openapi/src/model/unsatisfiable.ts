import type { Model, SchemaObject } from "./types.ts";
import { conjoinedAll, everySchema } from "./visit.ts";

/**
 * A schema that nothing satisfies: one part of it demands a property which another one allows nobody to give, or no value is of
 * all the types that its parts ask for.
 */
export interface Unsatisfiable {
  readonly schema: SchemaObject;
  /** The property, or absent where it is the types. */
  readonly name?: string;
}

/**
 * The schemas that nothing satisfies because of what stands in the parts of their `allOf`, each once: one of them is closed
 * (`additionalProperties: false`), or their types exclude each other.
 */
export function unsatisfiable(model: Model): Unsatisfiable[] {
  const { schemas } = model;
  return everySchema(model).flatMap((schema) => {
    // What has no parts contradicts itself at most, and then whoever wrote it sees it.
    if (schema.allOf === undefined) return [];
    const parts = conjoinedAll(schemas, schema);
    const closed = parts.filter((part) => part.additionalProperties === false && part.patternProperties === undefined);
    const name = parts
      .flatMap(({ required = [] }) => required)
      .find((one) => closed.some(({ properties = {} }) => !Object.hasOwn(properties, one)));
    if (name !== undefined) return [{ schema, name }];
    return excludeEachOther(parts) ? [{ schema }] : [];
  });
}

/** Whether no value is of all the types that some schemas ask for; an integer is a number. */
function excludeEachOther(parts: readonly SchemaObject[]): boolean {
  const types = parts.flatMap(({ type }) =>
    type === undefined ? [] : [new Set([type].flat().map((one) => (one === "integer" ? "number" : one)))],
  );
  const [first, ...others] = types;
  return first !== undefined && [...first].every((type) => others.some((other) => !other.has(type)));
}
