import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DocumentError } from "@workshop/openapi";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compile, type GeneratedClient, generateClient } from "./agreement/generated-client.ts";
import { documentWith, operation, refusalOf } from "./requests/client-of.ts";

/** In milliseconds: it compiles a client. */
vi.setConfig({ testTimeout: 120_000 });

const big = { type: "integer", format: "int64", "x-bigint": true };
const json = (schema: object): object => ({ "application/json": { schema } });
const inJson = { "content-type": "application/json" };
const numbered = { type: "object", properties: { id: big } };
const thing = { $ref: "#/components/schemas/Thing" };

const DOCUMENT = documentWith(
  {
    "/things/{id}": {
      post: operation("sendThing", {
        parameters: [
          { name: "id", in: "path", required: true, schema: big },
          { name: "after", in: "query", schema: { ...big, minimum: 1 } },
          { name: "ids", in: "query", explode: false, schema: { type: "array", items: big } },
        ],
        requestBody: { content: json(thing) },
        responses: {
          200: { description: "ok", headers: { "X-Id": { schema: big } }, content: json(thing) },
          404: { description: "no", content: json(thing) },
        },
      }),
    },
    "/purge": {
      post: operation("purge", {
        requestBody: { content: json({ type: "object", properties: { ids: { type: "array", items: numbered } } }) },
        "x-outcome": {
          completion: "completed",
          job: "job",
          count: "count",
          asked: "body.ids",
          answered: "gone",
          findOut: "look",
        },
        responses: {
          200: {
            description: "ok",
            content: json({
              type: "object",
              properties: { job: big, count: big, gone: { type: "array", items: numbered } },
            }),
          },
        },
      }),
    },
    "/plain": {
      post: operation("plain", {
        requestBody: { content: json({ type: "object", properties: { id: { type: "integer", format: "int64" } } }) },
        responses: {
          200: { description: "ok", content: json({ type: "object", properties: { id: { type: "integer" } } }) },
        },
      }),
    },
  },
  {
    components: {
      schemas: {
        Thing: {
          type: "object",
          properties: {
            id: big,
            any: { type: "integer", "x-bigint": true },
            list: { type: "array", items: big },
            map: { type: "object", additionalProperties: big },
            next: thing,
            none: { ...big, nullable: true },
            even: { ...big, multipleOf: 2 },
            size: { type: "number" },
            text: { type: "string" },
            either: {
              anyOf: [
                { type: "object", required: ["k"], properties: { k: { type: "string", enum: ["a"] }, v: big } },
                { type: "object", required: ["n"], properties: { n: { type: "integer" }, v: { type: "number" } } },
              ],
            },
          },
        },
      },
    },
  },
);

interface AnyOperation {
  (input?: unknown): Promise<unknown>;
  plan(input?: unknown): { readonly url: string; readonly body: unknown };
  result(input?: unknown): Promise<{
    readonly status: unknown;
    readonly data: unknown;
    readonly headers: object;
    readonly receipt: object;
  }>;
}

const folder = mkdtempSync(join(tmpdir(), "bigints-"));
let client: GeneratedClient;
let send: AnyOperation | undefined;
let purge: AnyOperation | undefined;
let plain: AnyOperation | undefined;
let answer: () => Response;

beforeAll(async () => {
  client = await generateClient(folder, DOCUMENT);
  const made = await client.create(() => Promise.resolve(answer()));
  ({ sendThing: send, purge, plain } = made as unknown as Record<string, AnyOperation>); // as the document has them
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a response of this text is read as. */
function read(text: string, status = 200): Promise<unknown> | undefined {
  answer = () => new Response(text, { status, headers: { "content-type": "application/json; charset=utf-8" } });
  return send?.({ path: { id: 1n } });
}

describe("an integer with x-bigint", () => {
  test("is written without loss: in paths, queries and bodies, as JSON numbers there", () => {
    const input = {
      path: { id: 9007199254740993n },
      query: { after: 9223372036854775807n, ids: [1n, 9007199254740995n, 3] },
      body: {
        id: -9223372036854775808n,
        list: [9007199254740993n, 2],
        map: { 'a"b': 0n },
        next: { none: null },
        text: "é",
      },
    };
    const planned = send?.plan(input);
    expect(planned?.url).toMatch(/\/things\/9007199254740993\?after=9223372036854775807&ids=1,9007199254740995,3$/u);
    expect(planned?.body).toBe(
      '{"id":-9223372036854775808,"list":[9007199254740993,2],"map":{"a\\"b":0},"next":{"none":null},"text":"é"}',
    );
  });

  test.each<[body: object, words: RegExp]>([
    [{ id: 2 ** 53 }, /body\.id: is beyond what a number holds exactly: give a bigint/u],
    [{ id: 9223372036854775808n }, /body\.id: must satisfy format: .*int64/u],
    [{ id: -9223372036854775809n }, /body\.id/u],
    [{ id: 1.5 }, /body\.id/u],
    [{ id: "1" }, /body\.id/u],
    [{ id: null }, /body\.id/u],
    [{ even: 9007199254740993n }, /body\.even: must satisfy multipleOf/u],
    [{ size: 1n }, /body\.size/u],
    [{ other: 1n }, /body\.other/u],
  ])("is refused where it is none of its schema", async (body, words) => {
    expect(await refusalOf(() => send?.plan({ path: { id: 1 }, body }))).toMatch(words);
  });

  test("keeps to its limits in a query, too", async () => {
    expect(await refusalOf(() => send?.plan({ path: { id: 1 }, query: { after: 0n } }))).toMatch(/minimum/u);
    expect(await refusalOf(() => send?.plan({ path: { id: 2 ** 60 } }))).toMatch(/path\.id.*give a bigint/u);
  });

  test.each<[text: string, data: object]>([
    ['{"id":9007199254740993}', { id: 9007199254740993n }],
    ['{"id":5,"size":5}', { id: 5n, size: 5 }],
    ['{"id":-9223372036854775808,"size":9007199254740993}', { id: -9223372036854775808n, size: 9007199254740992 }],
    ['{"any":123456789012345678901234567890}', { any: 123456789012345678901234567890n }],
    [
      '{"list":[1,9007199254740993],"map":{"a":9007199254740993}}',
      { list: [1n, 9007199254740993n], map: { a: 9007199254740993n } },
    ],
    ['{"next":{"next":{"id":9007199254740995}}}', { next: { next: { id: 9007199254740995n } } }],
    ['{"none":null,"later":9007199254740993}', { none: null, later: 9007199254740992 }],
    [
      '{ "text" : "a\\"9007199254740993\\\\" , "id" : 9007199254740993 }',
      { text: 'a"9007199254740993\\', id: 9007199254740993n },
    ],
    ['{"either":{"k":"a","v":9007199254740993}}', { either: { k: "a", v: 9007199254740993n } }],
    ['{"either":{"n":1,"v":7}}', { either: { n: 1, v: 7 } }],
    ['{"id":1.0,"even":2e0}', { id: 1n, even: 2n }],
  ])("is read without loss, and nothing else becomes one: %s", async (text, data) => {
    expect(await read(text)).toEqual(data);
  });

  test.each(['{"id":9223372036854775808}', '{"id":1e30}', '{"id":1.5}', '{"id":"1"}', '{"id":1,"id":2}'])(
    "is no success where it is not as declared: %s",
    async (text) => {
      await expect(read(text)).rejects.toMatchObject({ name: "OutcomeUnknownError" });
    },
  );

  test("is read in failures and in headers", async () => {
    await expect(read('{"id":9007199254740993}', 404)).rejects.toMatchObject({ body: { id: 9007199254740993n } });
    answer = () => Response.json({}, { headers: { "x-id": "9007199254740993" } });
    expect((await send?.result({ path: { id: 1 } }))?.headers).toEqual({ "X-Id": 9007199254740993n });
  });

  test("is read from megabytes of text", async () => {
    const text = `"\\"${"x".repeat(4_000_000)}"`;
    expect(await read(`{"text":${text},"id":9007199254740993}`)).toMatchObject({ id: 9007199254740993n });
  });
});

describe("what is kept of a call can be written as JSON, a bigint in it as the text that was sent or came", () => {
  const input = { path: { id: 9007199254740993n }, query: { ids: [1n, 2] }, body: { next: { list: [3n] } } };
  const shown = { path: { id: "9007199254740993" }, query: { ids: ["1", 2] }, body: { next: { list: ["3"] } } };

  test("a receipt, whose input it does not change for the caller", async () => {
    answer = () => Response.json({});
    const { receipt } = (await send?.result(input)) ?? {};
    expect(JSON.parse(JSON.stringify(receipt))).toMatchObject({ input: shown });
    expect(input.path.id).toBe(9007199254740993n);
  });

  test("an error, whose body still has the bigint", async () => {
    const text = '{"id":9007199254740993,"list":[1],"next":{"id":2}}';
    const error = await read(text, 404)?.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ body: { id: 9007199254740993n } });
    const body = { id: "9007199254740993", list: ["1"], next: { id: "2" } };
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ body, receipt: { input: { path: { id: "1" } } } });
  });

  test("what the server says it did, and that it is not what was asked for", async () => {
    answer = () => new Response('{"job":9007199254740993,"count":3,"gone":[{"id":2}]}', { headers: inJson });
    const { receipt } = (await purge?.result({ body: { ids: [{ id: 1n }, { id: 2n }] } })) ?? {};
    expect(JSON.parse(JSON.stringify(receipt))).toMatchObject({
      job: "9007199254740993",
      count: 3,
      difference: { asked: 2, count: 3, notReported: [{ id: "1" }] },
    });
  });
});

describe("the client", () => {
  test("types it as bigint: beside number in what is sent, alone in what is read", () => {
    const program = [
      'import { createSmallClient } from "./generated/index.ts";',
      "type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
      "declare function equal<A, B>(is: Equal<A, B>): void;",
      "const client = createSmallClient();",
      "const data = await client.sendThing({ path: { id: 5n }, query: { ids: [1n, 2] }, body: { id: 5n, next: { any: 3 } } });",
      "equal<typeof data.id, bigint | undefined>(true);",
      "equal<typeof data.list, bigint[] | undefined>(true);",
      "equal<typeof data.none, bigint | null | undefined>(true);",
      "equal<typeof data.size, number | undefined>(true);",
      "// @ts-expect-error a text",
      'client.sendThing({ path: { id: "5" } });',
      "const other = await client.plain({ body: { id: 5 } });",
      "equal<typeof other.id, number | undefined>(true);",
    ];
    expect([...compile(client, program)]).toEqual([]);
  });

  test("has nothing of it where no schema says it, where a bigint is refused", async () => {
    const text = readFileSync(join(folder, "generated", "operations.ts"), "utf8");
    expect(text.split("export const plain")[1]).not.toMatch(/bigInteger|exactJson/u);
    expect(await refusalOf(() => plain?.plan({ body: { id: 1n } }))).toMatch(/body\.id/u);
  });
});

test.each<[words: string, operation: object]>([
  ["a text", { parameters: [{ name: "q", in: "query", schema: { type: "string", "x-bigint": true } }] }],
  ["an enum", { parameters: [{ name: "q", in: "query", schema: { ...big, enum: [1] } }] }],
  ["a stream", { responses: { 200: { description: "ok", content: { "application/jsonl": { schema: big } } } } }],
  [
    "the input of an operation with rules",
    {
      "x-unbounded": { when: { properties: { query: { required: ["q"] } } }, message: "m" },
      parameters: [{ name: "q", in: "query", schema: big }],
    },
  ],
])("x-bigint of %s is refused at generation, with its place", async (_words, rest) => {
  const other = mkdtempSync(join(tmpdir(), "bigints-"));
  const made = generateClient(other, documentWith({ "/a": { get: operation("a", rest) } }));
  await expect(made).rejects.toThrow(DocumentError);
  await expect(made).rejects.toThrow(/x-bigint/u);
  rmSync(other, { recursive: true });
});
