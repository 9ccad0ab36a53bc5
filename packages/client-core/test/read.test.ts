import { describe, expect, test } from "vitest";
import { createRead } from "../src/read.ts";
import { type InvalidRequestError, keyInHeader } from "./core.ts";
import { anyTransport } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

const security = [[keyInHeader("key", "X-Key")], []];

function reading(response: Response | Error = json({ a: [1] }), options: object = {}) {
  const { fetch, calls } = observe(response);
  return { calls, read: createRead(anyTransport({ fetch, auth: { key: "hunter22" }, ...options }), security) };
}

describe("client.read", () => {
  test("sends a GET to the same server with the same credentials", async () => {
    const { read, calls } = reading();
    const query = { from: new Date(0), tag: ["a b", "c&d"], size: 2, all: false };
    expect(await read("/v1/jobs/7", { query, headers: { "x-a": "b" } })).toEqual({ a: [1] });
    expect(calls).toMatchObject([
      {
        url: "https://api.example.com/v1/jobs/7?from=1970-01-01T00%3A00%3A00.000Z&tag=a%20b&tag=c%26d&size=2&all=false",
        init: { method: "GET", body: null, credentials: "omit", redirect: "manual" },
        headers: { "x-key": "hunter22", "x-a": "b" },
      },
    ]);
  });

  test("sends nothing beyond the path where nothing else is given", async () => {
    for (const options of [undefined, {}, { query: undefined }, { query: {} }]) {
      const { read, calls } = reading();
      await read("/a%20b/c%C3%A4", options);
      expect(calls.map(({ url }) => url)).toEqual(["https://api.example.com/a%20b/c%C3%A4"]);
    }
  });

  test("is called read in what it leaves behind, and says what to do where no response came", async () => {
    const refused = await rejection(reading().read("/a?b", { query: [] } as never));
    expect(refused).toMatchObject({ platform: "Example", operation: "read", server: "https://api.example.com" });
    expect(refused).not.toHaveProperty("receipt");
    expect((refused as InvalidRequestError).issues).toEqual([
      {
        path: "path",
        rule: "path",
        message:
          "must begin with one /, not climb with . or .., and have its values percent-encoded; a query belongs into { query }",
      },
      { path: "query", rule: "type", message: "must be a plain object" },
    ]);
    const lost = await rejection(reading(new TypeError("terminated"), { retry: false }).read("/a"));
    expect(lost).toMatchObject({
      operation: "read",
      findOut: "know that reading changes nothing: read again",
      receipt: { operation: "read", scope: "GET /a" },
    });
  });

  test("gives text as text, bytes as a Blob, and nothing as undefined", async () => {
    expect(await reading(new Response("hello", { headers: { "content-type": "text/plain" } })).read("/a")).toBe(
      "hello",
    );
    const bytes = new Response("x", { headers: { "content-type": "application/octet-stream" } });
    expect(await reading(bytes).read("/a")).toBeInstanceOf(Blob);
    expect(await reading(new Response(null, { status: 204 })).read("/a")).toBeUndefined();
  });

  test("fails as every call does, and is repeated where its connection breaks: it changes nothing", async () => {
    expect(await rejection(reading(json({ detail: "no" }, 404)).read("/a"))).toMatchObject({
      name: "ApiError",
      status: 404,
    });
    expect(await rejection(reading(new Response(null, { status: 302 })).read("/a"))).toMatchObject({
      reason: "redirect",
    });
    const { read, calls } = reading(Object.assign(new Error("x"), { code: "ECONNRESET" }), { retry: { maxDelay: 0 } });
    expect(await rejection(read("/a"))).toMatchObject({ name: "OutcomeUnknownError" });
    expect(calls).toHaveLength(3);
  });

  test("keeps to its server's TLS, limits and options as every call does", async () => {
    const { read, calls } = reading(json({}), { baseUrl: "http://example.com" });
    expect((await rejection(read("/a"))) as InvalidRequestError).toMatchObject({ issues: [{ rule: "insecure" }] });
    const other = reading();
    expect(await rejection(other.read("/a", { timeOut: 1 } as never))).toMatchObject({ issues: [{ rule: "unknown" }] });
    expect(await rejection(reading(json({}), { baseUrl: "https://a.example/v1" }).read("/v1/jobs"))).toMatchObject({
      issues: [{ rule: "prefix" }],
    });
    expect(calls.length + other.calls.length).toBe(0);
  });

  test.each([
    "",
    "a",
    "//evil.example/a",
    "https://evil.example/a",
    "/../a",
    "/a/%2e%2e/b",
    "/a?b=c",
    "/a#b",
    "/a b",
    "/ä",
    "/%",
    "/%zz",
    "/%4",
    "/{id}",
    "/\\a",
    7,
    undefined,
    null,
    {},
    ["/a"],
  ])("a path that is none is refused: %s", async (path) => {
    const { read, calls } = reading();
    expect(await rejection(read(path as string))).toMatchObject({ issues: [{ path: "path", rule: "path" }] });
    expect(calls).toEqual([]);
  });

  test.each([
    [{ a: undefined }],
    [{ a: null }],
    [{ a: {} }],
    [{ a: [] }],
    [{ a: [undefined] }],
    [{ a: new Date(Number.NaN) }],
    [{ a: Number.NaN }],
    [{ a: [1, Number.POSITIVE_INFINITY] }],
    [{ a: "\ud800" }],
  ])("a query that cannot be sent as it is given is refused: %j", async (query) => {
    const { read, calls } = reading();
    expect(await rejection(read("/a", { query } as never))).toMatchObject({
      issues: [{ path: "query.a", rule: "style", message: expect.stringMatching(/^(must|is) /) }],
    });
    expect(calls).toEqual([]);
  });

  test.each([[[]], [new Map()], ["a=b"], [7]])("a query that is no record is refused: %o", async (query) => {
    expect(await rejection(reading().read("/a", { query } as never))).toMatchObject({ issues: [{ path: "query" }] });
  });

  test.each([[AbortSignal.timeout(1)], [[]], [7], [null], [new Map()]])(
    "options that are none are refused: %o",
    async (options) => {
      const { read, calls } = reading();
      expect(await rejection(read("/a", options as never))).toMatchObject({
        issues: [{ path: "options", rule: "type", message: "must be a plain object: pass { query }" }],
      });
      expect(calls).toEqual([]);
    },
  );
});
