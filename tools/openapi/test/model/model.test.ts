import { describe, expect, test } from "vitest";
import { parseFile } from "../../src/document/parse.ts";
import { buildModel } from "../../src/model/build.ts";
import type { Model, Operation, Parameter, SchemaObject } from "../../src/model/types.ts";

interface Parts {
  readonly version?: string;
  readonly paths: string;
  readonly rest?: string;
}

function modelOf({ version = "3.1.0", paths, rest = "" }: Parts): Model {
  const text = `openapi: ${version}\ninfo: { title: Small, version: "1" }\n${rest}paths:\n${paths}`;
  return buildModel("small", parseFile("small.yaml", text));
}

function operationOf(parts: Parts): Operation {
  const [operation] = modelOf(parts).operations;
  if (operation === undefined) throw new Error("the document has no operation");
  return operation;
}

function parameterOf(parameter: string, version?: string): Parameter {
  const [read] = operationOf({
    ...(version === undefined ? {} : { version }),
    paths: `  /a:\n    get:\n      parameters: [${parameter}]\n      responses: {}\n`,
  }).parameters;
  if (read === undefined) throw new Error("the operation has no parameter");
  return read;
}

function schemaOf(schema: string, version: string): unknown {
  return parameterOf(`{ name: p, in: query, content: { application/json: { schema: ${schema} } } }`, version).schema;
}

describe("parameters", () => {
  test("of the path item belong to its operations, which may override them", () => {
    const { parameters } = operationOf({
      paths: `  /a/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: q, in: query, schema: { type: string } }
    get:
      parameters: [{ name: q, in: query, required: true, schema: { type: integer } }]
      responses: {}
`,
    });
    expect(parameters.map(({ name, required, schema }) => [name, required, schema])).toEqual([
      ["id", true, { type: "string" }],
      ["q", true, { type: "integer" }],
    ]);
  });

  test.each([
    ["{ name: p, in: query }", "form", true],
    ["{ name: p, in: cookie }", "form", true],
    ["{ name: p, in: header }", "simple", false],
    ["{ name: p, in: query, style: pipeDelimited }", "pipeDelimited", false],
    ["{ name: p, in: query, explode: false }", "form", false],
  ])("%s is written in style %s, explode %s", (parameter, style, explode) => {
    expect(parameterOf(parameter).serialisation).toMatchObject({ kind: "style", style, explode });
  });

  test("with `content` are documents of a media type", () => {
    expect(
      parameterOf("{ name: p, in: query, content: { application/json: { schema: { type: array } } } }"),
    ).toMatchObject({ serialisation: { kind: "content", mediaType: "application/json" }, schema: { type: "array" } });
  });

  test("lose a `null` that no style can write", () => {
    const nullable = "{ anyOf: [{ type: string, minLength: 1 }, { type: 'null' }], title: T }";
    expect(parameterOf(`{ name: p, in: query, schema: ${nullable} }`).schema).toEqual({
      type: "string",
      minLength: 1,
      title: "T",
    });
    expect(parameterOf("{ name: p, in: query, schema: { type: [string, 'null'] } }").schema).toEqual({
      type: "string",
    });
  });

  test("that OpenAPI ignores are left out", () => {
    const { parameters } = operationOf({
      paths: "  /a:\n    get:\n      parameters: [{ name: Authorization, in: header }]\n      responses: {}\n",
    });
    expect(parameters).toEqual([]);
  });

  test("which only the path's template names are required strings", () => {
    expect(operationOf({ paths: "  /a/{id}:\n    get: { responses: {} }\n" }).parameters).toMatchObject([
      { name: "id", in: "path", required: true, schema: { type: "string" } },
    ]);
  });

  test("with a style that their location does not have are refused", () => {
    expect(() => parameterOf("{ name: p, in: header, style: form }")).toThrow(
      /`form` is not one for `header`.*simple/su,
    );
  });
});

describe("schemas of OpenAPI 3.0", () => {
  test.each([
    ["{ type: string, nullable: true }", { type: ["string", "null"] }],
    ["{ type: string, nullable: true, enum: [a] }", { type: ["string", "null"], enum: ["a", null] }],
    ["{ nullable: true, allOf: [{ type: string }] }", { anyOf: [{ allOf: [{ type: "string" }] }, { type: "null" }] }],
    ["{ type: integer, minimum: 1, exclusiveMinimum: true }", { type: "integer", exclusiveMinimum: 1 }],
    ["{ type: integer, maximum: 1, exclusiveMaximum: false }", { type: "integer", maximum: 1 }],
    ["{ type: string, example: a }", { type: "string", examples: ["a"] }],
  ])("%s are read as those of 3.1", (schema, expected) => {
    expect(schemaOf(schema, "3.0.3")).toEqual(expected);
  });

  test("leave out what stands beside a reference, which 3.1 keeps", () => {
    const parts = (version: string): Parts => ({
      version,
      rest: "components: { schemas: { S: { type: string } } }\n",
      paths: `  /a:
    get:
      parameters:
        - { name: p, in: query, schema: { $ref: '#/components/schemas/S', minLength: 2 } }
      responses: {}
`,
    });
    expect(operationOf(parts("3.0.3")).parameters[0]?.schema).toEqual({ $ref: "#/components/schemas/S" });
    expect(operationOf(parts("3.1.0")).parameters[0]?.schema).toEqual({ $ref: "#/components/schemas/S", minLength: 2 });
  });
});

describe("references", () => {
  const RECURSIVE = `components:
  schemas:
    Unused: { type: string }
    Tree: { type: object, properties: { children: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
    Root: { $ref: '#/components/schemas/Tree' }
`;
  const body = (reference: string): string =>
    `  /a:\n    post:\n      requestBody: { content: { application/json: { schema: { $ref: '${reference}' } } } }\n      responses: {}\n`;

  test("are collected once, in the document's order, circles included", () => {
    const model = modelOf({ rest: RECURSIVE, paths: body("#/components/schemas/Root") });
    expect([...model.schemas.keys()]).toEqual(["#/components/schemas/Tree", "#/components/schemas/Root"]);
  });

  test("are followed to the end", () => {
    const model = modelOf({ rest: RECURSIVE, paths: body("#/components/schemas/Root") });
    expect(model.resolve({ $ref: "#/components/schemas/Root" })).toMatchObject({ type: "object" });
  });

  test.each([
    ["nowhere", "#/components/schemas/Missing", /#\/components\/schemas\/Missing leads nowhere/u],
    ["to another file", "other.yaml#/S", /leaves the document.*bundle/su],
  ])("that lead %s are refused at their line", (_where, reference, message) => {
    expect(() => modelOf({ paths: body(reference) })).toThrow(message);
    expect(() => modelOf({ paths: body(reference) })).toThrow(/^small\.yaml:6 /u);
  });
});

describe("security", () => {
  const SCHEMES = `components:
  securitySchemes:
    API Key: { type: apiKey, in: header, name: X-Key, x-credential: key }
    Other Scheme: { type: http, scheme: Bearer }
security: [{ API Key: [] }, { API Key: [], Other Scheme: [] }, {}]
`;
  const credentials = (paths: string): string[][] =>
    operationOf({ rest: SCHEMES, paths }).security.map(({ schemes }) => schemes.map(({ scheme }) => scheme.credential));

  test("of the document holds where the operation says nothing", () => {
    expect(credentials("  /a:\n    get: { responses: {} }\n")).toEqual([["key"], ["key", "otherScheme"], []]);
  });

  test("of an operation replaces that of the document, with nothing if it is empty", () => {
    expect(credentials("  /a:\n    get: { security: [], responses: {} }\n")).toEqual([]);
  });

  test("leaves out an alternative that names an unknown scheme, but not the last one", () => {
    expect(credentials("  /a:\n    get: { security: [{ API Key: [] }, { Gone: [] }], responses: {} }\n")).toEqual([
      ["key"],
    ]);
    expect(() => credentials("  /a:\n    get: { security: [{ Gone: [] }], responses: {} }\n")).toThrow(
      /no security scheme/u,
    );
  });
});

describe("names of operations", () => {
  const named = (...ids: string[]): string[] =>
    modelOf({
      paths: ids.map((id, index) => `  /p${index}:\n    get: { operationId: "${id}", responses: {} }\n`).join(""),
    }).operations.map(({ name }) => name);

  test("are identifiers in camel case, unique, and no reserved words", () => {
    expect(named("read_it", "read-it", "delete", "raw", "42", "getHTML")).toEqual([
      "readIt",
      "readIt2",
      "delete_",
      "raw2",
      "_42",
      "getHTML",
    ]);
  });

  test("come from method and path where the document gives none", () => {
    expect(operationOf({ paths: "  /v1/things/{id}:\n    delete: { responses: {} }\n" }).name).toBe("deleteV1ThingsId");
  });
});

test("extensions are read, and each stands at its line", () => {
  const operation = operationOf({
    paths: `  /a:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              x-failure: { when: { required: [error] }, message: error }
      x-retry: { rating: safe, reason: it reads }
      x-outcome: { completion: accepted, job: id, asked: body.ids, answered: done, findOut: look }
      x-scope: { within: body.ids }
      x-unbounded: { when: { required: [query] }, message: all of it }
      x-input-rules:
        - { name: both, message: give both, schema: { required: [query] } }
        - { name: order, message: in order, earlier: query.a, later: query.b }
`,
  });
  expect(operation).toMatchObject({
    retry: { rating: "safe", past: [] },
    outcome: { completion: "accepted", job: "id", asked: "body.ids", answered: "done" },
    scope: { within: "body.ids" },
    unbounded: { message: "all of it" },
    inputRules: [{ kind: "schema" }, { kind: "order", earlier: "query.a" }],
    responses: [{ content: [{ failure: { message: "error" } }] }],
  });
  expect(operation.inputRules.map(({ source }) => source.line)).toEqual([17, 18]);
});

test.each([
  ["x-retry: { rating: often, reason: r }", /`often` is unknown/u],
  ["x-retry: { rating: bounded, reason: r }", /`bounded` without `when`/u],
  ["x-outcome: { completion: done, findOut: f }", /`done` is unknown/u],
  ["x-outcome: { completion: completed, answered: ids, findOut: f }", /`answered` without `asked`/u],
  ["x-outcome: { completion: completed, asked: ids, findOut: f }", /`asked` names no list/u],
  ["x-scope: { within: ids }", /`within` names no place in the input/u],
  ["x-input-rules: [{ name: n }]", /`message` is missing/u],
])("an extension that says nothing clear is refused: %s", (extension, message) => {
  expect(() => operationOf({ paths: `  /a:\n    get:\n      responses: {}\n      ${extension}\n` })).toThrow(message);
});

test("a version of OpenAPI that is neither 3.0 nor 3.1 is refused with a remedy", () => {
  expect(() => modelOf({ version: "3.2.0", paths: "  {}\n" })).toThrow(
    /OpenAPI 3\.2\.0 is not supported.*3\.0 or 3\.1/su,
  );
});

test("a schema knows its line", () => {
  const model = modelOf({
    paths:
      "  /a:\n    get:\n      parameters:\n        - name: p\n          in: query\n          schema: { type: string }\n      responses: {}\n",
  });
  const schema = model.operations[0]?.parameters[0]?.schema as SchemaObject;
  expect(model.locate(schema)).toMatchObject({
    file: "small.yaml",
    line: 9,
    pointer: "/paths/~1a/get/parameters/0/schema",
  });
});

describe("a keyword knows its line", () => {
  const lineOf = (schema: string, keyword: string, item?: number | string, version = "3.1.0"): string => {
    const model = modelOf({
      version,
      paths: `  /a:\n    get:\n      parameters:\n        - name: p\n          in: query\n          schema:\n${schema
        .split("\n")
        .map((line) => `            ${line}`)
        .join("\n")}\n      responses: {}\n`,
    });
    const read = model.operations[0]?.parameters[0]?.schema as SchemaObject;
    const { pointer, line } = model.locate(read, keyword, item);
    return `${pointer.replace(/^.*\/schema/, "")} ${line}`;
  };

  test("and an item of it does, too", () => {
    expect(lineOf("type: string\nmaxLength: 3", "maxLength")).toBe("/maxLength 11");
    expect(lineOf("type: string\nenum:\n  - a\n  - b", "enum", 1)).toBe("/enum/1 13");
  });

  test("also where a null was taken out of a union or of a list of types", () => {
    const union = "anyOf:\n  - type: 'null'\n  - type: string\n    maxLength: 3\ntitle: P";
    expect(lineOf(union, "maxLength")).toBe("/anyOf/1/maxLength 13");
    expect(lineOf("anyOf:\n  - type: 'null'\n  - type: string\n  - type: integer", "anyOf", 1)).toBe("/anyOf/2 13");
    expect(lineOf("type: [\n  'null',\n  string,\n  integer]", "type", 1)).toBe("/type/2 13");
    expect(lineOf("type: string\nenum:\n  - null\n  - a\nnullable: true", "enum", 0, "3.0.0")).toBe("/enum/1 13");
  });

  test("and so does the null that was taken out", () => {
    const nulls = (schema: string, version = "3.1.0"): string[] =>
      parameterOf(`{ name: p, in: query, schema: ${schema} }`, version).unwritable.map(({ pointer }) =>
        pointer.replace(/^.*\/schema/, ""),
      );
    expect(nulls("{ anyOf: [{ type: string }, { type: 'null' }] }")).toEqual(["/anyOf/1"]);
    expect(nulls("{ type: [string, 'null'] }")).toEqual(["/type/1"]);
    expect(nulls("{ type: string, nullable: true }", "3.0.0")).toEqual(["/nullable"]);
    expect(nulls("{ type: 'null' }")).toEqual([]);
  });
});
