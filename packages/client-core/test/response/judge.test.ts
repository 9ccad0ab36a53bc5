import { describe, expect, test } from "vitest";
import { textAsJson, wholeBytes } from "../../src/response/decode.ts";
import { type Described, keyInHeader } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

const typed = (body: string | null, type: string, status = 200): Response =>
  new Response(body, { status, headers: type ? { "content-type": type } : {} });

function answered(responses: Described["responses"], answer: Response | (() => unknown)) {
  return anyOperation({ responses })(anyTransport({ fetch: observe(answer).fetch, retry: false }));
}

const count = { type: "object", required: ["count"], properties: { count: { type: "integer" } } } as const;
const declared = { "200": { "application/json": { schema: count } } };

describe("a success has no body", () => {
  test.each([
    [{ "200": {} }, 200],
    [{ "204": { "application/json": {} } }, 204],
    [{ "205": { "application/json": {} } }, 205],
  ])("%j", async (responses, status) => {
    const purge = answered(responses, new Response(null, { status }));
    expect(await purge.result()).toMatchObject({ status, data: undefined, error: undefined });
  });
});

test("a range reaches from its first status to its last", async () => {
  for (const status of [200, 299]) {
    const purge = answered({ "2xx": { "*/*": {} } }, json([1], status));
    expect(await purge.result()).toMatchObject({ status: "2xx", data: [1], response: { status } });
  }
});

test("the exact status is meant before its range", async () => {
  const responses = { "2XX": {}, "201": { "application/json": {} } };
  expect(await answered(responses, json([1], 201)).result()).toMatchObject({ status: 201, data: [1] });
});

test.each([400, 404, 500])("a default describes a refusal with %i", async (status) => {
  const purge = answered({ "204": {}, default: { "application/json": { schema: count } } }, json({ count: 1 }, status));
  expect(await purge.result()).toMatchObject({ status: "default", error: { status, body: { count: 1 } } });
});

test("a refusal whose declared body is missing is not the declared one", async () => {
  const purge = answered({ "5XX": { "application/json": {} } }, typed("", "application/json", 503));
  expect(await purge.result()).toMatchObject({ status: "undeclared", error: { status: 503, body: undefined } });
});

test("a refusal that is declared without a body may have one", async () => {
  const purge = answered({ "404": {} }, json({ detail: "none" }, 404));
  expect(await purge.result()).toMatchObject({ status: 404, error: { status: 404, body: { detail: "none" } } });
});

test("a response may say what came after the document: more fields, texts and formats", async () => {
  const schema = {
    type: "object",
    properties: { state: { type: "string", enum: ["done"] }, id: { type: "string", format: "uuid" } },
    additionalProperties: false,
  } as const;
  const later = { state: "queued", id: "string", more: 1 };
  const purge = answered({ "200": { "application/json": { schema } } }, json(later));
  expect(await purge()).toEqual(later);
});

test("a failure inside a success need not say why", async () => {
  const failure = { when: { required: ["failed"] } };
  const error = await rejection(
    answered({ "200": { "application/json": { failure } } }, json({ failed: true, "": "x", undefined: "x" }))(),
  );
  expect(error).toMatchObject({
    name: "ApiError",
    body: { failed: true },
    message: "Example purge failed with status 200",
  });
});

describe("an unknown outcome says what is wrong with the response", () => {
  test.each([
    [declared, new Response(null, { status: 302 }), "it was redirected, which is never followed"],
    [
      declared,
      new Response(null, { status: 307, headers: { location: "https://u:p@elsewhere.example/a?key=b" } }),
      "it was redirected to https://elsewhere.example, which is never followed",
    ],
    [
      declared,
      new Response(null, { status: 307, headers: { location: "/elsewhere" } }),
      "it was redirected, which is never followed",
    ],
    [declared, json({ count: 3 }, 202), "status 202 is not declared"],
    [{ "200": {} }, typed("%PDF", "application/pdf"), "no body is declared, and there is one"],
    [{ "200": {} }, typed("{", "application/json"), "no body is declared, and there is one"],
    [{ "200": {} }, typed("\n<!DOCTYPE html><p>log in", "text/plain"), "no body is declared, and there is one"],
    [{ "200": {} }, () => typed("<HTML>", ""), "no body is declared, and there is one"],
    [
      { "2XX": { "application/json": {} } },
      new Response(null, { status: 204 }),
      "a body is declared, and there is none",
    ],
    [{ default: { "text/plain": {} } }, new Response(null, { status: 204 }), "a body is declared, and there is none"],
    [{ "201": {}, default: { "application/json": {} } }, json({ a: 1 }), "status 200 is not declared"],
    [{ default: {} }, new Response(null, { status: 304 }), "it was redirected, which is never followed"],
    [{ "200": {} }, typed("<p>", "text/html"), "no body is declared, and there is one"],
    [declared, typed("", "application/json"), "a body is declared, and there is none"],
    [declared, typed("<p>", "text/html; charset=utf-8"), "media type text/html is not declared"],
    [declared, () => new Response(new Uint8Array([123, 125])), "media type none is not declared"],
    [declared, typed('{"count":', "application/json"), "the response cannot be read as application/json"],
    [
      declared,
      json({ count: "3" }),
      'the response is not as declared: body.count must satisfy type: "integer", is string',
    ],
    [declared, json({}), "the response is not as declared: body.count is required"],
  ])("%#: %j", async (responses, answer, text) => {
    const error = (await rejection(answered(responses, answer)())) as Error;
    expect(error.message).toBe(
      `Example purge was sent, but its outcome is unknown: ${text}. It may have been carried out. Before you repeat it, look at the platform for what it did.`,
    );
  });
});

test("a declared redirect is a refusal like any other, and is not followed", async () => {
  const { fetch, calls } = observe(
    new Response(null, { status: 302, headers: { location: "https://elsewhere.example" } }),
  );
  const result = await anyOperation({ responses: { "204": {}, "302": {} } })(anyTransport({ fetch })).result();
  expect(result).toMatchObject({ status: 302, error: { name: "ApiError", status: 302 } });
  expect(calls).toHaveLength(1);
});

describe("a success without a declared body is one whatever is said in JSON or as a text", () => {
  test.each([
    ["null", "application/json"],
    ["{}", "application/json"],
    ['""', "application/json"],
    ['{"deleted":3}', "application/problem+json"],
    ["OK", "text/plain; charset=utf-8"],
    ["<ok/>", "application/xml"],
    ["OK", ""],
    ["", "application/octet-stream"],
    ["", "text/html"],
  ])("%s as %s", async (body, type) => {
    const result = await answered({ "200": {} }, typed(body, type)).result();
    expect(result).toMatchObject({ status: 200, data: undefined, error: undefined });
  });
});

describe("a default, where no success is declared beside it,", () => {
  const responses = { "404": {}, default: { "application/json": { schema: count } } };

  test.each([200, 201, 299])("is a success with %i", async (status) => {
    const result = await answered(responses, json({ count: 1 }, status)).result();
    expect(result).toMatchObject({ status: "default", data: { count: 1 }, error: undefined, response: { status } });
  });

  test.each([400, 503])("is a refusal with %i", async (status) => {
    const result = await answered(responses, json({ count: 1 }, status)).result();
    expect(result).toMatchObject({ status: "default", data: undefined, error: { status, body: { count: 1 } } });
  });

  test("is no success that says something else", async () => {
    const error = await rejection(answered(responses, json({ count: "1" }))());
    expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "undeclared" });
  });
});

describe("a redirect that is declared says no, and nothing of what was done", () => {
  test.each([
    [{ "204": {}, "302": {} }, 302, 302],
    [{ "204": {}, "3XX": {} }, 307, "3XX"],
    [{ "204": {}, "3XX": {} }, 300, "3XX"],
  ] as const)("%j with %i", async (responses, status, key) => {
    const headers = { location: "https://elsewhere.example" };
    const result = await answered(responses, new Response(null, { status, headers })).result();
    expect(result).toMatchObject({ status: key, error: { name: "ApiError", status, mayHaveHappened: true } });
  });

  test("not modified is no redirect", async () => {
    const result = await answered({ "200": {}, "304": {} }, new Response(null, { status: 304 })).result();
    expect(result).toMatchObject({ status: 304, error: { body: undefined, mayHaveHappened: false } });
  });
});

describe("files and texts", () => {
  test("may be empty", async () => {
    expect(await answered({ "200": { "text/plain": { schema: { type: "string" } } } }, typed("", "text/plain"))()).toBe(
      "",
    );
    const file = (await answered({ "200": { "application/pdf": {} } }, typed("", "application/pdf"))()) as Blob;
    expect([file.size, file.type]).toEqual([0, "application/pdf"]);
  });

  test("are not what a schema says of a value", async () => {
    const error = await rejection(answered({ "200": { "*/*": { schema: count } } }, typed("a", "image/png"))());
    expect(error).toMatchObject({
      reason: "undeclared",
      message: expect.stringContaining("not as declared: it is bytes"),
    });
  });

  test("are bytes where the document says so, although the server says JSON", async () => {
    const file = await answered({ "200": { "*/*": { read: wholeBytes } } }, typed("[1]", "application/json"))();
    expect(await (file as Blob).text()).toBe("[1]");
  });
});

describe("a text of which the document says that it is none is read as JSON", () => {
  test.each([
    ["42", { type: "integer" }, 42],
    ["-1.5e3", { type: "number" }, -1500],
    [" true\n", { type: "boolean" }, true],
    ["null", { type: ["null", "number"] }, null],
    ['{"count":3}', count, { count: 3 }],
  ] as const)("%s", async (text, schema, data) => {
    const responses = { "200": { "text/plain": { schema, read: textAsJson } } };
    expect(await answered(responses, typed(text, "text/plain"))()).toEqual(data);
  });

  test.each([
    ["forty-two", "undecodable"],
    ["", "undecodable"],
    ["1.5", "undeclared"],
    ["9007199254740993", "undeclared"],
    ["true", "undeclared"],
  ])("and is no success where it is not that: %j", async (text, reason) => {
    const responses = { "200": { "text/plain": { schema: { type: "integer" }, read: textAsJson } } } as const;
    expect(await rejection(answered(responses, typed(text, "text/plain"))())).toMatchObject({ reason });
  });
});

test("a failure that is not of the form that is declared for it is told as what it is", async () => {
  const responses = { "200": {}, "400": { "text/plain": { schema: count, read: textAsJson } } } as const;
  const purge = answered(responses, typed("the disk is full", "text/plain", 400));
  expect(await purge.result()).toMatchObject({
    status: "undeclared",
    error: { status: 400, body: "the disk is full" },
  });
});

test("what is told of a response that is not as declared tells no secret", async () => {
  const responses = {
    "200": { "application/json": { schema: { type: "object", additionalProperties: { type: "integer" } } } },
  } as const;
  const security = [[keyInHeader("key", "X-Key")]];
  const { fetch } = observe(json({ hunter22: "x" }));
  const error = await rejection(
    anyOperation({ responses, security })(anyTransport({ fetch, auth: { key: "hunter22" } }))(),
  );
  expect(error).toMatchObject({ name: "OutcomeUnknownError", reason: "undeclared" });
  expect(String(error)).toContain("body.[redacted] must satisfy type");
});
