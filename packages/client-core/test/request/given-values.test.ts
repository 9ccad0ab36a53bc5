import { describe, expect, test } from "vitest";
import { isInvalidRequestError, jsonBody, queryDeepObject, queryForm, queryJson } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { observe, rejection } from "../observed.ts";

const free = anyOperation({
  parameters: [
    { name: "list", in: "query", schema: { type: "array" }, encode: queryForm },
    { name: "json", in: "query", schema: true, encode: queryJson },
    { name: "when", in: "query", schema: { type: "string", format: "date-time" }, encode: queryForm },
    { name: "deep", in: "query", schema: { type: "object" }, encode: queryDeepObject },
  ],
  bodies: [{ mediaType: "application/json", schema: true, encode: jsonBody }],
});

/** The query and the body that are sent. */
async function sent(input: unknown): Promise<[search: string, body: unknown]> {
  const { fetch, calls } = observe();
  await free(anyTransport({ fetch }))(input);
  return [decodeURIComponent(new URL(calls[0]?.url ?? "").search), calls[0]?.init.body];
}

async function refusals(input: unknown): Promise<string[]> {
  const { fetch, calls } = observe();
  const error = await rejection(free(anyTransport({ fetch }))(input));
  expect(calls).toEqual([]);
  return isInvalidRequestError(error) ? error.issues.map(({ path, rule }) => `${path} ${rule}`) : [String(error)];
}

describe("a list has all its items, whatever it says when it is looped over:", () => {
  class Shorter extends Array<unknown> {
    override [Symbol.iterator](): ArrayIterator<unknown> {
      return this.slice(0, 1).values();
    }
  }

  test.each<[string, unknown[]]>([
    ["an iterator of its own", Object.assign(["a", "b"], { [Symbol.iterator]: () => ["a"].values() })],
    ["a class of its own", Shorter.from({ length: 2, 0: "a", 1: "b" })],
    ["methods of its own", Object.assign(["a", "b"], { map: () => [], entries: () => [].values() })],
  ])("%s", async (_what, list) => {
    expect(await sent({ query: { list, json: list }, body: [list] })).toEqual([
      '?list=a,b&json=["a","b"]',
      '[["a","b"]]',
    ]);
  });
});

test.each([3, 2 ** 32 - 1])("a list of %i gaps is refused at its first, without going through them", async (length) => {
  expect(await refusals({ query: { list: new Array(length) } })).toEqual(["query.list[0] json"]);
});

describe("what is inherited is not dropped but refused,", () => {
  const inherited = { from: "a" };
  test.each<[string, object]>([
    ["from an object", inherited],
    ["from one without a prototype", Object.assign(Object.create(null), inherited)],
    [
      "from one that poses as the Object.prototype of another realm",
      Object.assign(Object.create(null), inherited, { isPrototypeOf: () => true }),
    ],
  ])("%s", async (_what, prototype) => {
    const value = Object.assign(Object.create(prototype), { to: "b" });
    expect(await refusals({ query: { deep: value } })).toEqual(["query.deep json"]);
    expect(await refusals({ query: { json: { value } } })).toEqual(["query.json.value json"]);
    expect(await refusals({ body: value })).toEqual(["body json"]);
    expect(await refusals({ query: Object.assign(Object.create(prototype), { json: 1 }) })).toEqual(["query type"]);
  });
});

describe("a Date whose year has more than four digits", () => {
  test.each(["+275760-09-13T00:00:00Z", "-000001-01-01T00:00:00Z"])("is refused: %s", async (text) => {
    expect(await refusals({ query: { when: new Date(text) } })).toEqual(["query.when style"]);
    expect(await refusals({ query: { json: [new Date(text)] } })).toEqual(["query.json style"]);
    expect(await refusals({ body: { when: new Date(text) } })).toEqual(["body encoding"]);
  });

  test("is the only one", async () => {
    const [search] = await sent({ query: { when: new Date("9999-12-31T23:59:59.999Z") } });
    expect(search).toBe("?when=9999-12-31T23:59:59.999Z");
  });
});

describe("a symbol for a key is refused, as JSON and parameters have none:", () => {
  const marked = { [Symbol("everything")]: true };
  test.each<[string, object]>([
    ["beside the locations", { ...marked, body: 1 }],
    ["beside parameters", { query: { ...marked, json: 1 } }],
    ["in a body", { body: { list: [marked] } }],
  ])("%s", async (_what, input) => {
    expect(await refusals(input)).toEqual(["input json"]);
  });
});
