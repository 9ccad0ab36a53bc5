import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createTransport, type InvalidRequestError } from "./core.ts";
import { anyOperation, anyTransport } from "./examples.ts";
import { observe, rejection } from "./observed.ts";

function refusal(options: object, server?: string): InvalidRequestError {
  try {
    createTransport("Example", options as never, server);
  } catch (error) {
    return error as InvalidRequestError;
  }
  throw new Error("it was not refused");
}

describe("a client's options are refused at once", () => {
  test.each([
    ["ftp://example.com"],
    ["data:application/json,{}"],
    ["https://user:hunter22@example.com"],
    ["https://hunter22@example.com"],
    ["https://example.com?key=hunter22"],
    ["https://example.com/#hunter22"],
    ["example.com"],
    ["/relative"],
    [""],
    [undefined],
    [null],
    [7],
  ])("with the baseUrl %s, which is not quoted", (baseUrl) => {
    const error = refusal({ baseUrl }, "https://default.example.com");
    expect(error.issues).toMatchObject([{ path: "options.baseUrl" }]);
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
  });

  test("without a baseUrl where the document names no server", () => {
    expect(refusal({}).message).toContain("Example createExampleClient was refused");
    expect(refusal({}).issues).toMatchObject([{ path: "options.baseUrl", rule: "required" }]);
  });

  test.each([
    [{ timeout: 0 }, "options.timeout"],
    [{ timeout: Number.POSITIVE_INFINITY }, "options.timeout"],
    [{ timeout: Number.NaN }, "options.timeout"],
    [{ timeout: "5" }, "options.timeout"],
    [{ maxResponseBytes: -1 }, "options.maxResponseBytes"],
    [{ fetch: "fetch" }, "options.fetch"],
    [{ retries: 3 }, "options.retries"],
    [{ headers: new Headers() }, "options.headers"],
    [{ headers: { Authorization: "Bearer hunter22" } }, "options.headers.Authorization"],
    [{ headers: { COOKIE: "a=hunter22" } }, "options.headers.COOKIE"],
    [{ headers: { host: "x" } }, "options.headers.host"],
    [{ headers: { "Content-Length": "1" } }, "options.headers.Content-Length"],
    [{ headers: { "x-a": "hunter22\nx" } }, "options.headers.x-a"],
    [{ headers: { "x-a": 1 } }, "options.headers.x-a"],
    [{ headers: { "x a": "hunter22" } }, "options.headers"],
    [{ auth: { key: undefined } }, "auth.key"],
    [{ auth: { key: "" } }, "auth.key"],
    [{ auth: { basic: { username: "u", password: 7 } } }, "auth.basic.password"],
    [{ auth: "hunter22" }, "options.auth"],
    ["hunter22", "options"],
    [null, "options"],
  ])("%j", (options, path) => {
    const error = refusal(
      typeof options === "object" && options ? { baseUrl: "https://x.example", ...options } : (options as never),
      "https://x.example",
    );
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
  });
});

describe("the base URL", () => {
  test.each([
    ["https://example.com", "https://example.com/purge"],
    ["https://example.com/", "https://example.com/purge"],
    ["https://example.com/v1/", "https://example.com/v1/purge"],
    ["http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a/purge"],
  ])("%s is put before the path", (baseUrl, url) => {
    expect(anyOperation({})(anyTransport({ baseUrl })).plan().url).toBe(url);
  });

  test("is the document's server where none is given", () => {
    expect(anyOperation({})(createTransport("Example", {}, "https://default.example.com/v2")).plan().url).toBe(
      "https://default.example.com/v2/purge",
    );
  });
});

describe("headers", () => {
  test("of a call come after those of the client", () => {
    const purge = anyOperation({})(anyTransport({ headers: { "X-A": "client", "x-b": "client" } }));
    expect(purge.plan({}, { headers: { "x-a": "call" } }).headers).toEqual({
      accept: "*/*;q=0.1",
      "x-a": "call",
      "x-b": "client",
    });
  });

  test("may say what is accepted", () => {
    expect(anyOperation({})(anyTransport()).plan({}, { headers: { Accept: "text/html" } }).headers.accept).toBe(
      "text/html",
    );
  });

  test("of a call are checked as those of the client are", async () => {
    const { fetch, calls } = observe();
    const error = await rejection(
      anyOperation({})(anyTransport({ fetch }))({}, { headers: { authorization: "hunter22" } }),
    );
    expect((error as InvalidRequestError).issues).toMatchObject([{ path: "options.headers.authorization" }]);
    expect(calls).toEqual([]);
  });
});

test("the global fetch is looked up for each request", async () => {
  const { fetch, calls } = observe();
  const purge = anyOperation({})(anyTransport());
  const real = globalThis.fetch;
  globalThis.fetch = fetch as typeof globalThis.fetch;
  try {
    await purge();
  } finally {
    globalThis.fetch = real;
  }
  expect(calls).toHaveLength(1);
});
