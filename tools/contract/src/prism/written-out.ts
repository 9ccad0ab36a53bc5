import type { Model, Schema } from "@workshop/openapi";

/** Prism writes what a reference leads to in its place, on every way to it: of so many parts it makes no validator. */
const MOST_PARTS = 20_000;

const known = new WeakMap<Model, Map<Schema, boolean>>();

/**
 * Whether a schema, written out on every way through it, is more than Prism makes a validator of: it then tries again for each
 * request or response, for seconds, and checks nothing.
 */
export function isTooLargeWrittenOut(model: Model, schema: Schema): boolean {
  const ofModel = known.get(model) ?? new Map<Schema, boolean>();
  known.set(model, ofModel);
  let parts = 0;
  const write = (next: Schema, around: readonly Schema[]): void => {
    parts += 1;
    const resolved = model.resolve(next);
    if (parts > MOST_PARTS || typeof resolved === "boolean" || around.includes(resolved)) return;
    const inner = [...around, resolved];
    const { allOf = [], anyOf = [], oneOf = [], properties = {}, items, additionalProperties } = resolved;
    for (const part of [...allOf, ...anyOf, ...oneOf, ...Object.values(properties)]) write(part, inner);
    for (const part of [items, additionalProperties]) if (part !== undefined) write(part, inner);
  };
  const found = ofModel.get(schema);
  if (found !== undefined) return found;
  write(schema, []);
  ofModel.set(schema, parts > MOST_PARTS);
  return parts > MOST_PARTS;
}
