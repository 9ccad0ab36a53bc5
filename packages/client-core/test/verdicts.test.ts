import { describe, expect, test, vi } from "vitest";
import type { ApiError, Receipt } from "./core.ts";
import { anyOperation, anyTransport, clearShelf } from "./examples.ts";
import { json, observe, rejection } from "./observed.ts";

describe("a refusal after one that may be a gateway's is no certainty", () => {
  test.each([404, 409, 422, 429])("503, then %i", async (status) => {
    const { fetch, calls } = observe(json({}, 503, { "retry-after": "0" }), json({}, status));
    const error = (await rejection(anyOperation({})(anyTransport({ fetch }))())) as ApiError;
    expect(calls).toHaveLength(2);
    expect(error).toMatchObject({ name: "ApiError", status, mayHaveHappened: true });
    expect(error.message).toContain("It may have been carried out");
  });

  test("429, then 404: that is one", async () => {
    const { fetch } = observe(json({}, 429, { "retry-after": "0" }), json({}, 404));
    expect(await rejection(anyOperation({})(anyTransport({ fetch }))())).toMatchObject({
      status: 404,
      mayHaveHappened: false,
    });
  });
});

describe("a failure inside a success", () => {
  const call = (body: unknown) => clearShelf(anyTransport({ fetch: observe(json(body)).fetch }));
  const input = { path: { shelf: "a" } };
  const options = { allowUnbounded: true };

  test("is of its declared status where its body is as declared", async () => {
    const result = await call({ count: 0, problem: "locked" }).result(input, options);
    expect(result).toMatchObject({ status: 200, error: { name: "ApiError", status: 200 } });
    expect(result.error?.message).toContain("locked");
  });

  test("is an undeclared one where its body is not: types would lie about it", async () => {
    const result = await call({ count: "none", problem: "locked" }).result(input, options);
    expect(result).toMatchObject({ status: "undeclared", error: { name: "ApiError", status: 200 } });
    expect(result.error?.message).toContain("locked");
  });
});

describe("a stream that is none of bytes", () => {
  const streaming = (...chunks: unknown[]): Response =>
    ({
      status: 200,
      headers: new Headers({ "content-type": "application/json" }),
      body: {
        getReader: () => ({
          read: async () => (chunks.length ? { done: false, value: chunks.shift() } : { done: true, value: undefined }),
          cancel: async () => {},
        }),
      },
    }) as unknown as Response;
  const bytes = new TextEncoder().encode('{"count":1}');

  test.each([
    ["undefined after what would be all", [bytes, undefined, bytes]],
    ["a text", ['{"count":1}']],
    ["a text after what would be all", [bytes, "x"]],
    ["a list", [[...bytes]]],
    ["null", [null, bytes]],
    ["bytes of no known length", [{ length: Number.NaN, byteLength: Number.NaN }]],
  ])("is trusted in nothing: %s", async (_what, chunks) => {
    const { fetch } = observe(() => streaming(...chunks));
    const call = clearShelf(anyTransport({ fetch, retry: false }))({ path: { shelf: "a" } }, { allowUnbounded: true });
    expect(await rejection(call)).toMatchObject({ name: "OutcomeUnknownError" });
  });

  test("one of bytes is", async () => {
    const { fetch } = observe(() => streaming(bytes.subarray(0, 3), bytes.subarray(3)));
    const call = clearShelf(anyTransport({ fetch }))({ path: { shelf: "a" } }, { allowUnbounded: true });
    expect(await call).toEqual({ count: 1 });
  });
});

describe("a clock that is broken changes no verdict", () => {
  const broken: readonly (readonly [string, () => unknown])[] = [
    ["NaN", () => Number.NaN],
    ["Infinity", () => Number.POSITIVE_INFINITY],
    ["-1", () => -1],
    ["1e300", () => 1e300],
    ["undefined", () => undefined],
    ["an object", () => ({})],
    ["a symbol", () => Symbol("now")],
    [
      "an Error",
      () => {
        throw new Error("hunter22");
      },
    ],
  ];

  for (const [where, clock] of [
    ["Date", Date],
    ["performance", performance],
  ] as const)
    test.each(broken)(`${where}.now: %s`, async (_what, now) => {
      const receipts: Receipt[] = [];
      const { fetch, calls } = observe(() => {
        vi.spyOn(clock, "now").mockImplementation(now as () => number);
        return json({ count: 1 }, 200, { date: "x" });
      });
      const hooks = { onReceipt: ({ receipt }: { receipt: Receipt }) => receipts.push(receipt) };
      const clear = clearShelf(anyTransport({ fetch, hooks }));
      const { status, receipt } = await clear.result({ path: { shelf: "a" } }, { allowUnbounded: true });
      expect(status).toBe(200);
      expect(receipt).toMatchObject({ attempts: 1, status: 200 });
      expect(receipt.startedAt).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|unknown)$/);
      expect(receipt.durationMs).toBeGreaterThanOrEqual(0);
      expect(receipts).toEqual([receipt]);
      // And from the beginning.
      const again = await clear.result({ path: { shelf: "a" } }, { allowUnbounded: true });
      expect(again.status).toBe(200);
      expect(calls).toHaveLength(2);
      const failing = anyOperation({ retry: { rating: "bounded", past: ["query.to"] } });
      const lost = observe(Object.assign(new Error("x"), { code: "ECONNRESET" }));
      expect(await rejection(failing(anyTransport({ fetch: lost.fetch }))())).toMatchObject({
        name: "OutcomeUnknownError",
      });
      expect(lost.calls).toHaveLength(1);
    });
});
