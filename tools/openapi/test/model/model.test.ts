import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyOverlay } from "../../src/document/overlay.ts";
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

  test("leave out `nullable` in 3.1, which has no such keyword, so that nobody takes it for one", () => {
    expect(schemaOf("{ type: string, nullable: true }", "3.1.0")).toEqual({ type: "string" });
    expect(schemaOf("{ type: object, properties: { nullable: { type: string } } }", "3.1.0")).toEqual({
      type: "object",
      properties: { nullable: { type: "string" } },
    });
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

  test("asks for a credential of its own for each scheme, whatever the schemes are called", () => {
    const schemes = ["api_key", "apiKey", "constructor", "🔑", "__proto__", "default"];
    const declared = schemes.map((name) => `    ${JSON.stringify(name)}: { type: apiKey, in: header, name: X-Key }\n`);
    const { securitySchemes } = modelOf({
      rest: `components:\n  securitySchemes:\n${declared.join("")}`,
      paths: "  {}\n",
    });
    expect(securitySchemes.map(({ credential }) => credential)).toEqual([
      "apiUnderscoreKey",
      "apiKeyScheme",
      "constructor_",
      "_",
      "proto",
      "default",
    ]);
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
  interface Declared {
    readonly path: string;
    readonly method?: string;
    readonly id?: string;
  }
  const document = (declared: readonly Declared[]): string =>
    declared
      .map(({ path, method = "get", id }) => {
        const operation = { ...(id === undefined ? {} : { operationId: id }), responses: {} };
        return `  ${JSON.stringify(path)}: { ${method}: ${JSON.stringify(operation)} }\n`;
      })
      .join("");
  const named = (...declared: readonly Declared[]): Record<string, string> => {
    const { operations } = modelOf({ paths: document(declared) });
    return Object.fromEntries(operations.map(({ method, path, name }) => [`${method} ${path}`, name]));
  };

  test.each([
    ["delete_by-metadata", "deleteByMetadata"],
    ["getHTML", "getHTML"],
    ["API Key", "apiKey"],
    ["delete", "delete_"],
    ["42", "_42"],
    ["Größe löschen", "größeLöschen"],
    ["取得", "取得"],
    ["e\u0301tat", "\u00e9tat"],
  ])("come from the operationId as an identifier: %s is %s", (id, name) => {
    expect(named({ path: "/a", id })).toEqual({ "get /a": name });
  });

  test("come from method and path where the document gives none, or one that says nothing", () => {
    expect(
      named({ path: "/v1/things/{id}", method: "delete" }, { path: "/b", id: "🚀" }, { path: "/c", id: "" }),
    ).toEqual({
      "delete /v1/things/{id}": "deleteV1ThingsById",
      "get /b": "getB",
      "get /c": "getC",
    });
  });

  test("tell operations apart whose operationIds come to the same", () => {
    expect(named({ path: "/a", id: "read_it" }, { path: "/b", id: "read-it" }, { path: "/c", id: "readThat" })).toEqual(
      {
        "get /a": "getA",
        "get /b": "getB",
        "get /c": "readThat",
      },
    );
  });

  test("tell paths apart that come to the same", () => {
    expect(
      named({ path: "/a/b" }, { path: "/a/{b}" }, { path: "/c" }, { path: "/c/" }, { path: "/d", id: "getC" }),
    ).toEqual({
      "get /a/b": "getAB",
      "get /a/{b}": "getAByB",
      "get /c": "getSlashC",
      "get /c/": "getCSlash",
      "get /d": "getD",
    });
  });

  test("are those of other operations under no order of the document", () => {
    const ids = fc.constantFrom("read_a", "read-a", "getA", "get b", "取得", "削除", "🚀", "raw", "", undefined);
    const paths = fc.constantFrom("/a", "/a/", "/b", "/a/b", "/a/{b}", "/削除", "/c");
    const operations = fc.uniqueArray(
      fc.tuple(paths, ids).map(([path, id]) => ({ path, ...(id === undefined ? {} : { id }) })),
      { selector: ({ path }) => path, minLength: 1, maxLength: 7 },
    );
    const pair = operations.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(pair, ([declared, shuffled]) => {
        const names = named(...declared);
        expect(named(...shuffled)).toEqual(names);
        expect(new Set(Object.values(names)).size).toBe(declared.length);
      }),
    );
  });

  test("never come to mean another operation when one is added", () => {
    const before = [
      { path: "/a/{b}" },
      { path: "/c" },
      { path: "/d", id: "getE" },
      { path: "/f", id: "get_user" },
    ] as const;
    for (const added of [{ path: "/a/b" }, { path: "/x", id: "getC" }, { path: "/e" }, { path: "/y", id: "getUser" }]) {
      const [old, next] = [named(...before), named(...before, added)];
      for (const [request, name] of Object.entries(next)) {
        const meant = Object.entries(old).find(([, former]) => former === name)?.[0] ?? request;
        expect(meant).toBe(request);
      }
    }
    expect(named({ path: "/a/{b}" }, { path: "/a/b" })["get /a/{b}"]).toBe(named({ path: "/a/{b}" })["get /a/{b}"]);
  });

  test.each([
    ["then", "then_"],
    ["toJSON", "toJSON_"],
    ["constructor", "constructor_"],
    ["to_string", "toString_"],
    ["globalThis", "globalThis_"],
    ["isApiError", "isApiErrorOperation"],
    ["batch", "batchOperation"],
    ["options", "options"],
    ["security", "security"],
    ["read", "read"],
  ])("are not what the language or a client calls: %s is %s", (id, name) => {
    expect(named({ path: "/a", id })).toEqual({ "get /a": name });
  });

  test("are asked for where nothing tells two operations apart", () => {
    expect(() => named({ path: "/a" }, { path: "/A" })).toThrow(
      "no name tells `GET /a` from another operation\n  remedy: give it an `operationId` of its own, in the overlay: target: $.paths['/a'].get",
    );
    expect(named({ path: "/a-b" }, { path: "/a_b" })).toEqual({
      "get /a-b": "getSlashADashB",
      "get /a_b": "getSlashAUnderscoreB",
    });
    expect(named({ path: "/a-b" }, { path: "/a_b", id: "other" })).toEqual({
      "get /a-b": "getAB",
      "get /a_b": "other",
    });
  });
});

describe("servers", () => {
  const SERVERS = `servers:
  - url: https://{region}.example.com
    description: Production
    variables: { region: { default: eu, enum: [eu, us] } }
`;

  test("have their variables, and an address by their defaults", () => {
    const { servers } = modelOf({ rest: SERVERS, paths: "  /a:\n    get: { responses: {} }\n" });
    expect(servers).toMatchObject([
      {
        url: "https://eu.example.com",
        template: "https://{region}.example.com",
        variables: [{ name: "region", default: "eu", enum: ["eu", "us"], source: { line: 6 } }],
        description: "Production",
      },
    ]);
  });

  test("of an operation or its path item stand in for those of the document", () => {
    const { operations } = modelOf({
      rest: SERVERS,
      paths: `  /a:
    servers: [{ url: https://files.example.com }]
    get: { responses: {} }
    put: { servers: [{ url: https://uploads.example.com }], responses: {} }
  /b:
    get: { responses: {} }
`,
    });
    expect(operations.map(({ servers }) => servers.map(({ url }) => url))).toEqual([
      ["https://files.example.com"],
      ["https://uploads.example.com"],
      [],
    ]);
  });
});

test("the encoding of a form is read by property, its headers included", () => {
  const { requestBody } = operationOf({
    paths: `  /a:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { meta: { type: object }, tags: { type: array } } }
            encoding:
              meta: { contentType: application/json, headers: { X-Part: { required: true, schema: { type: string } } } }
              tags: { style: pipeDelimited, explode: false, allowReserved: true }
      responses: {}
`,
  });
  expect(Object.fromEntries(requestBody?.content[0]?.encoding ?? [])).toMatchObject({
    meta: { contentType: "application/json", headers: [{ name: "X-Part", required: true }] },
    tags: { style: "pipeDelimited", explode: false, allowReserved: true, headers: [] },
  });
});

test("a place is a pointer into the document after its overlay, whichever of the two files says it", () => {
  const document = parseFile(
    "small.yaml",
    `openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    get:
      parameters:
        - { name: gone, in: query, schema: { type: string } }
        - { name: kept, in: query, schema: { anyOf: [{ type: string }, { type: "null" }] } }
      responses: {}
`,
  );
  const overlay = applyOverlay(
    document,
    parseFile(
      "overlay.yaml",
      `overlay: 1.0.0
info: { title: Small, version: "1" }
actions:
  - { target: "$.paths['/a'].get.parameters[0]", remove: true }
  - { target: "$.paths['/a'].get", update: { operationId: readA, parameters: [{ name: more, in: query }] } }
  - { target: "$.paths['/a'].get.parameters[0].schema", update: { maxLength: 5 } }
`,
    ),
  );
  const model = buildModel("small", document, overlay);
  const [operation] = model.operations;
  if (operation === undefined) throw new Error("the document has no operation");
  const [kept, more] = operation.parameters;
  if (kept === undefined || more === undefined || typeof kept.schema !== "object")
    throw new Error("a parameter is gone");
  expect(model.placeOf(model.source)).toBe("");
  expect(model.placeOf(operation.source)).toBe("/paths/~1a/get");
  expect(model.placeOf(model.within(operation.source, "operationId"))).toBe("/paths/~1a/get/operationId");
  expect(model.placeOf(kept.source)).toBe("/paths/~1a/get/parameters/0");
  expect(kept.source.pointer).toBe("/paths/~1a/get/parameters/1");
  expect(model.placeOf(model.locate(kept.schema, "maxLength"))).toBe("/paths/~1a/get/parameters/0/schema/maxLength");
  expect(model.placeOf(model.locate(kept.schema, "type"))).toBe("/paths/~1a/get/parameters/0/schema/anyOf/0/type");
  expect(model.placeOf(more.source)).toBe("/paths/~1a/get/parameters/1");
  expect(more.source).toMatchObject({ file: "overlay.yaml", pointer: "/actions/1/update/parameters/0" });
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
])(
  "an extension that says nothing clear is refused in an overlay, and is a vendor's own word elsewhere: %s",
  (extension, message) => {
    const paths = "  /a:\n    get:\n      responses: {}\n";
    const document = parseFile("small.yaml", `openapi: 3.1.0\ninfo: { title: Small, version: "1" }\npaths:\n${paths}`);
    const action = `{ target: "$.paths['/a'].get", update: { ${extension} } }`;
    const overlay = `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: [${action}]\n`;
    const origins = applyOverlay(document, parseFile("overlay.yaml", overlay));
    expect(() => buildModel("small", document, origins)).toThrow(message);
    const { notes, operations } = modelOf({ paths: `${paths}      ${extension}\n` });
    expect(operations).toMatchObject([{ inputRules: [] }]);
    expect(notes.map(({ rule }) => rule)).toEqual([
      expect.stringMatching(/^the vendor's `x-.* is not what overlays mean/u),
    ]);
  },
);

test("a version of OpenAPI that is none of 3.0, 3.1 and 3.2 is refused with a remedy", () => {
  expect(() => modelOf({ version: "3.3.0", paths: "  {}\n" })).toThrow(
    /OpenAPI 3\.3\.0 is not supported.*3\.0, 3\.1 or 3\.2/su,
  );
  expect(modelOf({ version: "3.2.0", paths: "  {}\n" }).openapi).toBe("3.1");
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

test("what a discriminator says of an alternative stands where the alternative does", () => {
  const union = "{ oneOf: [{ $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: kind } }";
  const model = modelOf({
    paths: `  /a:\n    get:\n      parameters: [{ name: p, in: query, content: { application/json: { schema: ${union} } } }]\n      responses: {}\n`,
    rest: "components: { schemas: { Cat: { type: object, properties: { kind: { type: string } } } } }\n",
  });
  const read = model.operations[0]?.parameters[0]?.schema as SchemaObject;
  const [alternative] = (read.oneOf ?? []) as SchemaObject[];
  if (alternative === undefined) throw new Error("the union has no alternative");
  expect(alternative.required).toEqual(["kind"]);
  const place = "/paths/~1a/get/parameters/0/content/application~1json/schema/oneOf/0";
  expect(model.placeOf(model.locate(alternative))).toBe(place);
  expect(model.placeOf(model.locate(alternative, "required"))).toBe(place);
  expect(model.placeOf(model.locate(alternative, "properties", "kind"))).toBe(place);
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

const BODY = "  /a:\n    post:\n      requestBody: { required: true, content: ";
test.each([
  [
    "{ application/x-www-form-urlencoded: { schema: { type: array } } }",
    /given as the text that is sent/u,
    { type: "string" },
  ],
  ["{ application/jwt: { schema: { type: object } } }", /given as the bytes that are sent/u, { format: "binary" }],
  [
    "{ image/jpeg: { schema: { type: string, format: byte } } }",
    /given as the bytes that are sent/u,
    { format: "binary" },
  ],
  ["{ multipart/form-data: { schema: { type: string, format: binary } } }", /its schema allows no object/u, false],
  ["{ application/x-www-form-urlencoded: { schema: { type: string } } }", undefined, { type: "string" }],
  ["{ application/octet-stream: { schema: { type: string, format: binary } } }", undefined, { format: "binary" }],
] as const)(
  "a body that no values make is given as it is sent, or not at all, which is told: %s",
  (content, told, schema) => {
    const { notes, operations } = modelOf({ paths: `${BODY}${content} }\n      responses: {}\n` });
    expect(notes.map(({ rule }) => rule)).toEqual(told === undefined ? [] : [expect.stringMatching(told)]);
    const [found] = operations[0]?.requestBody?.content ?? [];
    if (schema === false) expect(found?.schema).toBe(false);
    else expect(found?.schema).toMatchObject(schema);
  },
);

test.each([
  ["{ type: { type: string } }", /`type` is not a text or a list of texts/u],
  ["{ type: string, pattern: [a] }", /`pattern` is not a text/u],
  ["{ enum: a }", /`enum` is not a list/u],
])("a schema whose keyword is something else is refused with its place: %s", (schema, message) => {
  expect(() => parameterOf(`{ name: q, in: query, schema: ${schema} }`)).toThrow(message);
});

test.each(["multipart/form-data", "application/xml", "application/jwt"])(
  "a schema that contains itself is refused in a body of %s, too",
  (mediaType) => {
    const schema =
      "{ anyOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { a: { type: string } } }] }";
    const content = `{ ${mediaType}: { schema: { $ref: "#/components/schemas/A" } } }`;
    const paths = `${BODY}${content} }\n      responses: {}\ncomponents: { schemas: { A: ${schema} } }\n`;
    expect(() => modelOf({ paths })).toThrow(/contains itself/u);
  },
);

test("a parameter is the credential where every way to authenticate has it there, and stays a parameter elsewhere", () => {
  const parameter = "parameters: [{ name: X-Key, in: header, required: true, schema: { type: string } }]";
  const namesOf = (security: string): string[] => {
    const paths = `  /a:\n    get: { ${parameter}, security: ${security}, responses: {} }\n`;
    const schemes = "key: { type: apiKey, in: header, name: x-key }, other: { type: apiKey, in: query, name: X-Key }";
    const root = `components: { securitySchemes: { ${schemes} } }\n`;
    const { operations } = modelOf({ paths: `${paths}${root}` });
    return operations.flatMap(({ parameters }) => parameters.map(({ name }) => name));
  };
  expect(namesOf("[{ key: [] }]")).toEqual([]);
  expect(namesOf("[{ key: [], other: [] }, { key: [] }]")).toEqual([]);
  for (const security of ["[]", "[{ other: [] }]", "[{ key: [] }, { other: [] }]", "[{ key: [] }, {}]"])
    expect(namesOf(security)).toEqual(["X-Key"]);
});
