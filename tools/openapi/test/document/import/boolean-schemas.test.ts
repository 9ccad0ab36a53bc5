import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../src/document/import/document-check.ts";
import { documentErrorOf } from "./scratch.ts";

const check = (text: string) => checkDocument(text, { file: "openapi.yaml", firstLine: 1 });

interface Given {
  readonly version?: string;
  readonly parameter?: string;
  readonly body?: string;
  readonly response?: string;
  readonly components?: string;
}

const documentOf = ({ version = "3.1.0", parameter = "{}", body = "{}", response = "{}", components }: Given) =>
  `openapi: ${version}
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      parameters: [{ name: q, in: query, schema: {} }, ${parameter}]
      requestBody: ${body}
      responses: { "200": ${response} }
components: { schemas: { Anything: {}, Nothing: {}${components === undefined ? "" : `, More: ${components}`} } }
`
    .replace(", {}]", "]")
    .replace("      requestBody: {}\n", "")
    .replace('"200": {}', '"204": { description: done }');

const json = (schema: string): string => `content: { application/json: { schema: ${schema} } }`;
const inQuery = (schema: string, more = ""): string => `{ name: p, in: query, ${more}schema: ${schema} }`;

describe("a schema that is `true` or `false`, in 3.1 and later", () => {
  it.each<[string, Given]>([
    ["of a parameter", { parameter: inQuery("true") }],
    ["of a parameter that is required", { parameter: inQuery("true", "required: true, ") }],
    ["of a parameter that nobody can give", { parameter: inQuery("false") }],
    ["of a body", { body: `{ ${json("true")} }` }],
    ["of a body that is required", { body: `{ required: true, ${json("true")} }` }],
    ["of a body that nobody can give", { body: `{ ${json("false")} }` }],
    ["of a response", { response: `{ description: ok, ${json("true")} }` }],
    ["of a header", { response: "{ description: ok, headers: { X-A: { schema: true } } }" }],
    ["of a component", { components: "true" }],
    ["of a part of one", { components: "{ allOf: [true], properties: { a: false }, items: true, not: false }" }],
  ])("is taken as that %s", async (_where, given) => {
    for (const version of ["3.1.0", "3.2.0"]) {
      const { warnings } = await check(documentOf({ ...given, version }));
      expect(warnings).toEqual([]);
    }
  });

  it.each<[string, Given, string]>([
    ["a parameter", { parameter: inQuery("false", "required: true, ") }, "/paths/~1a/post/parameters/1"],
    [
      "a parameter that travels as JSON",
      { parameter: `{ name: p, in: query, required: true, ${json("false")} }` },
      "/paths/~1a/post/parameters/1",
    ],
    ["a body", { body: `{ required: true, ${json("false")} }` }, "/paths/~1a/post/requestBody"],
    [
      "a parameter, by a reference",
      { parameter: inQuery('{ $ref: "#/components/schemas/More" }', "required: true, "), components: "false" },
      "/paths/~1a/post/parameters/1",
    ],
  ])("is refused where it allows nothing and %s is required", async (_where, given, pointer) => {
    const error = await documentErrorOf(() => check(documentOf(given)));
    expect(error.rule).toContain("is required, and its schema is `false`, which allows no value");
    expect([error.pointer, error.line]).toEqual([pointer, pointer.endsWith("Body") ? 7 : 6]);
    expect(error.remedy).toContain("overlay");
  });

  it("is refused in 3.0, which has none", async () => {
    const given = documentOf({ version: "3.0.3", parameter: inQuery("true") });
    expect((await documentErrorOf(() => check(given))).rule).toContain("Expected type `Schema` (object)");
  });
});
