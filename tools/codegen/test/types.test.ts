import { describe, expect, test } from "vitest";
import { IN_FORM, IN_JSON, IN_RESPONSE, TypeNames, type Use } from "../src/emit/type-names.ts";
import { TypeWriter } from "../src/emit/types.ts";
import { modelOf, modelWithBody } from "./small-model.ts";

function typeOf(schema: string, use: Use): string {
  const model = modelWithBody(schema);
  const body = model.operations[0]?.requestBody?.content[0]?.schema ?? true;
  return new TypeWriter(model, new TypeNames(model, [])).write(body, use).replaceAll(/\s+/gu, " ");
}

describe("in a request", () => {
  test.each([
    ["{ type: string }", "string"],
    ["{ type: [string, 'null'] }", "string | null"],
    ["{ type: integer }", "number"],
    ["{ enum: [a, 1, null] }", '"a" | 1 | null'],
    ["{ type: string, enum: [a, null] }", '"a"'],
    ["{ const: true, type: boolean }", "true"],
    ["{ type: string, format: date-time }", "Date | string"],
    ["{ type: string, format: binary }", "string"],
    ["{ type: array, items: { type: [string, 'null'] } }", "readonly (string | null)[]"],
    ["{ type: array }", "readonly unknown[]"],
    [
      "{ type: array, minItems: 1, prefixItems: [{ type: string }], items: { type: number } }",
      "readonly [string, ...number[]]",
    ],
    ["{ type: array, prefixItems: [{ type: string }], items: false }", "readonly [string?]"],
    ["{ type: object }", "Record<string, unknown>"],
    ["{ type: object, additionalProperties: false }", "Record<string, never>"],
    ["{ type: object, additionalProperties: { type: string } }", "Record<string, string>"],
    ["{ properties: { a: { type: string } }, required: [a] }", "{ a: string; }"],
    ["{ type: object, properties: { 'a-b': { type: string } } }", '{ "a-b"?: string; }'],
    ["{ type: object, properties: { a: { readOnly: true } , b: { type: string } }, required: [a] }", "{ b?: string; }"],
    ["{ type: object, required: [a], properties: {} }", "{ a: unknown; }"],
    ["{ anyOf: [{ type: string }, { type: number }] }", "string | number"],
    [
      "{ allOf: [{ type: object, properties: { a: {} } }, { anyOf: [{ type: string }, { type: number }] }] }",
      "{ a?: unknown; } & (string | number)",
    ],
    [
      "{ allOf: [{ type: object, properties: { a: { type: string } } }, { required: [a] }] }",
      "{ a?: string; } & { a: string; }",
    ],
    ["{ anyOf: [{}, { type: string }] }", "unknown"],
    ["true", "unknown"],
    ["{ type: array, items: false }", "readonly never[]"],
  ])("%s is written as %s", (schema, type) => {
    expect(typeOf(schema, IN_JSON)).toBe(type);
  });
});

describe("in a form", () => {
  test.each([
    ["{ type: string, format: binary }", "Blob"],
    ["{ type: string, contentEncoding: binary }", "Blob"],
    ["{ type: string, contentMediaType: application/octet-stream }", "Blob"],
    ["{ type: string, contentMediaType: application/octet-stream, contentEncoding: base64 }", "string"],
    ["{ type: string, contentMediaType: text/plain }", "string"],
  ])("%s is written as %s", (schema, type) => {
    expect(typeOf(schema, IN_FORM)).toBe(type);
  });
});

describe("in a response", () => {
  test.each([
    ["{ type: string, format: date-time }", "string"],
    ["{ type: string, format: binary }", "string"],
    ["{ type: array, items: { type: string } }", "string[]"],
    ["{ type: array, prefixItems: [{ type: string }], minItems: 1 }", "[string, ...unknown[]]"],
    ["{ type: string, enum: [a, b] }", '"a" | "b" | (string & {})'],
    ["{ enum: [1, true] }", "1 | true | (number & {})"],
    ["{ const: a }", '"a"'],
    ["{ type: object, additionalProperties: false }", "Record<string, unknown>"],
    ["{ type: object, properties: { a: { type: string, default: x } } }", '{ /** @defaultValue `"x"` */ a?: string; }'],
    [
      "{ type: object, properties: { a: { writeOnly: true } , b: { type: string } }, required: [a, b] }",
      "{ b: string; }",
    ],
  ])("%s is written as %s", (schema, type) => {
    expect(typeOf(schema, IN_RESPONSE)).toBe(type);
  });
});

test("bounds and defaults that a type cannot say stand in its documentation", () => {
  expect(
    typeOf("{ type: object, properties: { a: { type: string, minLength: 1, maxLength: 9, default: x } } }", IN_JSON),
  ).toContain('Constraints: 1 to 9 characters. * * @defaultValue `"x"`');
});

describe("a schema's type", () => {
  const model = modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      operationId: send
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/Issue" } }
      responses:
        "200":
          description: done
          content:
            application/json: { schema: { $ref: "#/components/schemas/Issue" } }
components:
  schemas:
    Issue: { type: object, required: [tags], properties: { tags: { type: array, items: { $ref: "#/components/schemas/Tag" } } } }
    Tag: { type: object, properties: { name: { type: string } } }
`);

  test("has a name for each direction where the two differ, and one where they do not", () => {
    const names = new TypeNames(model, []);
    expect(names.nameOf("#/components/schemas/Issue", IN_RESPONSE)).toBe("Issue");
    expect(names.nameOf("#/components/schemas/Issue", IN_JSON)).toBe("IssueRequest");
    expect(names.nameOf("#/components/schemas/Tag", IN_RESPONSE)).toBe("Tag");
    expect(names.nameOf("#/components/schemas/Tag", IN_JSON)).toBe("Tag");
  });

  test("gets another name, which is told, where the client exports something of that name", () => {
    const names = new TypeNames(model, ["Issue"]);
    expect(names.nameOf("#/components/schemas/Issue", IN_RESPONSE)).toBe("IssueSchema");
    expect(names.renamed).toEqual([{ schema: "Issue", name: "IssueSchema" }]);
    expect(names.originOf("#/components/schemas/Issue", "IssueSchema")).toBe("The schema `Issue` of the document.");
  });

  test("is an interface where it is an object, and declared once", () => {
    const types = new TypeWriter(model, new TypeNames(model, []));
    types.write({ $ref: "#/components/schemas/Issue" }, IN_RESPONSE);
    types.write({ $ref: "#/components/schemas/Issue" }, IN_RESPONSE);
    expect(types.module()).toEqual({
      text: expect.stringMatching(/^export interface Issue \{\s+tags: Tag\[\];\s+\}\s+export interface Tag \{/u),
      types: ["Issue", "Tag"],
    });
  });
});

test.each([
  ["anyOf", "L1a | L1b"],
  ["oneOf", "L1a | L1b"],
  ["allOf", "L1a & L1b"],
])(
  "thirty levels of %s of two references are written once each, however many ways lead through them",
  (keyword, root) => {
    const rung = (level: number): string =>
      `{ ${keyword}: [{ $ref: '#/components/schemas/L${level + 1}a' }, { $ref: '#/components/schemas/L${level + 1}b' }] }`;
    const lines = Array.from({ length: 30 }, (_, at) => at + 1).flatMap((level) =>
      ["a", "b"].map(
        (side) => `    L${level}${side}: ${level === 30 ? `{ properties: { ${side}: {} } }` : rung(level)}\n`,
      ),
    );
    const model = modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      requestBody: { required: true, content: { application/json: { schema: ${rung(0)} } } }
      responses: { "204": { description: done } }
components:
  schemas:
${lines.join("")}`);
    const writer = new TypeWriter(model, new TypeNames(model, []));
    expect(writer.write(model.operations[0]?.requestBody?.content[0]?.schema ?? true, IN_JSON)).toBe(root);
    expect(writer.module()?.types).toHaveLength(60);
  },
);
