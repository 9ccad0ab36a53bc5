import { describe, expect, test, vi } from "vitest";
import { compiledOf } from "../../src/engine/compiled.ts";
import { headerAsText, headerValue, headerValues, withHeaders } from "../../src/response/headers.ts";
import { checkOf, type Schema } from "../check-of.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { observe } from "../observed.ts";

const responses = { "204": {}, "404": {} };

/** What is read of a header that is declared so. */
async function readAs(read: (text: string) => unknown, text: string | undefined): Promise<unknown> {
  const list = withHeaders(anyOperation({ responses }), () => ({ "204": { "X-A": read } }));
  const answer = new Response(null, { status: 204, ...(text !== undefined && { headers: { "x-a": text } }) });
  const result = await list(anyTransport({ fetch: observe(answer).fetch })).result();
  return (result as unknown as { headers: object }).headers;
}

const value = (schema: Schema) => headerValue(checkOf(schema, "response"));
const values = (items: Schema) => headerValues(checkOf({ type: "array", items }, "response"));

describe("a declared header is read", () => {
  test.each<[Schema, string, unknown]>([
    [{ type: "integer" }, "7", 7],
    [{ type: "integer" }, "-70", -70],
    [{ type: "number" }, "0.25", 0.25],
    [{ type: "number" }, "1E3", 1000],
    [{ type: "number" }, "1.5e-10", 1.5e-10],
    [{ type: "number" }, "12e+01", 120],
    [{ type: "boolean" }, "TRUE", true],
    [{ type: "boolean" }, "false", false],
    [{ type: "string" }, "7", "7"],
    [{ type: "string" }, "true", "true"],
    [{ type: ["string", "integer"] }, "7", 7],
    [{ type: ["string", "number"] }, "07", "07"],
    [{ type: ["string", "number"] }, "7.", "7."],
    [{ type: ["string", "number"] }, "1e", "1e"],
    [{ type: ["string", "number"] }, "x 7", "x 7"],
    [{ type: ["string", "number"] }, "7 x", "7 x"],
    [{ type: ["string", "boolean"] }, "untrue", "untrue"],
    [{ type: "integer", "x-bigint": true }, "9007199254740993", 9007199254740993n],
    [{ type: "integer", "x-bigint": true }, "-5", -5n],
  ])("as its schema says: %j, %s", async (schema, text, expected) => {
    expect(await readAs(value(schema), text)).toEqual({ "X-A": expected });
  });

  test.each<[Schema, string, readonly unknown[]]>([
    [{ type: "integer" }, "1, 2 ,3", [1, 2, 3]],
    [{ type: "string" }, "1, a", ["1", "a"]],
    [{ type: "boolean" }, "", []],
  ])("as a list of such: %j, %j", async (items, text, expected) => {
    expect(await readAs(values(items), text)).toEqual({ "X-A": expected });
  });

  test("as it came, where its schema says no more", async () => {
    expect(await readAs(headerAsText, "07, a")).toEqual({ "X-A": "07, a" });
  });
});

describe("a header is not there", () => {
  test.each<[string, (text: string) => unknown, string | undefined]>([
    ["that did not come", value({ type: "string" }), undefined],
    ["that did not come, as it is", headerAsText, undefined],
    ["that is not as declared", value({ type: "integer" }), "seven"],
    ["that is too large for a number", value({ type: "integer", maximum: 5 }), "7"],
    ["that is no whole number of any size", value({ type: "integer", "x-bigint": true }), "5x"],
    ["nor that", value({ type: "integer", "x-bigint": true }), "x5"],
    ["of which one item is not as declared", values({ type: "integer" }), "1,a"],
  ])("%s", async (_what, read, text) => {
    const headers = (await readAs(read, text)) as object;
    expect(headers).toEqual({});
    expect(headers).not.toHaveProperty("X-A");
  });
});

test("headers are those of the response that came; their declaration is asked for once, and not by a call", async () => {
  const declare = vi.fn(() => ({ "404": { "X-A": headerAsText, missing: headerAsText } }));
  const factory = anyOperation({ responses });
  const list = withHeaders(factory, declare);
  const absent = new Response(null, { status: 404, headers: { "x-a": "b" } });
  const { fetch, calls } = observe(new Response(null, { status: 204 }), new Response(null, { status: 204 }), absent);
  const operation = list(anyTransport({ fetch }));
  expect(await operation({})).toBe(undefined);
  expect(declare).not.toHaveBeenCalled();
  const success = await operation.result({});
  expect(success).toMatchObject({ status: 204, error: undefined });
  expect(success).not.toHaveProperty("headers");
  const failed = await operation.result({}, { headers: { "x-b": "c" } });
  expect(failed).toMatchObject({ status: 404, error: { name: "ApiError" }, headers: { "X-A": "b" } });
  expect((await operation.result({})) as object).toMatchObject({ headers: { "X-A": "b" } });
  expect(declare).toHaveBeenCalledTimes(1);
  expect(calls[2]?.headers["x-b"]).toBe("c");
});

test("an operation with declared headers is the same one to all else", () => {
  const factory = anyOperation({ responses });
  const list = withHeaders(factory, () => ({}));
  expect(list.info).toEqual(factory.info);
  expect(list.info.name).toBe("purge");
  expect(compiledOf(list)).toBe(compiledOf(factory));
});
