import { describe, expect, test } from "vitest";
import type { ApiError, OutcomeUnknownError } from "./core.ts";
import { anyOperation, anyTransport, clearShelf } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

const input = { path: { shelf: "a" }, query: { tag: ["x"] } };

function answered(answer: Response | Error | (() => unknown)) {
  const { fetch, calls } = observe(answer);
  return { purge: clearShelf(anyTransport({ fetch, maxResponseBytes: 1000, retry: false })), calls };
}

const typed = (body: BodyInit | null, type: string, status = 200): Response =>
  new Response(body, { status, headers: type ? { "content-type": type } : {} });

describe("a declared success", () => {
  test.each([
    ["as it is", json({ count: 3 })],
    ["with unknown fields", json({ count: 3, more: { a: 1 } })],
    ["with parameters and capitals in its media type", typed('{"count":3}', 'Application/JSON ; Charset="UTF-8"')],
    ["with a byte order mark", typed('\ufeff{"count":3}', "application/json")],
    [
      "in Latin-1",
      typed(
        new Uint8Array([...Buffer.from('{"count":3,"a":"'), 0xe9, ...Buffer.from('"}')]),
        "application/json; charset=iso-8859-1",
      ),
    ],
  ])("resolves: %s", async (_what, answer) => {
    const { purge } = answered(answer);
    expect(await purge(input)).toMatchObject({ count: 3 });
    expect(await purge.result(input)).toMatchObject({
      status: 200,
      error: undefined,
      data: { count: 3 },
      response: { status: 200 },
    });
  });

  test("without a body resolves with undefined", async () => {
    const { fetch } = observe(new Response(null, { status: 204 }));
    const purge = anyOperation({})(anyTransport({ fetch }));
    expect(await purge()).toBe(undefined);
    expect(await purge.result()).toMatchObject({ status: 204, data: undefined, error: undefined });
  });

  test("may be declared for a range", async () => {
    const { fetch } = observe(json([1], 207));
    const purge = anyOperation({ responses: { "2XX": { "application/*": {} } } })(anyTransport({ fetch }));
    expect(await purge.result()).toMatchObject({ status: "2XX", data: [1], response: { status: 207 } });
  });

  test("may be text or bytes", async () => {
    const responses = { "200": { "text/plain": {}, "application/octet-stream": {} } };
    const text = anyOperation({ responses })(anyTransport({ fetch: observe(typed("ü", "text/plain")).fetch }));
    expect(await text()).toBe("ü");
    const bytes = anyOperation({ responses })(
      anyTransport({ fetch: observe(typed(new Uint8Array([0, 255]), "application/octet-stream")).fetch }),
    );
    expect([...new Uint8Array(await ((await bytes()) as Blob).arrayBuffer())]).toEqual([0, 255]);
  });

  test("to HEAD needs no body", async () => {
    const { fetch } = observe(new Response(null, { headers: { "content-type": "application/json" } }));
    const look = anyOperation({ method: "HEAD", responses: { "200": { "application/json": {} } } })(
      anyTransport({ fetch }),
    );
    expect(await look()).toBe(undefined);
  });

  // Their declared type is `undefined`, whatever content the document gives them.
  test.each([
    ["HEAD", 404, "404", 404],
    ["HEAD", 410, "4XX", "4XX"],
    ["HEAD", 500, "default", "default"],
    ["GET", 304, "304", 304],
  ] as const)(
    "a failure that never has a body is as declared without one: %s, %i",
    async (method, status, key, told) => {
      const answer = new Response(null, { status, headers: { "content-type": "application/json" } });
      const responses = { "200": {}, [key]: { "application/json": { schema: { required: ["title"] } } } };
      const look = anyOperation({ method, responses })(anyTransport({ fetch: observe(answer).fetch, retry: false }));
      expect(await look.result()).toMatchObject({ status: told, error: { body: undefined }, response: { status } });
    },
  );
});

describe("what only looks like a success is an unknown outcome", () => {
  test.each([
    ["HTML", typed("<p>secret</p>", "text/html"), "undeclared"],
    ["no media type", typed(new Uint8Array([123, 125]), ""), "undeclared"],
    ["an empty body", typed("", "application/json"), "undeclared"],
    ["a truncated body", typed('{"count":3,"secret', "application/json"), "undecodable"],
    ["two bodies", typed('{"count":3}{"count":3}', "application/json"), "undecodable"],
    ["UTF-16", typed(Buffer.from('{"count":3}', "utf16le"), "application/json"), "undecodable"],
    [
      "UTF-16 that says so",
      typed(Buffer.from('{"count":3}', "utf16le"), "application/json; charset=utf-16"),
      "undecodable",
    ],
    ["an unknown charset", typed('{"count":3}', "application/json; charset=secret-8"), "undecodable"],
    ["no UTF-8", typed(new Uint8Array([0x7b, 0xff, 0x7d]), "application/json"), "undecodable"],
    [
      "an unknown encoding",
      new Response('{"count":3}', { headers: { "content-type": "application/json", "content-encoding": "secret" } }),
      "undecodable",
    ],
    ["a wrong type", json({ count: "secret" }), "undeclared"],
    ["a missing field", json({}), "undeclared"],
    ["an unsafe integer", typed('{"count":9007199254740993}', "application/json"), "undeclared"],
    ["null", json(null), "undeclared"],
    ["an undeclared status", json({ count: 3 }, 202), "undeclared"],
    ["204 where 200 is declared", new Response(null, { status: 204 }), "undeclared"],
    ["a redirect", new Response(null, { status: 302, headers: { location: "https://evil.example.com" } }), "redirect"],
    ["not modified", new Response(null, { status: 304 }), "redirect"],
    ["too large a body", json({ count: 3, more: "x".repeat(1000) }), "too-large"],
  ])("%s", async (_what, answer, reason) => {
    const { purge, calls } = answered(answer);
    const error = (await rejection(purge(input))) as OutcomeUnknownError;
    expect(error).toMatchObject({
      name: "OutcomeUnknownError",
      reason,
      status: answer.status,
      findOut: "list the books of the shelf",
    });
    expect(error.message).toContain("list the books of the shelf");
    expect(error.message).not.toContain("secret<");
    expect(error.receipt).toMatchObject({ attempts: 1, status: answer.status });
    expect(error.receipt).not.toHaveProperty("completion");
    expect(calls).toHaveLength(1);
    expect(await purge.result(input)).toMatchObject({
      status: "undeclared",
      data: undefined,
      error: { reason },
      response: { status: answer.status },
    });
  });

  test("an opaque redirect, as browsers give it", async () => {
    const opaque = { type: "opaqueredirect", status: 0, headers: new Headers(), body: null };
    const error = await rejection(answered(() => opaque).purge(input));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "redirect" });
    expect(error).not.toHaveProperty("status");
  });

  test("no message quotes the body", async () => {
    for (const answer of [
      typed('{"secret', "application/json"),
      json({ count: "secret" }),
      typed("secret", "text/html"),
    ]) {
      expect(String(await rejection(answered(answer).purge(input)))).not.toContain("secret");
    }
  });
});

describe("a refusal", () => {
  test.each([
    [404, typed("no such shelf", "text/plain", 404), 404, "no such shelf"],
    [404, typed("", "text/plain", 404), "undeclared", undefined],
    [404, json({ detail: "none" }, 404), "undeclared", { detail: "none" }],
    [503, json({ detail: "down" }, 503), "5XX", { detail: "down" }],
    [502, typed("<h1>Bad</h1>", "text/html", 502), "undeclared", "<h1>Bad</h1>"],
    [401, json({}, 401), "undeclared", {}],
    [418, new Response(null, { status: 418 }), "undeclared", undefined],
    [400, typed("{broken", "application/json", 400), "undeclared", undefined],
    [422, typed('{"a":1}', "application/problem+json", 422), "undeclared", { a: 1 }],
    [400, typed("x", "text/plain; charset=none", 400), "undeclared", undefined],
    [413, typed("x".repeat(2000), "text/plain", 413), "undeclared", undefined],
  ])("with status %i is an ApiError, whatever its body: %o", async (status, answer, key, body) => {
    const { purge } = answered(answer);
    const error = (await rejection(purge(input))) as ApiError;
    expect(error).toMatchObject({ name: "ApiError", status, body, receipt: { status, attempts: 1 } });
    expect(error.message).toContain(`failed with status ${status}`);
    const result = await purge.result(input);
    expect(result).toMatchObject({ status: key, data: undefined, error: { status, body }, response: { status } });
    expect(result.error).toBeTruthy();
  });

  test("says in its message what the server says", async () => {
    const error = (await rejection(answered(typed("no such\n shelf", "text/plain", 404)).purge(input))) as ApiError;
    expect(error.message).toBe("Example clearShelf failed with status 404: no such shelf");
  });

  test("of a failing server says that part of the work may be done", async () => {
    const error = (await rejection(answered(json({}, 500)).purge(input))) as ApiError;
    expect(error.message).toContain(
      "It may have been carried out, in whole or in part: before you repeat it, list the books of the shelf.",
    );
  });

  test("keeps the headers but for cookies", async () => {
    const answer = json({}, 503, { "retry-after": "7", "set-cookie": "sid=1" });
    const error = (await rejection(answered(answer).purge(input))) as ApiError;
    expect(Object.fromEntries(error.headers)).toEqual({ "content-type": "application/json", "retry-after": "7" });
  });

  test("inside a success is one all the same", async () => {
    const { purge } = answered(json({ problem: "shelf is locked", count: 0 }));
    expect(await rejection(purge(input))).toMatchObject({
      name: "ApiError",
      status: 200,
      body: { problem: "shelf is locked" },
      message: "Example clearShelf failed with status 200: shelf is locked",
    });
    expect(await purge.result(input)).toMatchObject({ status: 200, data: undefined, error: { status: 200 } });
  });

  test("without any declaration is an ApiError too", async () => {
    const { fetch } = observe(json({ a: 1 }, 500));
    expect(await rejection(anyOperation({})(anyTransport({ fetch }))())).toMatchObject({
      name: "ApiError",
      status: 500,
      body: { a: 1 },
    });
  });
});

describe("a receipt", () => {
  test("tells what was done, when and where", async () => {
    const { purge } = answered(json({ count: 3 }, 200, { "x-request-id": "r-1" }));
    const { receipt } = await purge.result({
      path: { shelf: "a b" },
      query: { tag: ["x"] },
      headers: { "X-Reason": "secret" },
    });
    expect(receipt).toEqual({
      platform: "Example",
      operation: "clearShelf",
      server: "https://api.example.com",
      input: { path: { shelf: "a b" }, query: { tag: ["x"] }, headers: { "X-Reason": "secret" } },
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      durationMs: expect.any(Number),
      attempts: 1,
      scope: "DELETE /shelves/a%20b/books?tag=x",
      status: 200,
      requestId: "r-1",
      completion: "completed",
      count: 3,
    });
  });

  test("does not show a credential in its scope", async () => {
    const { fetch } = observe(json({ count: 3 }));
    const { receipt } = await clearShelf(anyTransport({ fetch, auth: { token: "hunter22" } })).result(input);
    expect(receipt.scope).toBe("DELETE /shelves/a/books?tag=x");
  });

  test.each([
    [{ completion: "accepted", job: "id", findOut: "x" }, { id: 7 }, 200, { completion: "accepted", job: 7 }],
    [{ completion: "accepted", job: "id", findOut: "x" }, { id: null }, 200, { completion: "completed" }],
    [{ completion: "accepted", job: "id", findOut: "x" }, {}, 200, { completion: "completed" }],
    [{ completion: "accepted", findOut: "x" }, {}, 200, { completion: "accepted" }],
    [undefined, {}, 202, { completion: "accepted" }],
    [undefined, {}, 200, { completion: "completed" }],
  ])("says whether the work is done: %j %j", async (outcome, data, status, expected) => {
    const { fetch } = observe(json(data, status));
    const responses = { "200": { "application/json": {} }, "202": { "application/json": {} } };
    const { receipt } = await anyOperation({ responses, ...(outcome && { outcome: outcome as never }) })(
      anyTransport({ fetch }),
    ).result();
    expect(receipt).toMatchObject(expected);
    expect("job" in receipt).toBe("job" in expected);
  });
});
