import { CheckWriter, SchemaNames, writeCondition } from "@workshop/codegen";
import type { Direction, Model, Schema as ModelSchema, Operation } from "@workshop/openapi";
import { contextFor, takeIssues } from "../src/checks/check.ts";
import type { Check, Condition, Mode } from "../src/definition.ts";
import * as core from "../src/generated.ts";
import type { Issue } from "../src/issue.ts";

/** A JSON Schema as tests write it: a function stands for a reference to what it returns. */
export type Schema = SchemaObject | boolean | (() => Schema);
export type SchemaObject = { readonly [keyword: string]: unknown };

const sides: Readonly<Record<Mode, Direction>> = { request: "request", response: "response", rule: "rule" };

/** The check that the generator writes for a schema: what clients run. */
export function checkOf(schema: Schema, mode: Mode): Check {
  return evaluated(schema, mode, (writer, converted) =>
    writer.write(converted, sides[mode], (name) => name, "schemas"),
  ) as Check;
}

/** The condition that the generator writes for a rule over an input. */
export function conditionOf(schema: Schema): Condition {
  return evaluated(schema, "rule", (writer, converted) =>
    writeCondition(converted, {
      call: (name, parameters) => `${name}(${parameters.join(", ")})`,
      check: (inner) => writer.write(inner, "rule", (name) => name, "schemas"),
    }),
  ) as Condition;
}

/** What an expression of generated code is. */
function evaluated(
  schema: Schema,
  mode: Mode,
  write: (writer: CheckWriter, converted: ModelSchema) => string,
): unknown {
  const references = new Map<() => Schema, string>();
  const schemas = new Map<string, ModelSchema>();
  const convert = (value: unknown): unknown => {
    if (typeof value === "function") {
      const made = value as () => Schema;
      const known = references.get(made);
      if (known !== undefined) return { $ref: known };
      const pointer = `#/components/schemas/S${references.size}`;
      references.set(made, pointer);
      schemas.set(pointer, true);
      schemas.set(pointer, convert(made()) as ModelSchema);
      return { $ref: pointer };
    }
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== "object" || value === null) return value;
    const copy = {};
    for (const [key, item] of Object.entries(value))
      Object.defineProperty(copy, key, { value: convert(item), enumerable: true }); // it may be called __proto__
    return copy;
  };
  const converted = convert(schema) as ModelSchema;
  const media = { mediaType: "application/json", schema: converted, examples: [] };
  const operation = {
    parameters: [],
    responses: [],
    ...(mode === "request" && { requestBody: { required: true, content: [media] } }),
  } as unknown as Operation;
  const model = { schemas, operations: [operation] } as unknown as Model;
  const writer = new CheckWriter(new SchemaNames(model, []));
  const expression = write(writer, converted);
  const names = Object.keys(core);
  const declarations = (writer.module() ?? "")
    .replace(/^import .*$/m, "")
    .replaceAll(/export const (\w+): Check = /g, "const $1 = schemas.$1 = ");
  const make = new Function(...names, `const schemas = {}; ${declarations}; return ${expression};`);
  const functions: Readonly<Record<string, unknown>> = core;
  return make(...names.map((name) => functions[name]));
}

/** What is wrong with a value. */
export function validate(schema: Schema, value: unknown, { path, mode }: { path: string; mode: Mode }): Issue[] {
  const context = contextFor(mode);
  checkOf(schema, mode)(value, context, undefined, path);
  return takeIssues(context);
}
