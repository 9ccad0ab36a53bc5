import { afterEach, describe, expect, test, vi } from "vitest";
import type { OperationDescriptor } from "../../src/index.ts";
import { isRepeatable } from "../../src/transport/retry.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("a server that says when to come again is asked again", () => {
  test.each([400, 404, 408, 425, 500, 502, 504])("not if it says so with %i", async (status) => {
    const { fetch, calls } = observe(json({}, status, { "retry-after": "0" }));
    expect(await rejection(anyOperation({})(anyTransport({ fetch }))())).toMatchObject({ name: "ApiError", status });
    expect(calls).toHaveLength(1);
  });

  test.each([202, 301, 307])("not if nobody knows what it means with %i", async (status) => {
    const { fetch, calls } = observe(json({}, status, { "retry-after": "0" }));
    expect(await rejection(anyOperation({})(anyTransport({ fetch }))())).toMatchObject({ name: "OutcomeUnknownError" });
    expect(calls).toHaveLength(1);
  });

  test.each([
    ["30", undefined, 2],
    ["31", undefined, 1],
    ["5", 5000, 2],
    ["6", 5000, 1],
  ])("not if that is too long: %s seconds, at most %s milliseconds", async (after, maxDelay, times) => {
    vi.useFakeTimers();
    const { fetch, calls } = observe(json({}, 503, { "retry-after": after }), new Response(null, { status: 204 }));
    const retry = maxDelay === undefined ? {} : { maxDelay };
    const result = anyOperation({})(anyTransport({ fetch, retry, timeout: 100_000 })).result();
    await vi.advanceTimersByTimeAsync(40_000);
    await result;
    expect(calls).toHaveLength(times);
  });
});

describe("a request that may have arrived is safe to repeat", () => {
  const startedAt = Date.UTC(2026, 0, 1, 12);
  const repeatable = (retry: OperationDescriptor["retry"], query: object) =>
    isRepeatable(
      { name: "a", method: "POST", path: "/a", responses: {}, ...(retry && { retry }) },
      { query },
      startedAt,
    );

  test("only where the document says so", () => {
    expect(repeatable(undefined, {})).toBe(false);
    expect(repeatable({ rating: "safe" }, {})).toBe(true);
  });

  test("only for an input of which it says so", () => {
    const when = { properties: { query: { required: ["id"] } } };
    expect(repeatable({ rating: "bounded", when }, { id: 1 })).toBe(true);
    expect(repeatable({ rating: "bounded", when }, {})).toBe(false);
  });

  test("only if all of its times were over a minute before the call", () => {
    const past = ["query.from", "query.to"];
    const old = new Date(startedAt - 60_001);
    expect(repeatable({ rating: "bounded", past }, { from: old, to: old })).toBe(true);
    expect(repeatable({ rating: "bounded", past }, { from: old, to: new Date(startedAt - 60_000) })).toBe(false);
    expect(repeatable({ rating: "bounded", past }, { from: old })).toBe(false);
  });
});
