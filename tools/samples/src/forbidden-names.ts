import type { Model, Schema } from "@workshop/openapi";
import { Choices, Unsampleable } from "./choices.ts";
import { flattenSchema } from "./flatten-schema.ts";
import { sampleValue } from "./sample-value.ts";
import { scalarEdges } from "./scalar-edges.ts";
import type { SchemaChecker } from "./schema-checker.ts";

/** A name that a schema of names (`propertyNames`) forbids; none where it forbids none, or none that this can find. */
export function forbiddenNames(model: Model, checker: SchemaChecker, schema: Schema): string[] {
  const choices = new Choices();
  try {
    const sampling = { model, checker, choices, fill: "minimal" as const, numbers: { next: 4_000 } };
    const { keywords } = flattenSchema(model, schema, "", choices);
    const edges = scalarEdges(keywords, sampleValue(sampling, schema, ""));
    const names = edges.flatMap(({ side, value }) => (side === "beyond" && typeof value === "string" ? [value] : []));
    return names.filter((name) => name !== "" && !checker.accepts(schema, name)).slice(0, 1);
  } catch (error) {
    if (error instanceof Unsampleable) return [];
    throw error;
  }
}
