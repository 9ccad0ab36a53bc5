import { expect, test } from "vitest";
import { RuntimeSchemas } from "../src/emit/runtime-schemas.ts";
import { SchemaNames } from "../src/emit/schema-names.ts";
import { modelOf, modelWithBody } from "./small-model.ts";

function written(schema: string, side: "response" | "request" = "request"): { text: string; unchecked: string[] } {
  const model = modelWithBody(schema);
  const schemas = new RuntimeSchemas(new SchemaNames(model, []));
  const text = schemas.write(model.operations[0]?.requestBody?.content[0]?.schema ?? true, side);
  return { text, unchecked: schemas.notChecked() };
}

test("annotations are left out, constraints are kept", () => {
  expect(
    written("{ type: string, title: T, description: D, examples: [a], default: a, minLength: 1, x-a: 1 }").text,
  ).toBe('{ type: "string", minLength: 1 }');
});

test("a constant `undefined` cannot be, but `null` and `false` are constants like others", () => {
  expect(written("{ const: null }").text).toBe("{ const: null }");
  expect(written("{ enum: [false, 0, ''] }").text).toBe('{ enum: [false, 0, ""] }');
});

test("bytes are known by their media type, too", () => {
  const schema = "{ type: string, contentMediaType: application/octet-stream }";
  expect(written(schema).text).toBe('{ type: "string", format: "binary" }');
});

test("a property named __proto__ stays a property", () => {
  const { text } = written("{ type: object, properties: { __proto__: { type: string } } }");
  expect(text).toBe('{ type: "object", properties: { ["__proto__"]: { type: "string" } } }');
});

test("read-only properties are no part of a request, write-only ones none of a response", () => {
  const schema = "{ type: object, required: [a, b], properties: { a: { readOnly: true }, b: { writeOnly: true } } }";
  expect(written(schema, "request").text).toBe('{ type: "object", required: ["b"], properties: { b: {} } }');
  expect(written(schema, "response").text).toBe('{ type: "object", required: ["a"], properties: { a: {} } }');
});

test("a required property that is described nowhere can be given in a request", () => {
  expect(written("{ type: object, required: [a, b], properties: { a: {} } }").text).toBe(
    '{ type: "object", required: ["a", "b"], properties: { a: {}, b: true } }',
  );
});

test("a keyword that the validator does not know is reported", () => {
  expect(written("{ type: object, unevaluatedProperties: false }").unchecked).toEqual(["unevaluatedProperties"]);
});

test("schemas that refer to each other are declared in an order in which each exists, with functions in circles", () => {
  const model = modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/A", minProperties: 1 } } } }
      responses: { "204": { description: done } }
components:
  schemas:
    A: { type: object, properties: { b: { $ref: "#/components/schemas/B" }, self: { $ref: "#/components/schemas/A" } } }
    B: { type: string }
`);
  const schemas = new RuntimeSchemas(new SchemaNames(model, []));
  const text = schemas.write(model.operations[0]?.requestBody?.content[0]?.schema ?? true, "request");
  expect(text).toBe("{ allOf: [schemas.A, { minProperties: 1 }] }");
  expect(
    schemas
      .module()
      ?.split("\n")
      .filter((line) => line !== ""),
  ).toEqual([
    'import type { Schema } from "@org/client-core";',
    'export const B: Schema = { type: "string" };',
    'export const A: Schema = { type: "object", properties: { b: B, self: () => A } };',
  ]);
});
