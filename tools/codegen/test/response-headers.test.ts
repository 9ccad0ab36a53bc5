import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compile, type GeneratedClient, generateClient } from "./agreement/generated-client.ts";

/** In milliseconds: it compiles a client. */
vi.setConfig({ testTimeout: 120_000 });

const integer = { schema: { type: "integer" } };
const item = { "application/json": { schema: { type: "object", properties: { id: { type: "integer" } } } } };

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Small", version: "1" },
  servers: [{ url: "https://small.example" }],
  paths: {
    "/thing": {
      get: {
        operationId: "getThing",
        responses: {
          200: {
            description: "ok",
            headers: {
              "X-Left": { required: true, description: "How many calls are left.", schema: { type: "integer" } },
              "X-Share": { schema: { type: "number", maximum: 1 } },
              "X-Fresh": { schema: { type: "boolean" } },
              "X-Version": { schema: { type: "string" } },
              "X-Mood": { schema: { type: "string", enum: ["calm", "busy"] } },
              "X-Ids": { schema: { type: "array", items: { type: "integer" } } },
              "X-Names": { schema: { type: "array", items: { type: "string" } } },
              "X-Reset": { schema: { anyOf: [{ type: "integer" }, { type: "string", enum: ["never"] }] } },
              "X-Object": { schema: { type: "object", properties: { a: { type: "integer" } } } },
              "X-Content": { content: { "application/json": { schema: { type: "integer" } } } },
              "Content-Type": { schema: { type: "string" } },
              "Set-Cookie": { schema: { type: "string" } },
            },
            content: item,
          },
          202: { description: "later" },
          404: { description: "none", headers: { "Retry-After": integer } },
          "4XX": { description: "no", headers: { "X-Left": { schema: { $ref: "#/components/schemas/Count" } } } },
          default: { description: "no", headers: { "X-Trace": { schema: { type: "string" } } } },
        },
      },
    },
    "/events": {
      get: {
        operationId: "getEvents",
        responses: {
          200: {
            description: "ok",
            headers: { "X-Left": integer },
            content: { "text/event-stream": { schema: { type: "string" } } },
          },
        },
      },
    },
    "/pages": {
      get: {
        operationId: "getPages",
        "x-pagination": { style: "link" },
        parameters: [{ name: "page", in: "query", schema: { type: "integer" } }],
        responses: {
          200: {
            description: "ok",
            headers: { Link: { schema: { type: "string" } } },
            content: { "application/json": { schema: { type: "array", items: { type: "integer" } } } },
          },
        },
      },
    },
    "/plain": { get: { operationId: "getPlain", responses: { 204: { description: "ok" } } } },
  },
  components: { schemas: { Count: { type: "integer", minimum: 0 } } },
};

interface AnyResult {
  readonly status: number | string;
  readonly data: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly response: { readonly headers: Headers };
}

interface AnyOperation {
  (input?: unknown): Promise<unknown>;
  result(input?: unknown): Promise<AnyResult>;
  pages(input?: unknown): AsyncGenerator<unknown>;
}

interface AnyFake {
  readonly fetch: unknown;
  respond(operation: string, script: object): void;
}

const folder = mkdtempSync(join(tmpdir(), "headers-"));
let client: GeneratedClient;
let answer: () => Response;
let operations: Readonly<Record<string, AnyOperation>>;

beforeAll(async () => {
  client = await generateClient(folder, DOCUMENT);
  const made = await client.create(() => Promise.resolve(answer()));
  operations = made as unknown as Readonly<Record<string, AnyOperation>>; // as the document has them
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `.result` says of a response that has just these headers. */
async function resultOf(status: number, headers: Readonly<Record<string, string>>): Promise<AnyResult | undefined> {
  answer = () =>
    status === 200 ? Response.json({}, { headers }) : new Response(null, { status, headers: { ...headers } });
  return operations.getThing?.result();
}

describe("a declared header of a response", () => {
  test.each<[name: string, text: string, value: unknown]>([
    ["X-Left", "5", 5],
    ["X-Left", "-1", -1],
    ["X-Share", "0.5", 0.5],
    ["X-Share", "1e-3", 0.001],
    ["X-Fresh", "true", true],
    ["X-Fresh", "False", false],
    ["X-Version", "5", "5"],
    ["X-Version", "true", "true"],
    ["X-Version", "a, b", "a, b"],
    ["X-Mood", "calm", "calm"],
    ["X-Mood", "tired", "tired"],
    ["X-Ids", "1,2, 3", [1, 2, 3]],
    ["X-Ids", "7", [7]],
    ["X-Names", "a,5,true", ["a", "5", "true"]],
    ["X-Reset", "60", 60],
    ["X-Reset", "never", "never"],
    ["X-Object", "a,1", "a,1"],
    ["X-Content", "5", "5"],
  ])("%s: %s is read as its schema says", async (name, text, value) => {
    expect((await resultOf(200, { [name]: text }))?.headers).toEqual({ [name]: value });
  });

  test.each([
    ["X-Left", "many"],
    ["X-Left", "1.5"],
    ["X-Left", "0x10"],
    ["X-Left", "5, 6"],
    ["X-Left", ""],
    ["X-Share", "2"],
    ["X-Fresh", "yes"],
    ["X-Ids", "1,b"],
  ])("that says %s: %s, which does not fit, is left out, and takes nothing from a success", async (name, text) => {
    const result = await resultOf(200, { [name]: text });
    expect(result).toMatchObject({ status: 200, data: {}, headers: {} });
    expect(Object.keys(result?.headers ?? {})).toEqual([]);
    expect(result?.response.headers.get(name)).toBe(text);
  });

  test("belongs to its own response: by status, by range, by default", async () => {
    const sent = { "X-Left": "3", "Retry-After": "9", "X-Trace": "t" };
    expect(await resultOf(404, sent)).toMatchObject({ status: 404, headers: { "Retry-After": 9 } });
    expect(await resultOf(429, sent)).toMatchObject({ status: "4XX", headers: { "X-Left": 3 } });
    expect(await resultOf(500, sent)).toMatchObject({ status: "default", headers: { "X-Trace": "t" } });
    expect(Object.keys((await resultOf(500, sent))?.headers ?? {})).toEqual(["X-Trace"]);
    expect(await resultOf(202, sent)).not.toHaveProperty("headers");
    expect(await resultOf(203, sent)).toMatchObject({ status: "undeclared" });
    expect(await resultOf(203, sent)).not.toHaveProperty("headers");
  });

  test("is read of streams and pages, too, which are as they were", async () => {
    answer = () => new Response("data: a\n\n", { headers: { "content-type": "text/event-stream", "x-left": "1" } });
    const result = await operations.getEvents?.result();
    expect(result?.headers).toEqual({ "X-Left": 1 });
    const items: unknown[] = [];
    const stream = result?.data as AsyncIterable<unknown> | undefined; // its media type says so
    for await (const one of stream ?? []) items.push(one);
    expect(items).toEqual(["a"]);
    answer = () => Response.json([1], { headers: { link: "<https://small.example/pages>; rel=last" } });
    const pages: unknown[] = [];
    for await (const page of operations.getPages?.pages() ?? []) pages.push(page);
    expect(pages).toEqual([[1]]);
  });

  test("is nothing that somebody has put on Object.prototype", async () => {
    const polluted = Object.prototype as { 202?: unknown; "X-Left"?: unknown };
    polluted[202] = { "X-Left": () => 1 };
    polluted["X-Left"] = 7;
    try {
      expect(Object.hasOwn((await resultOf(202, {})) ?? {}, "headers")).toBe(false);
      expect((await resultOf(200, {}))?.headers?.["X-Left"]).toBeUndefined();
    } finally {
      delete polluted[202];
      delete polluted["X-Left"];
    }
  });
});

describe("the client", () => {
  test("types declared headers, any of which may be missing", () => {
    const program = [
      'import { createSmallClient } from "./generated/index.ts";',
      'import { createSmallFake } from "./generated/testing.ts";',
      "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
      "declare function equal<A, B>(is: Equal<A, B>): void;",
      "const result = await createSmallClient().getThing.result();",
      "if (result.status === 200) {",
      '  equal<typeof result.headers["X-Left"], number | undefined>(true);',
      '  equal<typeof result.headers["X-Fresh"], boolean | undefined>(true);',
      '  equal<typeof result.headers["X-Names"], string[] | undefined>(true);',
      '  equal<typeof result.headers["X-Object"], string | undefined>(true);',
      '  equal<typeof result.headers["X-Content"], string | undefined>(true);',
      "  // @ts-expect-error it is ignored",
      '  void result.headers["Content-Type"];',
      "  // @ts-expect-error cookies are nobody's business",
      '  void result.headers["Set-Cookie"];',
      "}",
      'if (result.status === 404) equal<typeof result.headers["Retry-After"], number | undefined>(true);',
      'if (result.status === "4XX") equal<typeof result.headers["X-Left"], number | undefined>(true);',
      'if (result.status === "default") equal<typeof result.headers["X-Trace"], string | undefined>(true);',
      "// @ts-expect-error it declares none",
      "if (result.status === 202) void result.headers;",
      "// @ts-expect-error nobody knows what it has",
      'if (result.status === "undeclared") void result.headers;',
      "void createFake;",
    ];
    expect([
      ...compile(
        client,
        program.filter((line) => !line.includes("createFake")),
      ),
    ]).toEqual([]);
  });

  test("is told by its fake what a server says in headers", async () => {
    const module: unknown = await import(pathToFileURL(join(folder, "generated", "testing.ts")).href);
    const { createSmallFake } = module as { createSmallFake: () => AnyFake }; // what was just generated
    const fake = createSmallFake();
    const made = await client.create(fake.fetch as typeof globalThis.fetch); // as far as clients use it
    fake.respond("getThing", {
      status: 200,
      body: { id: 1 },
      headers: { "X-Left": 5, "X-Ids": [1, 2], "X-Fresh": false },
    });
    const { getThing } = made as unknown as typeof operations; // as above
    expect((await getThing?.result())?.headers).toEqual({ "X-Left": 5, "X-Ids": [1, 2], "X-Fresh": false });
  });

  test("has nothing of it where no response declares a header", () => {
    const text = readFileSync(join(folder, "generated", "operations.ts"), "utf8");
    expect(text.split("export const getPlain")[1]).not.toMatch(/withHeaders/u);
    expect(text.match(/withHeaders\(/gu)).toHaveLength(3);
  });
});
