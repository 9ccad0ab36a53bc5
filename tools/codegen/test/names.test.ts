import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { camelCase, isObject, isOfClients, type Model } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import { describe, expect, test, vi } from "vitest";
import { notesOn } from "../src/emit/notes.ts";
import { coreNames, exportedNames, writePackage } from "../src/emit/package.ts";
import { SecurityNames } from "../src/emit/security.ts";
import { TypeNames } from "../src/emit/type-names.ts";
import { compile, generateClient } from "./agreement/generated-client.ts";
import { modelOf } from "./small-model.ts";

/** In milliseconds: some compile a client. */
vi.setConfig({ testTimeout: 120_000 });

const folder = (): string => mkdtempSync(join(tmpdir(), "names-"));

/** What a document may call its operations, and what generated code, clients or the language call something else. */
const OPERATION_IDS = (
  "options then security transport jsonBody read constructor toString toJSON valueOf hasOwnProperty operation operations " +
  "schemas client createTransport createRead all string lazy inQuery mandatory keyInHeader key batch isApiError inBatches " +
  "delete default await async of static enum undefined globalThis arguments Infinity type interface name length prototype " +
  "result plan info fetch hooks auth input data paths components 取得 削除 удалить Ничего 🚀 🔥 🚀launch 🔥launch 42 " +
  "__proto__ get_b get-b"
).split(" ");

/** What a document may call its schemas. */
const SCHEMAS = (
  "Issue Receipt ApiError Promise Record Date Blob Array Readonly Check Transport Methods OptionsInput 取得 Ω ω pet Pet foo-bar " +
  "foo_bar FooBar FooBarRequest constructor __proto__ 🚀 🔥 SmallClient SmallAuth Error Map Default"
).split(" ");

function crowdedDocument(order: <Item>(items: readonly Item[]) => readonly Item[]): object {
  const ids = order(OPERATION_IDS.map((operationId, index) => ({ operationId, path: `/p${index}` })));
  const schema = {
    type: "object",
    required: ["tags"],
    properties: { tags: { type: "array", items: { type: "string" } } },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Crowded", version: "1" },
    servers: [{ url: "https://small.example" }],
    paths: Object.fromEntries(
      ids.map(({ operationId, path }, index) => {
        const name = SCHEMAS[Number(path.slice(2)) % SCHEMAS.length];
        const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
        return [
          path,
          {
            post: {
              operationId,
              security: [{ key: [] }],
              parameters: [{ name: "q", in: "query", schema: { type: "string" } }],
              requestBody: { required: index % 2 === 0, content },
              responses: { 200: { description: "done", content } },
            },
          },
        ];
      }),
    ),
    components: {
      securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
      schemas: Object.fromEntries(order(SCHEMAS).map((name) => [name, schema])),
    },
  };
}

describe("whatever a document calls its operations and schemas", () => {
  test("the client compiles, and each method makes its own request", async () => {
    const client = await generateClient(
      folder(),
      crowdedDocument((items) => items),
    );
    expect([...compile(client, ["export {};"]).values()]).toEqual([]);
    const urls: string[] = [];
    const operations = await client.create(
      (url) => {
        urls.push(String(url));
        return Promise.resolve(Response.json({ tags: ["a"] }));
      },
      { auth: { key: "k" } },
    );
    // A client that could be awaited would be called by it.
    expect(await operations).toBe(operations);
    const expected = client.model.operations.map(({ path }) => `https://small.example${path}?q=x`);
    for (const { name } of client.model.operations) {
      await operations[name]?.({ query: { q: "x" }, body: { tags: ["a"] } });
    }
    expect(urls).toEqual(expected);
    expect(urls).toHaveLength(OPERATION_IDS.length);
  });

  test("each has the same name whatever the order of the document", async () => {
    const namesOf = (order: Parameters<typeof crowdedDocument>[0]): unknown => {
      const model = modelOf(JSON.stringify(crowdedDocument(order)));
      const { renamed } = new TypeNames(model, ["Issue"]);
      const { values, types } = exportedNames(model, "Small");
      return {
        operations: Object.fromEntries(model.operations.map(({ path, name }) => [path, name])),
        renamed: Object.fromEntries(renamed.map(({ schema, name }) => [schema, name])),
        exported: [[...values].sort(), [...types].sort()],
      };
    };
    expect(namesOf((items) => items.toReversed())).toEqual(namesOf((items) => items));
  });

  test("a schema whose name is taken, or comes to that of another, has one of its own, and that is told", () => {
    const model = modelOf(JSON.stringify(crowdedDocument((items) => items)));
    const names = new Map(new TypeNames(model, ["Issue", "取得"]).renamed.map(({ schema, name }) => [schema, name]));
    expect(Object.fromEntries(names)).toMatchObject({
      Issue: "IssueSchema",
      取得: "取得Schema",
      pet: "PetInLowerCase",
      Pet: "PetInUpperCase",
      "foo-bar": "FooDashBar",
      foo_bar: "FooUnderscoreBar",
      "🚀": "U1f680",
    });
    expect(new Set(names.values()).size).toBe(names.size);
  });
});

test("no operation takes the name of what client-core exports, or of one of its types", () => {
  for (const name of coreNames()) {
    const [, base = name] = /^(.+)(?:Data|Input|Result)$/u.exec(name) ?? [];
    const isClear = base === name ? camelCase(name) !== name : false;
    expect([name, isClear || isOfClients(camelCase(base))]).toEqual([name, true]);
  }
});

test("an operation that is called as the client's own function is refused, with the line to write", async () => {
  const model = modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths: { /a: { post: { operationId: createSmallClient, responses: { "204": { description: done } } } } }
`);
  const refusal: unknown = await writePackage(model, "Small").catch((error: unknown) => error);
  expect(isObject(refusal) || refusal instanceof Error).toBe(true);
  expect(String(refusal)).toContain(`target: "$.paths['/a'].post", update: { operationId: ... }`);
});

/** Files are named as from the document's own folder. */
const notesBeside = (model: Model): string[] => notesOn(model, dirname(model.operations[0]?.source.file ?? ""));

test("what the client cannot do by itself for a security scheme is told, and how its user does", () => {
  const scheme = (name: string, type: string): string => `    ${name}: ${type}\n`;
  const model = modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths: { /a: { get: { operationId: read, security: [{ mtls: [], key: [] }, { Digest: [] }, { Hoba: [] }], responses: {} } } }
components:
  securitySchemes:
${scheme("mtls", "{ type: mutualTLS }")}${scheme("key", "{ type: apiKey, in: header, name: X-Key }")}${scheme("Digest", "{ type: http, scheme: digest }")}${scheme("Hoba", "{ type: http, scheme: HOBA }")}${scheme("unused", "{ type: mutualTLS }")}`);
  expect(notesBeside(model)).toEqual([
    expect.stringMatching(/^the security scheme mtls is mutual TLS: .* option `fetch`/u),
    expect.stringMatching(
      /^the HTTP scheme digest of Digest .* `auth.digest` is the whole Authorization header.* challenge/u,
    ),
    expect.stringMatching(/^the HTTP scheme hoba of Hoba .* `auth.hoba` is the whole Authorization header/u),
    "the client has no `read` of its own: GET /a is called so",
  ]);
});

test("a schema that nothing satisfies is told, with the property that one part demands and another forbids", () => {
  const model = modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      operationId: make
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Child" } } } }
      responses: { "204": { description: done } }
components:
  schemas:
    Base: { type: object, additionalProperties: false, properties: { a: { type: string } } }
    Fine: { allOf: [{ $ref: "#/components/schemas/Base" }, { required: [a] }] }
    Child:
      allOf:
        - $ref: "#/components/schemas/Base"
        - { type: object, required: [b], properties: { b: { $ref: "#/components/schemas/Fine" } } }
`);
  expect(notesBeside(model)).toEqual([
    expect.stringMatching(/^nothing satisfies the schema at small.yaml:13: it demands `b`/u),
  ]);
  const named = [...model.schemas].find(([name]) => name.endsWith("/Child"))?.[1] ?? true;
  expect(new SchemaChecker(model).accepts(named, { a: "x", b: { a: "y" } }, "request")).toBe(false);
  expect(new SchemaChecker(model).accepts(named, { a: "x" }, "request")).toBe(false);
});

test("a discriminator that names a property of what is around its union is told", () => {
  const model = modelOf(`openapi: 3.0.3
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      operationId: make
      requestBody:
        content:
          application/json:
            schema:
              properties:
                kind: { type: string }
                settings:
                  oneOf: [{ $ref: "#/components/schemas/Upper" }, { $ref: "#/components/schemas/Lower" }]
                  discriminator: { propertyName: kind }
                other:
                  oneOf: [{ $ref: "#/components/schemas/Upper" }, { $ref: "#/components/schemas/Lower" }]
                  discriminator: { propertyName: size }
      responses: { "204": { description: done } }
components:
  schemas:
    Upper: { type: object, properties: { bucket: { type: string }, size: { type: string } } }
    Lower: { type: object, properties: { folder: { type: string } } }
`);
  expect(notesBeside(model)).toEqual([
    expect.stringMatching(/^the discriminator of the schema at small.yaml:13 names `kind`/u),
  ]);
});

test("a schema whose parts are of types that exclude each other is told, and one of an integer that is a number is not", () => {
  const model = modelOf(`openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /a:
    post:
      operationId: make
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Neither" } } } }
      responses: { "200": { description: done, content: { application/json: { schema: { $ref: "#/components/schemas/Fine" } } } } }
components:
  schemas:
    Fine: { allOf: [{ type: [number, "null"] }, { type: integer }] }
    Neither: { allOf: [{ type: string }, { type: integer }] }
`);
  expect(notesBeside(model)).toEqual([
    expect.stringMatching(
      /^nothing satisfies the schema at small.yaml:12: no value is of all the types that the parts/u,
    ),
  ]);
});

test.each([
  ["https://api.example.com/v1", "token", "/token"],
  ["https://api.example.com/v1", "/token", "/../token"],
  ["https://{tenant}.example.com/v1/api", "/v1/token", "/../../v1/token"],
  ["https://api.example.com/v1", "https://api.example.com/oauth/token", "/../oauth/token"],
  ["/v1", "/token", "/../token"],
  ["https://api.example.com", "/token", "/token"],
  ["https://api.example.com/v1", "https://login.example.com/token", "https://login.example.com/token"],
])("a token URL on the document's server moves with it: of %s, %s", (server, tokenUrl, expected) => {
  const model = modelOf(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Small", version: "1" },
      servers: [{ url: server, variables: { tenant: { default: "demo" } } }],
      paths: { "/a": { get: { operationId: "readA", security: [{ oauth: [] }], responses: {} } } },
      components: {
        securitySchemes: { oauth: { type: "oauth2", flows: { password: { tokenUrl, scopes: {} } } } },
      },
    }),
  );
  expect(new SecurityNames(model).write("Small").text).toContain(`{ password: ${JSON.stringify(expected)} }`);
});
