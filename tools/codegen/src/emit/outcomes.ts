import type { Model, Operation, Outcome, SchemaObject } from "@workshop/openapi";
import { literal, object } from "./text.ts";

/** What a success means, as an object expression. @param call - writes a call of one of the runtime's functions. */
export function outcomeExpression(
  model: Model,
  call: (name: string, ...parameters: readonly (string | undefined)[]) => string,
  { completion, job, count, asked, answered, findOut }: Outcome,
  operation: Operation,
): string {
  const isCompared = asked !== undefined && (answered !== undefined || count !== undefined);
  const limit = asked === undefined ? undefined : limitOf(model, operation, asked);
  return object([
    ["completion", literal(completion)],
    ["job", job === undefined ? undefined : literal(job)],
    ["count", count === undefined ? undefined : literal(count)],
    ["asked", asked === undefined ? undefined : literal(asked)],
    ["limit", limit === undefined ? undefined : literal(limit)],
    [
      "compare",
      isCompared
        ? call("differenceOf", literal(count), answered === undefined ? undefined : literal(answered))
        : undefined,
    ],
    ["findOut", literal(findOut)],
  ]);
}

/** How many items the document allows in a list of the input. */
function limitOf(model: Model, { parameters, requestBody }: Operation, place: string): number | undefined {
  const [group, ...names] = place.split(".");
  const holders = { path: "path", query: "query", headers: "header", cookies: "cookie" } as const;
  const parameter = parameters.find(
    ({ in: location, name }) => holders[group as keyof typeof holders] === location && name === names.join("."),
  );
  let schema = model.resolve((group === "body" ? requestBody?.content[0]?.schema : parameter?.schema) ?? true);
  for (const name of group === "body" ? names : []) {
    const properties: SchemaObject["properties"] = typeof schema === "object" ? schema.properties : undefined;
    schema = model.resolve(properties?.[name] ?? true);
  }
  return typeof schema === "object" ? schema.maxItems : undefined;
}
