import { describe, expect, test } from "vitest";
import { cookieForm, createFetchClient, headerSimple, jsonBody, textBody } from "./core.ts";
import { anyOperation, anyTransport } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

type Untyped = Record<
  string,
  (path: string, init?: object) => Promise<{ data: unknown; error: unknown; response: Response }>
>;

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
const types = ["application/json", "application/problem+json", "text/plain", "image/png"];
const media = Object.fromEntries(types.map((type) => [type, {}]));

function open(answer: Parameters<typeof observe>[0], method = "GET") {
  const { fetch, calls } = observe(answer);
  const operation = anyOperation({ method, responses: { "2XX": media, "204": {}, "400": media } });
  // The types of openapi-fetch follow a document; here there is none.
  const client = createFetchClient(anyTransport({ fetch, retry: false }), { operation }) as unknown as Untyped;
  return { client, calls, call: (init?: object) => client[method]?.("/purge", init) as ReturnType<Untyped[string]> };
}

const typed = (body: BodyInit, type: string, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(body, { status, headers: { "content-type": type, ...headers } });

test.each(methods)("%s is there, and sends what it says", async (method) => {
  const { call, calls } = open(new Response(null, { status: 204 }), method);
  expect((await call()).response.status).toBe(204);
  expect(calls[0]).toMatchObject({ url: "https://api.example.com/purge", init: { method } });
});

test("a method may be written in small letters, where it is named", async () => {
  const { client, calls } = open(new Response(null, { status: 204 }), "PATCH");
  const request = client.request as unknown as (method: string, path: string) => Promise<unknown>;
  await request("patch", "/purge");
  expect(calls[0]?.init.method).toBe("PATCH");
});

test.each([
  ["POST", "/purge"],
  ["GET", "/purges"],
])("%s %s is refused where the document does not know it", async (method, path) => {
  const { client, calls } = open(json({}), "GET");
  expect(await rejection((client[method] as Untyped[string])(path))).toMatchObject({
    name: "InvalidRequestError",
    platform: "Example",
    operation: "openapi-fetch",
    issues: [{ path: "path", rule: "unknown", message: "and method are not those of an operation of the document" }],
  });
  expect(calls).toEqual([]);
});

describe("a response", () => {
  test("keeps its headers, but for those that tell how it was packed", async () => {
    const packed = { "content-encoding": "gzip", "content-length": "7", "transfer-encoding": "chunked", "x-a": "b" };
    const { response } = await open(typed("{}", "application/json", packed)).call();
    expect([...response.headers]).toEqual([
      ["content-type", "application/json"],
      ["x-a", "b"],
    ]);
  });

  test.each<[string, BodyInit, string, string | undefined, unknown]>([
    ["JSON", '{"a":1}', "application/json", undefined, { a: 1 }],
    ["JSON", '{"a":1}', "application/json", "json", { a: 1 }],
    ["JSON as text", '{"a":1}', "application/json", "text", '{"a":1}'],
    ["a JSON text", '"a"', "application/json", undefined, "a"],
    ["a JSON text as text", '"a"', "application/problem+json", "text", '"a"'],
    ["null", "null", "application/json", undefined, null],
    ["text", "a", "text/plain", undefined, "a"],
    ["text that looks like JSON", '{"a":1}', "text/plain", undefined, '{"a":1}'],
    ["text as text", "a", "text/plain", "text", "a"],
    ["bytes as JSON", "\u0001", "image/png", undefined, "\u0001"],
    ["bytes as text", "\u0001", "image/png", "text", "\u0001"],
  ])("is given as it is asked for: %s", async (_what, body, type, parseAs, expected) => {
    const { data, error } = await open(typed(body, type)).call(parseAs ? { parseAs } : {});
    expect(data).toEqual(expected);
    expect(error).toBe(undefined);
  });

  test("of bytes is given as bytes, and may be streamed", async () => {
    const bytes = new Uint8Array([0, 255, 1]);
    const blob = (await open(typed(bytes, "image/png")).call({ parseAs: "blob" })).data as Blob;
    expect([blob.type, [...new Uint8Array(await blob.arrayBuffer())]]).toEqual(["image/png", [0, 255, 1]]);
    const stream = (await open(typed("a", "text/plain")).call({ parseAs: "stream" })).data as ReadableStream;
    expect(await new Response(stream).text()).toBe("a");
  });
});

describe("a refusal", () => {
  test.each<[BodyInit, string, unknown]>([
    ['{"a":1}', "application/json", { a: 1 }],
    ["no", "text/plain", "no"],
    ["\u0001", "image/png", "\u0001"],
  ])("gives its body as the error, however it is asked for: %j", async (body, type, expected) => {
    for (const parseAs of [undefined, "text", "blob"]) {
      const { data, error, response } = await open(typed(body, type, {}, 400)).call(parseAs ? { parseAs } : {});
      expect([data, error, response.status]).toEqual([undefined, expected, 400]);
    }
  });

  test("to HEAD has no body, and is thrown", async () => {
    expect(await rejection(open(typed("no", "text/plain", {}, 400), "HEAD").call())).toMatchObject({
      name: "ApiError",
      status: 400,
    });
  });

  test.each([400, 599])("with %i is given", async (status) => {
    expect((await open(json({ a: 1 }, status)).call()).error).toEqual({ a: 1 });
  });

  test("with a status that is none is thrown", async () => {
    const odd = () => ({
      status: 600,
      headers: new Headers({ "content-type": "text/plain" }),
      body: new Response("a").body,
    });
    expect(await rejection(open(odd).call())).toMatchObject({ name: "ApiError", status: 600 });
  });
});

describe("middleware", () => {
  test("of a call is used for it", async () => {
    const { call, calls } = open(json([1]));
    const seen: string[] = [];
    const middleware = [
      {
        onRequest({ request }: { request: Request }) {
          seen.push(`${request.method} ${request.url}`);
          request.headers.set("x-trace", "t");
        },
      },
    ];
    await call({ middleware, headers: { "x-own": "o" } });
    expect(seen).toEqual(["GET https://api.example.com/purge"]);
    expect(calls[0]?.headers).toMatchObject({ "x-trace": "t", "x-own": "o" });
    await call();
    expect(seen).toHaveLength(1);
  });

  test("may take the place of a header of the call", async () => {
    const { call, calls } = open(json([1]));
    const middleware = [{ onRequest: ({ request }: { request: Request }) => void request.headers.set("x-own", "new") }];
    await call({ middleware, headers: { "x-own": "o" } });
    expect(calls[0]?.headers).toMatchObject({ "x-own": "new" });
  });
});

test("cookies, headers and the media type of the body have the names of openapi-fetch", async () => {
  const { fetch, calls } = observe(new Response(null, { status: 204 }));
  const operation = anyOperation({
    parameters: [
      { name: "c", in: "cookie", schema: true, encode: cookieForm },
      { name: "X-A", in: "header", schema: true, encode: headerSimple },
    ],
    bodies: [
      { mediaType: "application/json", schema: true, encode: jsonBody },
      { mediaType: "text/plain", schema: true, encode: textBody },
    ],
  });
  const client = createFetchClient(anyTransport({ fetch }), { operation }) as unknown as Untyped;
  const params = { cookie: { c: 1 }, header: { "X-A": "b" } };
  await (client.POST as Untyped[string])("/purge", { params, body: "a", contentType: "text/plain" });
  expect(calls[0]).toMatchObject({
    init: { body: "a" },
    headers: { cookie: "c=1", "x-a": "b", "content-type": "text/plain" },
  });
});

describe("an input is looked at as it was given", () => {
  test("also if its parameters are no plain object", async () => {
    for (const params of [null, 7, [], new Map()]) {
      const { call, calls } = open(json({}));
      expect(await rejection(call({ params }))).toMatchObject({ issues: [{ path: "input", rule: "type" }] });
      expect(calls).toEqual([]);
    }
  });

  test("while none at all, or none for a place, are fine", async () => {
    const { call, calls } = open(json({}));
    await call({ params: undefined });
    await call({ params: {} });
    expect(calls).toHaveLength(2);
  });

  test("with getters that fail, and keys that are symbols", async () => {
    const failing = Object.defineProperty({}, "query", {
      enumerable: true,
      get() {
        throw new Error("x");
      },
    });
    for (const params of [failing, { [Symbol("query")]: {} }]) {
      const { call, calls } = open(json({}));
      expect(await rejection(call({ params }))).toMatchObject({ issues: [{ path: "input", rule: "json" }] });
      expect(calls).toEqual([]);
    }
  });
});
