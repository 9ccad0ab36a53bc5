import { expect, test } from "vitest";
import { CheckWriter } from "../src/emit/checks.ts";
import { SchemaNames } from "../src/emit/schema-names.ts";
import { modelOf, modelWithBody } from "./small-model.ts";

function written(schema: string, side: "response" | "request" = "request"): { text: string; unchecked: string[] } {
  const model = modelWithBody(schema);
  const checks = new CheckWriter(new SchemaNames(model, []));
  const body = model.operations[0]?.requestBody?.content[0]?.schema ?? true;
  const text = checks.write(body, side, (name) => name, "schemas");
  return { text, unchecked: checks.notChecked() };
}

test("annotations are left out, constraints are kept", () => {
  expect(
    written("{ type: string, title: T, description: D, examples: [a], default: a, minLength: 1, x-a: 1 }").text,
  ).toBe("all(string, minLength(1))");
});

test("a constant `undefined` cannot be, but `null` and `false` are constants like others", () => {
  expect(written("{ const: null }").text).toBe("constant(null)");
  expect(written("{ enum: [false, 0, ''] }").text).toBe('enumeration(false, 0, "")');
  expect(written("{ enum: [[1], a] }").text).toBe('deepEnumeration([1], "a")');
});

test("bytes are known by their media type, too", () => {
  expect(written("{ type: string, contentMediaType: application/octet-stream }").text).toBe("binary");
});

test("the length of bytes is told, and checked of a text in their place alone", () => {
  const schema = "{ type: object, properties: { file: { type: string, format: binary, minLength: 1, maxLength: 9 } } }";
  expect(written(schema)).toEqual({
    text: "object({ file: all(binary, minLength(1), maxLength(9)) })",
    unchecked: ["maxLength of bytes, which have no characters", "minLength of bytes, which have no characters"],
  });
  expect(written("{ type: string, maxLength: 9 }").unchecked).toEqual([]);
});

test("a property named __proto__ stays a property", () => {
  expect(written("{ type: object, properties: { __proto__: { type: string } } }").text).toBe(
    'object({ ["__proto__"]: string })',
  );
});

test("read-only properties are no part of a request, write-only ones none of a response", () => {
  const schema = "{ type: object, required: [a, b], properties: { a: { readOnly: true }, b: { writeOnly: true } } }";
  expect(written(schema, "request").text).toBe('object({ b: anything }, ["b"])');
  expect(written(schema, "response").text).toBe('object({ a: anything }, ["a"])');
});

test("a property that is read-only in one part of an allOf, and demanded by another one that declares it anew, is sent", () => {
  const base = "{ type: object, properties: { id: { readOnly: true }, type: { type: string, readOnly: true } } }";
  const thing = "{ type: object, required: [type, id], properties: { type: { enum: [tag] } } }";
  const schema = `{ allOf: [${base}, ${thing}] }`;
  expect(written(schema, "request").text).toBe('schema(object({}), object({ type: enumeration("tag") }, ["type"]))');
});

test("a required property that is described nowhere can be given in a request", () => {
  expect(written("{ type: object, required: [a, b], properties: { a: {} } }").text).toBe(
    'object({ a: anything, b: anything }, ["a", "b"])',
  );
});

test("an empty list of properties leaves a request none: a server does not read what its document has no longer", () => {
  expect(written("{ type: object, properties: {} }").text).toBe("object({})");
  expect(written("{ type: object, properties: {}, additionalProperties: true }").text).toBe("object({}, [], anything)");
  expect(written("{ type: object }").text).toBe("anyObject");
});

test("a keyword that the clients do not check is reported, and so is a pattern that is no ECMAScript", () => {
  expect(written("{ type: object, $dynamicRef: '#a' }").unchecked).toEqual(["$dynamicRef"]);
  expect(written("{ type: string, pattern: '(?i)a' }")).toEqual({ text: "string", unchecked: ["pattern (?i)a"] });
});

test("what depends on a pattern that nobody can check is left to the server", () => {
  const bad = "pattern: '(?i)a'";
  expect(written(`{ not: { ${bad} } }`).text).toBe("schema()");
  expect(written(`{ if: { ${bad} }, then: { type: string } }`).text).toBe("schema()");
  expect(written(`{ oneOf: [{ type: string, ${bad} }, { type: string }] }`).text).toBe("anyOf(string, string)");
  expect(written(`{ type: array, contains: { ${bad} }, maxContains: 1 }`).text).toContain("contains(anything, 1)");
  expect(
    written("{ type: object, patternProperties: { '(?i)a': {} }, additionalProperties: false }").unchecked,
  ).toEqual(["pattern (?i)a"]);
  expect(
    written("{ type: object, patternProperties: { '(?i)a': {} }, additionalProperties: false }", "response").text,
  ).toBe('type("object")');
});

test("a pattern that can keep an engine busy for ever is matched with short texts of a server only", () => {
  expect(written("{ type: string, pattern: '^(a+)+$' }", "response").text).toBe("all(string, pattern(/^(a+)+$/u, 16))");
  expect(written("{ type: string, pattern: '^a+$' }", "response").text).toBe("all(string, pattern(/^a+$/u))");
});

test.each([
  // Nobody else describes the same object: each refuses by itself what it does not know.
  ["{ type: object, properties: { a: {} } }", "object({ a: anything })"],
  // Alternatives that need none of what tells alternatives apart.
  ["{ anyOf: [{ type: string }, { type: integer, title: Index }] }", 'type(["string", "integer"])'],
  ["{ anyOf: [{ type: integer }, { type: number }] }", "anyOf(integer, number)"],
  ["{ anyOf: [{ type: string }, { type: integer, x-bigint: true }] }", "anyOf(string, bigInteger)"],
  ["{ anyOf: [{ type: object }, { type: 'null' }] }", "nullable(anyObject)"],
  ["{ anyOf: [{ type: string, minLength: 1 }, { type: 'null' }] }", "nullable(all(string, minLength(1)))"],
  [
    "{ anyOf: [{ type: string, minLength: 1 }, { type: 'null' }, { type: boolean }] }",
    "nullable(anyOf(all(string, minLength(1)), boolean))",
  ],
  ["{ anyOf: [{ type: 'null' }, {}, { type: boolean }] }", "nullable(anyOf(anything, boolean))"],
  ["{ anyOf: [{ type: string }, { type: 'null' }] }", 'type(["string", "null"])'],
  ["{ anyOf: [{ type: object, properties: { a: {} } }, { type: 'null' }] }", "nullable(object({ a: anything }))"],
  ["{ oneOf: [{ type: string, minLength: 1 }, { type: 'null' }] }", "oneOf(all(string, minLength(1)), nothing)"],
  [
    "{ anyOf: [{ type: object, additionalProperties: false, properties: { a: {} } }, { type: object, additionalProperties: false, properties: { b: {} } }] }",
    "anyOf(object({ a: anything }, [], false), object({ b: anything }, [], false))",
  ],
  // Several do: what one does not know, another may.
  [
    "{ allOf: [{ type: object, properties: { a: {} } }, { type: object, properties: { b: {} } }] }",
    "schema(object({ a: anything }), object({ b: anything }))",
  ],
  // One says what others there may be: what the other one does not know, it does.
  [
    "{ type: object, properties: { a: {} }, allOf: [{ type: object, additionalProperties: { type: string } }] }",
    "schema(object({ a: anything }), object({}, [], string))",
  ],
  [
    "{ type: object, properties: { a: {} }, allOf: [{ type: object, unevaluatedProperties: { type: string } }] }",
    'schema(object({ a: anything }), unevaluatedProperties(string, type("object")))',
  ],
  // Nobody looks at what is in it.
  ["{ minProperties: 1 }", "schema(minProperties(1))"],
  ["{ type: [array, 'null'] }", 'anyOfTypes("array", "null")'],
  ["{ type: [string, 'null'], format: date-time }", 'all(type(["string", "null"], true), dateTimeFormat)'],
  [
    "{ type: object, properties: { a: {} }, unevaluatedProperties: false }",
    "unevaluatedProperties(never, object({ a: anything }))",
  ],
])("%s is %s", (schema, text) => {
  expect(written(schema).text).toBe(text);
});

test("names that a request may have are no business of a response", () => {
  const both = "{ allOf: [{ type: object, properties: { a: {} } }, { type: object, properties: { b: {} } }] }";
  expect(written(both, "response").text).toBe("all(object({ a: anything }), object({ b: anything }))");
});

test("schemas that others refer to are one constant each, also in circles", () => {
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
  const checks = new CheckWriter(new SchemaNames(model, []));
  const body = model.operations[0]?.requestBody?.content[0]?.schema ?? true;
  expect(checks.write(body, "request", (name) => name, "schemas")).toBe("all(schemas.A, minProperties(1))");
  expect(
    checks
      .module()
      ?.split("\n")
      .filter((line) => line !== ""),
  ).toEqual([
    'import { type Check, lazy, object, string } from "@org/client-core/generated";',
    "export const A: Check = /* @__PURE__ */ lazy(() => object({ b: B, self: A }));",
    "export const B: Check = /* @__PURE__ */ lazy(() => string);",
  ]);
});

test("names that a server chooses are matched no further than its texts", () => {
  const slow = "'^(a+)+$': { type: integer }";
  expect(written(`{ type: object, patternProperties: { ${slow} } }`, "response").text).toBe(
    'all(type("object"), patternProperties([/^(a+)+$/u, integer, 16]))',
  );
  const closed = `{ type: object, patternProperties: { b: {}, ${slow} }, additionalProperties: { type: string } }`;
  expect(written(closed, "response").text).toContain("additionalProperties(string, [], [/b/u, /^(a+)+$/u], 16)");
});
