import { describe, expect, test } from "vitest";
import type { Described } from "../core.ts";
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

test("an answer may say what came after the document: more fields, texts and formats", async () => {
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
    answered({ "200": { "application/json": { failure } } }, json({ failed: true, "": "x" }))(),
  );
  expect(error).toMatchObject({
    name: "ApiError",
    body: { failed: true },
    message: "Example purge failed with status 200",
  });
});

describe("an unknown outcome says what is wrong with the answer", () => {
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
    [{ "200": {} }, json({ a: 1 }), "no body is declared, and there is one"],
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

test.each(["null", "{}", '""'])("a success without a declared body may say nothing in JSON: %s", async (body) => {
  expect(await answered({ "200": {} }, typed(body, "application/json"))()).toBe(undefined);
});
