import { describe, expect, test } from "vitest";
import { textAsJson } from "../../src/response/decode.ts";
import { WholeBody } from "../../src/response/read-body.ts";
import { type Described, keyInHeader, type OutcomeUnknownError } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

function answered(responses: Described["responses"], answer: Response | (() => unknown)) {
  return anyOperation({ responses })(anyTransport({ fetch: observe(answer).fetch, retry: false }));
}

/** Bytes of which a server says no more than these headers do. */
const untold = (text: string, headers: Record<string, string> = {}): Response =>
  new Response(new TextEncoder().encode(text), { headers });

describe("what is no response says nothing of what was done", () => {
  const headers = new Headers({ "content-type": "application/json" });
  test.each([
    [{ status: "404", headers, body: null }],
    [{ status: 404.5, headers, body: null }],
    [{ status: Number.NaN, headers, body: null }],
    [{ headers, body: null }],
  ])("%j", async (answer) => {
    expect(await rejection(answered({ "204": {} }, () => answer)())).toMatchObject({
      name: "OutcomeUnknownError",
      reason: "connection",
    });
  });
});

describe("headers that are somebody else's", () => {
  test("are texts, or not there", async () => {
    const answer = { status: 200, headers: { get: () => 7 }, body: new Response("{}").body };
    const error = await rejection(answered({ "200": { "application/json": {} } }, () => answer)());
    expect((error as OutcomeUnknownError).message).toContain("media type none is not declared");
  });

  test("take nothing away from a refusal where they cannot be read", async () => {
    const get = (): never => {
      throw new Error("x");
    };
    const answer = { status: 404, headers: { get }, body: null };
    expect(await rejection(answered({ "204": {} }, () => answer)())).toMatchObject({ name: "ApiError", status: 404 });
  });
});

describe("where no body is declared, bytes without a media type are of no consequence", () => {
  test("if they are a text", async () => {
    expect(await answered({ "200": {} }, untold("OK"))()).toBe(undefined);
    expect(await answered({ "200": {} }, untold("no <html> begins it"))()).toBe(undefined);
  });

  test.each([
    ["a page", untold(" <html>")],
    ["packed in a way that nobody undoes", untold("OK", { "content-encoding": "compress" })],
    ["no text", new Response(new Uint8Array([0xff]))],
  ])("and else they are one: %s", async (_what, answer) => {
    const error = await rejection(answered({ "200": {} }, answer)());
    expect((error as Error).message).toContain("no body is declared, and there is one");
  });
});

test("of media types that only their parameters tell apart, that of the response is meant", async () => {
  const versions = {
    "application/json;v=1": { schema: { type: "integer" } },
    "application/json;v=2": { schema: { type: "string" } },
  } as const;
  const of = (value: unknown, version: number) =>
    answered({ "200": versions }, json(value, 200, { "content-type": `application/json;v=${version}` }))();
  expect(await of(1, 1)).toBe(1);
  expect(await of("b", 2)).toBe("b");
  expect(await rejection(of(1, 2))).toMatchObject({ reason: "undeclared" });
});

test("what is read as JSON whatever its media type says is read once where that says JSON", async () => {
  const responses = { "200": { "*/*": { schema: { type: "object" }, read: textAsJson } } } as const;
  expect(await answered(responses, json({ count: 3 }))()).toEqual({ count: 3 });
});

test("a body that can be read at once is, within the limit of a response", async () => {
  const limits: number[] = [];
  class Known extends WholeBody {
    async read(limit: number): Promise<Uint8Array<ArrayBuffer>> {
      limits.push(limit);
      return new TextEncoder().encode("[1]");
    }
    stream(): never {
      throw new Error("it need not be one");
    }
  }
  const headers = new Headers({ "content-type": "application/json" });
  const { fetch } = observe(() => ({ status: 200, headers, body: new Known() }));
  const list = anyOperation({ responses: { "200": { "application/json": {} } } });
  expect(await list(anyTransport({ fetch, maxResponseBytes: 99 }))()).toEqual([1]);
  expect(limits).toEqual([99]);
});

test("what a refusal says is plain data, with secrets redacted out of its names", async () => {
  const body = '{"a":["b"],"\\u0068unter22":1,"\\u0068unter22 too":2,"\\u0068UNTER22":3}';
  const answer = new Response(body, { status: 400, headers: { "content-type": "application/json" } });
  const purge = anyOperation({ security: [[keyInHeader("key", "X-Key")]] });
  const error = await rejection(purge(anyTransport({ fetch: observe(answer).fetch, auth: { key: "hunter22" } }))());
  const said = (error as { body?: object }).body;
  const plain = { a: ["b"], "[redacted]": 3, "[redacted] too": 2 };
  expect(said).toEqual(plain);
  expect(Object.getOwnPropertyDescriptors(said ?? {})).toEqual(Object.getOwnPropertyDescriptors(plain));
});
