import { expect, test } from "vitest";
import { InputTypes } from "../src/emit/input-types.ts";
import { SchemaNames } from "../src/emit/schema-names.ts";
import { modelWithBody } from "./small-model.ts";

function typeOf(schema: string): string {
  const model = modelWithBody(schema);
  const body = model.operations[0]?.requestBody?.content[0]?.schema ?? true;
  return new InputTypes(new SchemaNames(model, [])).write(body).replaceAll(/\s+/gu, " ");
}

test.each([
  ["{ type: string }", "string"],
  ["{ type: [string, 'null'] }", "string | null"],
  ["{ type: integer }", "number"],
  ["{ enum: [a, 1, null] }", '"a" | 1 | null'],
  ["{ const: true, type: boolean }", "true"],
  ["{ type: string, format: date-time }", "Date | string"],
  ["{ type: string, format: binary }", "Blob"],
  ["{ type: string, contentMediaType: application/octet-stream }", "Blob"],
  ["{ type: string, contentMediaType: application/octet-stream, contentEncoding: base64 }", "string"],
  ["{ type: string, contentMediaType: text/plain }", "string"],
  ["{ type: array, items: { type: [string, 'null'] } }", "readonly (string | null)[]"],
  ["{ type: array }", "readonly unknown[]"],
  ["{ type: array, prefixItems: [{ type: string }], items: { type: number } }", "readonly [string, ...number[]]"],
  ["{ type: array, prefixItems: [{ type: string }], items: false }", "readonly [string]"],
  ["{ type: object }", "{ [name: string]: unknown; }"],
  ["{ type: object, additionalProperties: false }", "Record<string, never>"],
  ["{ type: object, additionalProperties: { type: string } }", "{ [name: string]: string; }"],
  ["{ properties: { a: { type: string } }, required: [a] }", "{ a: string; }"],
  ["{ type: object, properties: { 'a-b': { type: string } } }", '{ "a-b"?: string; }'],
  ["{ type: object, properties: { a: { readOnly: true } , b: { type: string } }, required: [a] }", "{ b?: string; }"],
  ["{ type: object, required: [a], properties: {} }", "{ a: unknown; }"],
  ["{ anyOf: [{ type: string }, { type: number }] }", "string | number"],
  [
    "{ allOf: [{ type: object, properties: { a: {} } }, { anyOf: [{ type: string }, { type: number }] }] }",
    "({ a?: unknown; }) & (string | number)",
  ],
  ["{ anyOf: [{}, { type: string }] }", "unknown"],
  ["true", "unknown"],
  ["false", "never"],
])("%s is written as %s", (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

test("bounds and defaults that a type cannot say stand in its documentation", () => {
  expect(
    typeOf("{ type: object, properties: { a: { type: string, minLength: 1, maxLength: 9, default: x } } }"),
  ).toContain('Constraints: 1 to 9 characters. * * @defaultValue `"x"`');
});
