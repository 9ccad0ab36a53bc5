import { describe, expect, test } from "vitest";
import { compiledOf, showCompiled } from "../src/engine/compiled.ts";
import { createFetchClient, type Transport } from "./core.ts";
import { anyOperation, anyTransport, clearShelf, replaceBook } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

interface Response200 {
  count: number;
}
interface paths {
  "/shelves/{shelf}/books": {
    delete: {
      parameters: { path: { shelf: string }; query?: { tag?: string[] }; header?: { "X-Reason"?: string } };
      responses: {
        200: { content: { "application/json": Response200 } };
        404: { content: { "text/plain": string } };
      };
    };
  };
  "/book": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": { title: string; year?: number } } };
      responses: { 204: { content?: never } };
    };
  };
}

function raw(...answers: Parameters<typeof observe>) {
  const { fetch, calls } = observe(...answers);
  return {
    calls,
    raw: createFetchClient<paths>(anyTransport({ fetch, auth: { key: "hunter22" } }), { clearShelf, replaceBook }),
  };
}

const params = { path: { shelf: "a/b" }, query: { tag: ["x", "y"] }, header: { "X-Reason": "because" } };

describe("raw", () => {
  test("sends what the operation sends, and gives what openapi-fetch gives", async () => {
    const { raw: client, calls } = raw(json({ count: 3 }));
    const { data, error, response } = await client.DELETE("/shelves/{shelf}/books", { params });
    expect(data?.count).toBe(3);
    expect(error).toBe(undefined);
    expect(response.status).toBe(200);
    expect(calls[0]?.url).toBe("https://api.example.com/shelves/a%2Fb/books?tag=x&tag=y");
    expect(calls[0]?.headers).toEqual({
      accept: "application/json, text/plain, */*;q=0.1",
      "x-reason": "because",
      "x-key": "hunter22",
    });
    expect(calls[0]?.init).toMatchObject({ method: "DELETE", redirect: "manual" });
  });

  test("sends bodies", async () => {
    const { raw: client, calls } = raw(new Response(null, { status: 204 }));
    const { data, response } = await client.PUT("/book", { body: { title: "ü" } });
    expect(data).toBe(undefined);
    expect(response.status).toBe(204);
    expect(calls[0]).toMatchObject({
      init: { body: '{"title":"ü"}' },
      headers: { "content-type": "application/json" },
    });
  });

  test("works by `request`, too", async () => {
    const { raw: client } = raw(json({ count: 3 }));
    expect((await client.request("delete", "/shelves/{shelf}/books", { params })).data).toEqual({ count: 3 });
  });

  test.each([
    ["an empty list", { params: { ...params, query: { tag: [] } } }, "query.tag"],
    ["undefined", { params: { ...params, query: { tag: undefined } } }, "query.tag"],
    ["a misspelt parameter", { params: { ...params, query: { tags: ["x"] } } }, "query.tags"],
    ["a misspelt location", { params: { ...params, querry: {} } }, "querry"],
    ["no parameters", {}, "path.shelf"],
    ["a climbing path", { params: { ...params, path: { shelf: ".." } } }, "path.shelf"],
    ["a body", { params, body: {} }, "body"],
    ["a fetch of the caller's", { params, fetch: () => {} }, "options.fetch"],
    ["another baseUrl", { params, baseUrl: "https://evil.example.com" }, "options.baseUrl"],
    [
      "a credential in the headers",
      { params, headers: { authorization: "hunter22" } },
      "options.headers.authorization",
    ],
    ["a broken header", { params, headers: { "x-a": "hunter22\n" } }, "options.headers.x-a"],
  ])("refuses %s, and sends nothing", async (_what, init, path) => {
    const { raw: client, calls } = raw(json({ count: 3 }));
    const error = await rejection(client.DELETE("/shelves/{shelf}/books", init as never));
    expect(error).toMatchObject({ name: "InvalidRequestError" });
    expect((error as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toContain(path);
    expect(String(error)).not.toContain("hunter22");
    expect(calls).toEqual([]);
  });

  test("refuses an explicit undefined as a body", async () => {
    const { raw: client, calls } = raw(new Response(null, { status: 204 }));
    expect(await rejection(client.PUT("/book", { body: undefined } as never))).toMatchObject({
      issues: [{ path: "body" }],
    });
    expect(calls).toEqual([]);
  });

  test("refuses paths and methods that the document does not know", async () => {
    const { raw: client, calls } = raw(json({}));
    expect(await rejection(client.GET("/book" as never))).toMatchObject({
      name: "InvalidRequestError",
      operation: "openapi-fetch",
    });
    expect(await rejection(client.PUT("/shelves/x/books" as never, {} as never))).toMatchObject({
      name: "InvalidRequestError",
    });
    expect(calls).toEqual([]);
  });

  test("takes the options of a call", async () => {
    const { raw: client, calls } = raw(json({ count: 3 }));
    const bare = { params: { path: { shelf: "a" } } };
    expect(await rejection(client.DELETE("/shelves/{shelf}/books", bare))).toMatchObject({
      issues: [{ rule: "unbounded" }],
    });
    await client.DELETE("/shelves/{shelf}/books", { ...bare, allowUnbounded: true, headers: { "x-a": "b" } as never });
    expect(calls[0]?.headers).toMatchObject({ "x-a": "b" });
    expect(
      await rejection(client.DELETE("/shelves/{shelf}/books", { params, signal: AbortSignal.abort() })),
    ).toMatchObject({ name: "NotSentError" });
  });

  test.each([
    [
      "text",
      new Response("no such shelf", { status: 404, headers: { "content-type": "text/plain" } }),
      "no such shelf",
    ],
    [
      "text that looks like a falsy value",
      new Response("0", { status: 404, headers: { "content-type": "text/plain" } }),
      "0",
    ],
    ["JSON", json({ detail: "x" }, 500), { detail: "x" }],
    ["an undeclared answer", json(["x"], 418), ["x"]],
  ])("gives the body of a refusal as the error: %s", async (_what, answer, body) => {
    const { raw: client } = raw(answer);
    const { data, error, response } = await client.DELETE("/shelves/{shelf}/books", { params });
    expect(data).toBe(undefined);
    expect(error).toEqual(body);
    expect(response.status).toBe(answer.status);
  });

  test.each([
    ["an empty refusal", new Response(null, { status: 500 }), "ApiError"],
    ["a refusal of null", json(null, 500), "ApiError"],
    ["a refusal of 0", json(0, 500), "ApiError"],
    ["a refusal of an empty text", json("", 500), "ApiError"],
    [
      "a refusal with an odd status",
      { status: 999, headers: new Headers(), body: null, arrayBuffer: async () => new ArrayBuffer() },
      "ApiError",
    ],
    ["a failure inside a success", json({ problem: "locked", count: 0 }), "ApiError"],
    ["HTML", new Response("<p>", { headers: { "content-type": "text/html" } }), "OutcomeUnknownError"],
    ["broken JSON", new Response("{", { headers: { "content-type": "application/json" } }), "OutcomeUnknownError"],
    ["a wrong type", json({ count: "3" }), "OutcomeUnknownError"],
    ["a redirect", new Response(null, { status: 302, headers: { location: "/" } }), "OutcomeUnknownError"],
  ])("throws what has no truthy error: %s", async (_what, answer, name) => {
    const { raw: client } = raw(() => (answer instanceof Response ? answer.clone() : answer));
    expect(await rejection(client.DELETE("/shelves/{shelf}/books", { params }))).toMatchObject({ name });
  });

  test("parses as it is told", async () => {
    const open = (answer: Response, type: string) =>
      createFetchClient<Record<string, never>>(anyTransport({ fetch: observe(answer).fetch }), {
        read: anyOperation({ method: "GET", responses: { "200": { [type]: {} } } }),
      }) as unknown as { GET(path: string, init?: object): Promise<{ data: unknown }> };
    const typed = (body: BodyInit, type: string) => new Response(body, { headers: { "content-type": type } });
    const json = "application/json";
    expect((await open(typed('\ufeff{"a":"ü"}', json), json).GET("/purge")).data).toEqual({ a: "ü" });
    expect((await open(typed('{"a":1}', json), json).GET("/purge", { parseAs: "text" })).data).toBe('{"a":1}');
    expect((await open(typed("0", json), json).GET("/purge")).data).toBe(0);
    expect((await open(typed("plain", "text/plain"), "text/plain").GET("/purge")).data).toBe("plain");
    expect((await open(typed("plain", "text/plain"), "text/plain").GET("/purge", { parseAs: "text" })).data).toBe(
      "plain",
    );
    const bytes = (
      await open(typed(new Uint8Array([0, 255]), "image/png"), "image/png").GET("/purge", { parseAs: "arrayBuffer" })
    ).data;
    expect([...new Uint8Array(bytes as ArrayBuffer)]).toEqual([0, 255]);
  });

  test("keeps middleware working", async () => {
    const { raw: client, calls } = raw(json({ count: 3 }));
    const seen: unknown[] = [];
    client.use({
      onRequest({ request, schemaPath }) {
        seen.push(request.method, schemaPath);
        request.headers.set("x-trace", "t");
      },
      onResponse({ response }) {
        seen.push(response.status);
      },
      onError({ error }) {
        seen.push((error as Error).name);
      },
    });
    await client.DELETE("/shelves/{shelf}/books", { params });
    expect(calls[0]?.headers).toMatchObject({ "x-trace": "t", "x-reason": "because" });
    await rejection(client.DELETE("/shelves/{shelf}/books", { params: { path: { shelf: ".." } } }));
    expect(seen).toEqual([
      "DELETE",
      "/shelves/{shelf}/books",
      200,
      "DELETE",
      "/shelves/{shelf}/books",
      "InvalidRequestError",
    ]);
  });

  const unreadable = ["type", "must be a plain object, and one that can be read"] as const;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const failing = {
    get headers() {
      throw new Error("x");
    },
  };

  test.each([
    ["that are none", 5, "init", unreadable],
    ["that are a text", "x", "init", unreadable],
    ["that cannot be read", revoked.proxy, "init", unreadable],
    ["of which a getter fails", failing, "init", unreadable],
    [
      "with a reading that openapi-fetch does not know",
      { params, parseAs: "xml" },
      "parseAs",
      ["enum", "must be one of json, text, blob, arrayBuffer, stream"],
    ],
    ["with a middleware that is no list", { params, middleware: 5 }, "middleware", ["type", "must be a list"]],
  ] as const)("refuses options %s, before anything is sent", async (_what, init, path, [rule, message]) => {
    const { raw: client, calls } = raw(json({ count: 3 }));
    expect(await rejection(client.DELETE("/shelves/{shelf}/books", init as never))).toMatchObject({
      name: "InvalidRequestError",
      issues: [{ path, rule, message }],
    });
    expect(calls).toEqual([]);
  });

  test("takes headers as a Headers, too", async () => {
    const { raw: client, calls } = raw(json({ count: 3 }));
    await client.DELETE("/shelves/{shelf}/books", { params, headers: new Headers({ "X-Trace": "t" }) });
    expect(calls[0]?.headers).toMatchObject({ "x-trace": "t", "x-key": "hunter22" });
  });

  test("makes an operation once, when it is first called", async () => {
    const { fetch } = observe(json({ count: 3 }));
    let made = 0;
    const counted = Object.assign((transport: Transport) => {
      made++;
      return clearShelf(transport);
    }, clearShelf);
    Object.defineProperty(counted, "info", { get: () => clearShelf.info });
    showCompiled(counted, () => compiledOf(clearShelf));
    const client = createFetchClient<paths>(anyTransport({ fetch }), { counted });
    expect(made).toBe(0);
    for (let count = 0; count < 2; count++) await client.DELETE("/shelves/{shelf}/books", { params });
    expect(made).toBe(1);
  });

  test("reads a failure as JSON says it, however a success is to be read", async () => {
    const { raw: client } = raw(new Response("7", { status: 404, headers: { "content-type": "text/plain" } }));
    for (const parseAs of ["text", "json", "blob"] as const) {
      const { error } = await client.DELETE("/shelves/{shelf}/books", { params, parseAs });
      expect(error).toBe("7");
    }
  });

  test("refuses what is no path and no method", async () => {
    const { raw: client, calls } = raw(json({ count: 3 }));
    const request = client.request as (...given: readonly unknown[]) => Promise<unknown>;
    for (const given of [[], [Symbol("x"), "/book"], ["PUT", Symbol("x")]])
      expect(await rejection(request(...given))).toMatchObject({ name: "InvalidRequestError" });
    expect(calls).toEqual([]);
  });
});
