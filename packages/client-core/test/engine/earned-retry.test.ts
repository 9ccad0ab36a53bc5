import { afterEach, describe, expect, test, vi } from "vitest";
import { bounded, safe } from "../../src/request/rules.ts";
import { conditionOf, type Schema } from "../check-of.ts";
import { queryForm } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { ofInput } from "../given-input.ts";
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

describe("what a server has responded to is not sent again, however safe that is", () => {
  const safeOperation = anyOperation({ responses: { "200": { "application/json": {} } }, retry: { rating: "safe" } });

  test.each<[string, Response]>([
    ["a refusal", json({}, 500)],
    ["a refusal of a gateway", json({}, 502)],
    ["another success than the declared one", new Response("ok", { headers: { "content-type": "text/plain" } })],
    ["what cannot be read", new Response("{", { headers: { "content-type": "application/json" } })],
    ["too much", json("x".repeat(200))],
  ])("%s", async (_what, response) => {
    for (const retry of [{}, { unknownOutcome: true }]) {
      const { fetch, calls } = observe(response.clone(), json({}));
      const transport = anyTransport({ fetch, retry: { maxDelay: 0, ...retry }, maxResponseBytes: 100 });
      await rejection(safeOperation(transport)());
      expect(calls).toHaveLength(1);
    }
  });
});

describe("a request that may have arrived is safe to repeat", () => {
  const now = new Date(Date.UTC(2026, 0, 1, 12));
  const purge = anyOperation({
    parameters: [{ name: "to", in: "query", schema: { type: "string", format: "date-time" }, encode: queryForm }],
    retry: { rating: "bounded", past: ["query.to"] },
  });
  const within = (when: Schema, query: object, ...past: string[]): boolean =>
    ofInput(
      (places) => {
        const repeatable = bounded(conditionOf(when), ...past)(places);
        return (given) => repeatable(given, now);
      },
      { query: { ...query } },
    );

  test("where the document says so of every input", () => {
    expect(safe({})({ groups: [], values: [], input: {} }, now)).toBe(true);
  });

  test("only for an input of which it says so", () => {
    const when = { properties: { query: { required: ["id"] } } };
    expect(within(when, { id: 1 })).toBe(true);
    expect(within(when, {})).toBe(false);
  });

  test("only if all of its times are over", () => {
    const past = ["query.from", "query.to"];
    const old = new Date(now.getTime() - 1);
    expect(within(true, { from: old, to: old }, ...past)).toBe(true);
    expect(within(true, { from: old, to: now }, ...past)).toBe(false);
    expect(within(true, { from: old }, ...past)).toBe(false);
  });

  test.each([
    ["over a minute before the call", 60_001, 2],
    ["less than a minute before it, since the server's clock may be behind", 60_000, 1],
  ])("where its times were over %s: %s ms", async (_what, before, times) => {
    vi.useFakeTimers({ now });
    const broken = Object.assign(new Error("x"), { code: "ECONNRESET" });
    const { fetch, calls } = observe(broken, new Response(null, { status: 204 }));
    const call = purge(anyTransport({ fetch }))({ query: { to: new Date(now.getTime() - before) } }).catch(() => {});
    await vi.advanceTimersByTimeAsync(10_000);
    await call;
    expect(calls).toHaveLength(times);
  });

  test("where its times were over when the call began, not only when it failed", async () => {
    vi.useFakeTimers({ now });
    let sent = 0;
    const fetch = async (): Promise<Response> => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      throw Object.assign(new Error("x"), { code: "ECONNRESET" });
    };
    const call = purge(anyTransport({ fetch }))({ query: { to: new Date(now.getTime() - 50_000) } }).catch(() => {});
    await vi.advanceTimersByTimeAsync(60_000);
    await call;
    expect(sent).toBe(1);
  });
});
