import type { Model, Schema } from "@workshop/openapi";

/** Whether a property is read-only or write-only: by itself, beside a `$ref` or behind it, or by a part of its `allOf`. */
export function isMarked(
  model: Pick<Model, "schemas">,
  property: Schema,
  flag: "readOnly" | "writeOnly",
  seen: ReadonlySet<Schema> = new Set(),
): boolean {
  if (typeof property === "boolean" || seen.has(property)) return false;
  if (property[flag] === true) return true;
  const target = property.$ref === undefined ? undefined : model.schemas.get(property.$ref);
  const parts = [...(target === undefined ? [] : [target]), ...(property.allOf ?? [])];
  return parts.some((part) => isMarked(model, part, flag, new Set([...seen, property])));
}
