import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { retryAfter } from "../../src/engine/retry.ts";
import type { HookEvent, RetryEvent } from "../core.ts";
import { anyOperation, anyTransport, clearShelf, clearShelfDescription } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

const unsent = Object.assign(new Error("x"), { code: "ECONNREFUSED" });
const broken = Object.assign(new Error("x"), { code: "ECONNRESET" });
const busy = (status: number, headers: Record<string, string> = { "retry-after": "0" }): Response =>
  json({}, status, headers);
const good = new Response(null, { status: 204 });
const safe = { retry: { rating: "safe" } } as const;

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
});

function set(answers: Parameters<typeof observe>, descriptor: object = {}, options: object = {}) {
  const { fetch, calls } = observe(...answers);
  return { calls, purge: anyOperation(descriptor)(anyTransport({ fetch, ...options })) };
}

describe("a request is sent again", () => {
  test.each([
    ["that could not be sent", unsent],
    ["that the server put off (429)", busy(429)],
    ["that the server put off (503)", busy(503)],
  ])("%s, whatever the operation", async (_what, answer) => {
    const { calls, purge } = set([answer, answer, good]);
    await purge();
    expect(calls).toHaveLength(3);
  });

  test("that may have arrived, where a repeat is safe", async () => {
    const { calls, purge } = set([broken, good], safe);
    const { receipt } = (await purge.result()) as { receipt: object };
    expect(calls).toHaveLength(2);
    expect(receipt).toMatchObject({ attempts: 2, status: 204 });
  });

  test("that may have arrived, where the caller opts in", async () => {
    const { calls, purge } = set([broken, good], {}, { retry: { unknownOutcome: true } });
    await purge();
    expect(calls).toHaveLength(2);
  });

  test("that may have arrived, where a repeat of this very input is safe", async () => {
    const retry = {
      rating: "bounded",
      when: { properties: { query: { required: ["before"] } } },
      past: ["query.before"],
    } as const;
    const bounded = (before: string) => {
      const { fetch, calls } = observe(broken, json({ count: 1 }));
      const factory = anyOperation({ ...clearShelfDescription, rules: [], retry });
      return { calls, call: factory(anyTransport({ fetch }))({ path: { shelf: "a" }, query: { before } }) };
    };
    const past = bounded("2020-01-01T00:00:00Z");
    await past.call;
    expect(past.calls).toHaveLength(2);
    const future = bounded(new Date(Date.now() + 1000).toISOString());
    expect(await rejection(future.call)).toMatchObject({ name: "OutcomeUnknownError" });
    expect(future.calls).toHaveLength(1);
  });

  test("made anew, with a credential that is asked for anew", async () => {
    const { fetch, calls } = observe(unsent, json({ count: 1 }));
    let count = 0;
    await clearShelf(anyTransport({ fetch, auth: { key: () => `key-${++count}` } }))({
      path: { shelf: "a" },
      query: { tag: ["x"] },
    });
    expect(calls.map(({ headers }) => headers["x-key"])).toEqual(["key-1", "key-2"]);
  });
});

test("a repeat whose promise has a `then` of its own is not taken for the attempt before, which was not sent", async () => {
  const forged = (): unknown => {
    const promise = Promise.resolve(good);
    const fails = (): never => {
      throw new Error("x");
    };
    return Object.defineProperty(promise, "then", { value: fails });
  };
  let calls = 0;
  const fetch = (): unknown => {
    calls++;
    if (calls === 1) throw unsent;
    return forged();
  };
  const error = await rejection(anyOperation({})(anyTransport({ fetch }))());
  expect(calls).toBe(2);
  expect(error).toMatchObject({ name: "OutcomeUnknownError", receipt: { attempts: 1 } });
});

describe("a request is not sent again", () => {
  test.each([
    ["that may have arrived", broken, "OutcomeUnknownError"],
    ["that was refused", json({}, 500), "ApiError"],
    ["that was put off without a time", json({}, 503), "ApiError"],
    ["that was put off for too long", busy(503, { "retry-after": "31" }), "ApiError"],
    ["that was put off beyond the deadline", busy(429, { "retry-after": "20" }), "ApiError"],
    ["that failed with status no declared success", json({}), "OutcomeUnknownError"],
  ])("%s", async (_what, answer, name) => {
    const { calls, purge } = set([answer, good], {}, { timeout: 10_000 });
    expect(await rejection(purge())).toMatchObject({ name, receipt: { attempts: 1 } });
    expect(calls).toHaveLength(1);
  });

  test.each([unsent, busy(429), broken])("with `retry: false`, of the client or of the call: %o", async (answer) => {
    const byClient = set([answer, good], safe, { retry: false });
    await rejection(byClient.purge());
    expect(byClient.calls).toHaveLength(1);
    const byCall = set([answer, good], safe);
    await rejection(byCall.purge({}, { retry: false }));
    expect(byCall.calls).toHaveLength(1);
  });

  test("more often than the options say", async () => {
    const { calls, purge } = set([unsent], {}, { retry: { attempts: 5 } });
    expect(await rejection(purge())).toMatchObject({ name: "NotSentError" });
    expect(calls).toHaveLength(5);
  });

  test("after the caller gave up", async () => {
    const controller = new AbortController();
    const { calls, purge } = set([busy(503, { "retry-after": "20" })]);
    const call = rejection(purge({}, { signal: controller.signal }));
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    controller.abort();
    expect(await call).toMatchObject({ name: "ApiError", status: 503 });
    expect(calls).toHaveLength(1);
  });

  test.each([
    { attempts: Number.NaN },
    { attempts: 0 },
    { attempts: 11 },
    { attempt: 1 },
    { maxDelay: -1 },
    { unknownOutcome: 1 },
    true,
  ])("with options that are none: %j", async (retry) => {
    const { calls, purge } = set([good]);
    expect(await rejection(purge({}, { retry }))).toMatchObject({
      issues: [{ path: expect.stringMatching(/^options\.retry/) }],
    });
    expect(calls).toEqual([]);
  });
});

describe("what is reported after several attempts", () => {
  test.each([
    ["an unknown outcome is not undone by a refusal", [broken, json({}, 404)], "OutcomeUnknownError"],
    ["an unknown outcome is not undone by an attempt that was not sent", [broken, unsent], "OutcomeUnknownError"],
    ["a refusal is not undone by an attempt that was not sent", [busy(503), unsent], "ApiError"],
    ["a later refusal counts", [busy(503), json({}, 409)], "ApiError"],
  ])("%s", async (_what, answers, name) => {
    const { purge } = set(answers as never, safe, { retry: { attempts: 2 } });
    const error = await rejection(purge());
    expect(error).toMatchObject({ name });
    if (answers[1] instanceof Response && name === "ApiError") expect(error).toMatchObject({ status: 409 });
  });
});

describe("the wait", () => {
  test("is what the server asks for, not less", async () => {
    vi.useFakeTimers();
    const { calls, purge } = set([busy(503, { "retry-after": "7" }), good]);
    const call = purge();
    await vi.advanceTimersByTimeAsync(6_999);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(calls).toHaveLength(2);
  });

  test("is anything between nothing and twice as much each time", async () => {
    vi.mocked(Math.random).mockReturnValue(0.5);
    vi.useFakeTimers();
    const waits: number[] = [];
    const { purge } = set(
      [unsent],
      {},
      { retry: { attempts: 5, maxDelay: 3000 }, hooks: { onRetry: ({ delay }: RetryEvent) => waits.push(delay) } },
    );
    const call = rejection(purge());
    await vi.runAllTimersAsync();
    await call;
    expect(waits).toEqual([250, 500, 1000, 1500]);
  });

  const date = "Sun, 22 Nov 2026 08:00:00 GMT";
  test.each([
    [{ "retry-after": "3" }, 3000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after-ms": "250", "retry-after": "3" }, 250],
    [{ "retry-after": "Sun, 22 Nov 2026 08:00:05 GMT", date }, 5000],
    [{ "retry-after": "Sunday, 22-Nov-26 08:00:05 GMT", date }, 5000],
    [{ "retry-after": "Sun, 22 Nov 2026 07:00:00 GMT", date }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "-1" }, undefined],
    [{ "retry-after-ms": "0", "retry-after": "3" }, 0],
    [{ "retry-after-ms": "soon", "retry-after": "3" }, 3000],
    [{ "retry-after-ms": "-1", "retry-after": "3" }, 3000],
    [{ "retry-after-ms": "-1" }, undefined],
    [{ "retry-after": "3-4" }, undefined],
    [{ "retry-after": "2026-11-22T08:00:05Z", date }, 5000],
    [{}, undefined],
  ] as [Record<string, string>, number | undefined][])("is read from %j", (headers, expected) => {
    expect(retryAfter(new Headers(headers))).toBe(expected);
  });
});

describe("hooks", () => {
  test("are told what goes on, without secrets", async () => {
    const events: [string, HookEvent][] = [];
    const record = (name: string) => (event: HookEvent) => events.push([name, event]);
    const hooks = {
      onRequest: record("request"),
      onResponse: record("response"),
      onRetry: record("retry"),
      onReceipt: record("receipt"),
    };
    const { fetch } = observe(unsent, busy(503), json({ count: 1 }));
    const clear = clearShelf(anyTransport({ fetch, hooks, auth: { key: "hunter22" } }));
    await clear({ path: { shelf: "a" }, query: { tag: ["x"] } });
    expect(events.map(([name, { attempt }]) => `${name} ${attempt}`)).toEqual([
      "request 1",
      "retry 1",
      "request 1",
      "response 1",
      "retry 2",
      "request 2",
      "response 2",
      "receipt 2",
    ]);
    expect(new Set(events.map(([, { call }]) => call)).size).toBe(1);
    expect(events[0]?.[1]).toMatchObject({
      platform: "Example",
      operation: "clearShelf",
      method: "DELETE",
      headers: { "x-key": "[redacted]" },
    });
    expect(JSON.stringify(events)).not.toContain("hunter22");
  });

  test("that are none are refused", () => {
    expect(() => anyTransport({ hooks: { onRequst: () => {} } })).toThrow("options.hooks");
    expect(() => anyTransport({ hooks: { onRequest: 1 } })).toThrow("options.hooks");
  });
});
