import { afterEach, describe, expect, test } from "vitest";
import { createFetchClient, type InvalidRequestError, queryForm } from "./core.ts";
import { anyOperation, anyTransport, clearShelf, replaceBook } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

const polluted = Object.prototype as unknown as Record<string, unknown>;
const names: string[] = [];

function pollute(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    names.push(name);
    Object.defineProperty(polluted, name, { value, configurable: true, enumerable: true, writable: true });
  }
}

afterEach(() => {
  for (const name of names.splice(0)) delete polluted[name];
});

describe("with a polluted Object.prototype", () => {
  test("inherited parameters, options and bodies are neither sent nor counted", async () => {
    const { fetch, calls } = observe(json({ count: 1 }));
    const transport = anyTransport({ fetch });
    pollute({
      query: { tag: ["x"] },
      path: { shelf: "inherited" },
      tag: ["x"],
      allowUnbounded: true,
      body: { title: "x" },
      timeout: 1,
    });
    const error = await rejection(clearShelf(transport)({ path: { shelf: "a" } } as never));
    expect((error as InvalidRequestError).issues.map(({ rule }) => rule)).toEqual(["unbounded"]);
    const missing = await rejection(replaceBook(transport)({} as never));
    expect((missing as InvalidRequestError).issues.map(({ rule }) => rule)).toEqual(["required"]);
    expect(calls).toEqual([]);
  });

  test("an inherited toJSON has no say in what a body is", async () => {
    const { fetch, calls } = observe();
    pollute({ toJSON: () => ({ title: "everything" }) });
    await replaceBook(anyTransport({ fetch }))({ body: { title: "one" } });
    expect(calls[0]?.init.body).toBe('{"title":"one"}');
  });

  test("a key called __proto__ is a key like any other", async () => {
    const { fetch, calls } = observe();
    const error = await rejection(
      replaceBook(anyTransport({ fetch }))({ body: JSON.parse('{"title":"x","__proto__":{"year":1}}') }),
    );
    expect((error as InvalidRequestError).issues).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  test("a rule about the order of times is not taken for another kind of rule", async () => {
    const { fetch, calls } = observe(json({ count: 1 }));
    pollute({ schema: true });
    const time = "2026-01-01T00:00:00Z";
    const error = await rejection(
      clearShelf(anyTransport({ fetch }))({ path: { shelf: "a" }, query: { after: time, before: time } }),
    );
    expect((error as InvalidRequestError).issues.map(({ rule }) => rule)).toEqual(["in-order"]);
    expect(calls).toEqual([]);
  });

  test("what the document does not say is not inherited: no list is exploded, no call repeated", async () => {
    const { fetch, calls } = observe(new TypeError("terminated"));
    const purge = anyOperation({
      parameters: [{ name: "but", in: "query", schema: { type: "array" }, encode: queryForm }],
    });
    pollute({ explode: true, retry: { rating: "safe" }, security: [], outcome: { compare: true } });
    await rejection(purge(anyTransport({ fetch }))({ query: { but: ["a", "b"] } }));
    expect(calls.map(({ url }) => new URL(url).search)).toEqual(["?but=a,b"]);
  });

  test("raw does not read inherited parameters either", async () => {
    const { fetch, calls } = observe(json({ count: 1 }));
    const raw = createFetchClient<Record<string, never>>(anyTransport({ fetch }), { clearShelf });
    pollute({ params: { path: { shelf: "a" }, query: { tag: ["x"] } }, headers: { x: "y" }, allowUnbounded: true });
    const error = await rejection(
      (raw.DELETE as (path: string, init?: object) => Promise<unknown>)("/shelves/{shelf}/books"),
    );
    expect((error as InvalidRequestError).issues.map(({ rule }) => rule)).toEqual(["required", "unbounded"]);
    expect(calls).toEqual([]);
  });

  test("accessors take nothing of what an error or a receipt tells", async () => {
    const accessors = ["mayHaveHappened", "reason", "status", "receipt", "findOut", "count", "completion"];
    const { fetch } = observe(json({}, 502), new TypeError("terminated"), json({ count: 1 }));
    const transport = anyTransport({ fetch, retry: false });
    for (const name of accessors) {
      names.push(name);
      Object.defineProperty(polluted, name, { get: () => false, set: () => {}, configurable: true });
    }
    const call = () => clearShelf(transport)({ path: { shelf: "a" }, query: { tag: ["x"] } });
    const refused = Object.getOwnPropertyDescriptors(await rejection(call()));
    const lost = Object.getOwnPropertyDescriptors(await rejection(call()));
    const { receipt } = await clearShelf(transport).result({ path: { shelf: "a" }, query: { tag: ["x"] } });
    expect(refused).toMatchObject({ mayHaveHappened: { value: true }, status: { value: 502 } });
    expect(Object.hasOwn(refused, "receipt")).toBe(true);
    expect(lost).toMatchObject({ reason: { value: "connection" }, findOut: { value: expect.any(String) } });
    expect(Object.getOwnPropertyDescriptors(receipt)).toMatchObject({
      status: { value: 200 },
      completion: { value: "completed" },
    });
  });

  test("a response that is no, or cannot be trusted, is not told by what is inherited", async () => {
    const { fetch } = observe(json({}, 404), json({}, 202));
    const { result } = anyOperation({ responses: { "200": {}, "404": {} } })(anyTransport({ fetch }));
    pollute({ data: "evil", key: 200, response: "evil" });
    expect(await result()).toMatchObject({ status: 404, data: undefined, error: { name: "ApiError" } });
    expect(await result()).toMatchObject({ status: "undeclared", data: undefined, error: { reason: "undeclared" } });
  });

  test("freezing what a receipt tells stops at what it has itself", async () => {
    const { fetch } = observe(json({ count: 7 }));
    const inherited = { id: 1n };
    const remove = anyOperation({
      parameters: [{ name: "but", in: "query", schema: { type: "array" }, encode: queryForm }],
      responses: { "200": { "application/json": {} } },
      outcome: { completion: "completed", asked: "query.but", count: "count", compare: true, findOut: "x" },
    });
    pollute({ inherited });
    const { receipt } = await remove(anyTransport({ fetch })).result({ query: { but: ["a", "b"] } });
    expect(receipt.difference).toEqual({ asked: 2, count: 7 });
    expect(Object.isFrozen(inherited)).toBe(false);
  });

  test("a number for a name does not change how a character is written", async () => {
    const { fetch, calls } = observe(json({ count: 1 }));
    pollute({ 92: "/.." });
    await clearShelf(anyTransport({ fetch }))({ path: { shelf: "a\\b" }, query: { tag: ["x"] } });
    expect(calls.map(({ url }) => new URL(url).pathname)).toEqual(["/shelves/a%5Cb/books"]);
  });
});
