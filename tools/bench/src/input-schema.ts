import type { Model, Operation, Schema, SchemaObject } from "@workshop/openapi";

/** JSON Schema for the whole input of an operation, with the referred schemas in `$defs`. */
export interface InputSchema extends SchemaObject {
  readonly $defs: Readonly<Record<string, Schema>>;
}

const annotations = new Set([
  "title",
  "description",
  "default",
  "examples",
  "example",
  "deprecated",
  "discriminator",
  "xml",
  "externalDocs",
]);
const groups = { cookie: "cookies", header: "headers", path: "path", query: "query" } as const;

/** What can be validated about a request, as one schema: parameters by location, and the body. */
export function inputSchema(model: Model, operation: Operation): InputSchema {
  const definitions: Record<string, Schema> = {};
  const names = new Map<string, string>();

  function refer(reference: string): string {
    let name = names.get(reference);
    if (name === undefined) {
      name = `schema${names.size}`;
      names.set(reference, name);
      definitions[name] = lean(model.schemas.get(reference) ?? true);
    }
    return `#/$defs/${name}`;
  }

  /** Without annotations, and with references that hold in this schema. */
  function lean(value: Schema): Schema;
  function lean(value: unknown): unknown;
  function lean(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(lean);
    if (typeof value !== "object" || value === null) return value;
    const schema: Record<string, unknown> = {};
    for (const [keyword, argument] of Object.entries(value)) {
      if (annotations.has(keyword) || keyword.startsWith("x-")) continue;
      if (keyword === "$ref") schema[keyword] = refer(String(argument));
      else if (keyword === "enum" || keyword === "const" || keyword === "required") schema[keyword] = argument;
      else if (keyword === "properties" || keyword === "patternProperties")
        schema[keyword] = Object.fromEntries(
          Object.entries(argument as object).map(([key, child]) => [key, lean(child)]),
        );
      else schema[keyword] = lean(argument);
    }
    return schema;
  }

  const properties: Record<string, Schema> = {};
  for (const [location, group] of Object.entries(groups)) {
    const parameters = operation.parameters.filter((parameter) => parameter.in === location);
    if (parameters.length === 0) continue;
    const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
    properties[group] = {
      type: "object",
      ...(required.length > 0 && { required }),
      properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, lean(parameter.schema)])),
    };
  }
  const body = operation.requestBody?.content[0]?.schema;
  if (body !== undefined) properties.body = lean(body);
  return { type: "object", properties, $defs: definitions };
}
