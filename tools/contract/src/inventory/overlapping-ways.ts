import type { Schema, SchemaObject } from "@workshop/openapi";
import { Choices, explore, sampleValue, Unsampleable } from "@workshop/samples";
import type { InventoryReading } from "./clause-list.ts";

export const OVERLAPPING = "whatever fits this way of `oneOf` fits another one, too";

const known = new WeakMap<SchemaObject, readonly (string | undefined)[]>();

/**
 * For each way of a `oneOf`, why no request can take it: whatever is made of it fits another way, too. A way of which nothing can
 * be made at all has no such reason.
 */
export function overlappingWays(
  { model, checker }: Pick<InventoryReading, "checker" | "model">,
  schema: SchemaObject,
): readonly (string | undefined)[] {
  const cached = known.get(schema);
  if (cached !== undefined) return cached;
  const ways = schema.oneOf ?? [];
  const fits = (way: Schema, value: unknown): boolean => checker.accepts(way, value);
  const values = ways.length < 2 ? [] : valuesOf({ model, checker }, schema);
  const found = ways.map((way) => {
    const own = values.filter((value) => fits(way, value));
    const isTwice = own.every((value) => ways.filter((other) => fits(other, value)).length > 1);
    return own.length > 0 && isTwice ? OVERLAPPING : undefined;
  });
  known.set(schema, found);
  return found;
}

/** Values of each way: filled and minimal, and with what the ways themselves leave open at their root. */
function valuesOf({ model, checker }: Pick<InventoryReading, "checker" | "model">, schema: SchemaObject): unknown[] {
  return (["filled", "minimal"] as const).flatMap((fill) => {
    const made = explore((...taken) => {
      const choices = new Choices(...taken);
      try {
        const value = sampleValue({ model, checker, choices, fill, numbers: { next: 1 } }, schema, "");
        return { value, others: choices.others().filter(({ point }) => point.at === "") };
      } catch (error) {
        if (error instanceof Unsampleable) return undefined;
        throw error;
      }
    });
    return made.map(({ made: { value } }) => value);
  });
}
