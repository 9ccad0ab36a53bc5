import { describe, expect, test } from "vitest";
import { keyInHeader, keyInQuery } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

const names = ["onRequest", "onResponse", "onFailure", "onRetry", "onReceipt"] as const;

/** Hooks that write down what they are told. */
function recording() {
  const events: [name: string, event: Record<string, unknown>][] = [];
  const hooks = Object.fromEntries(
    names.map((name) => [name, (event: object) => void events.push([name, { ...event }])]),
  );
  return { events, hooks };
}

const unsent = Object.assign(new Error("x"), { code: "ENOTFOUND" });
const broken = Object.assign(new Error("x"), { code: "ECONNRESET" });

describe("hooks are told", () => {
  test("each step of a call, which has the same number in all of them", async () => {
    const { events, hooks } = recording();
    const { fetch } = observe(
      unsent,
      broken,
      json({}, 503, { "retry-after": "0" }),
      new Response(null, { status: 204 }),
    );
    const purge = anyOperation({ security: [[keyInQuery("token", "t"), keyInHeader("key", "X-Key")]] })(
      anyTransport({
        fetch,
        hooks,
        auth: { token: "hunter22", key: "hunter23" },
        retry: { attempts: 4, maxDelay: 0, unknownOutcome: true },
      }),
    );
    const { receipt } = await purge.result();
    const told = { platform: "Example", operation: "purge", call: 1 };
    const request = {
      ...told,
      method: "POST",
      url: "https://api.example.com/purge?t=%5Bredacted%5D",
      headers: { accept: "*/*;q=0.1", "x-key": "[redacted]" },
    };
    expect(events).toEqual([
      ["onRequest", { ...request, attempt: 1 }],
      ["onFailure", { ...told, attempt: 1, reason: "dns" }],
      ["onRetry", { ...told, attempt: 1, delay: 0 }],
      ["onRequest", { ...request, attempt: 1 }],
      ["onFailure", { ...told, attempt: 1, reason: "connection" }],
      ["onRetry", { ...told, attempt: 2, delay: 0 }],
      ["onRequest", { ...request, attempt: 2 }],
      ["onResponse", { ...told, attempt: 2, status: 503, headers: expect.any(Headers) }],
      ["onRetry", { ...told, attempt: 3, delay: 0 }],
      ["onRequest", { ...request, attempt: 3 }],
      ["onResponse", { ...told, attempt: 3, status: 204, headers: expect.any(Headers) }],
      ["onReceipt", { ...told, attempt: 3, receipt }],
    ]);
    expect(receipt.attempts).toBe(3);
  });

  test("the number of the call within its client", async () => {
    const { events, hooks } = recording();
    const transport = anyTransport({ fetch: observe().fetch, hooks });
    await anyOperation({})(transport)();
    await anyOperation({ name: "other" })(transport)();
    expect(events.filter(([name]) => name === "onReceipt").map(([, event]) => [event.operation, event.call])).toEqual([
      ["purge", 1],
      ["other", 2],
    ]);
  });

  test("of a response that cannot be trusted, but of no failure where there is a clear no", async () => {
    for (const [answer, expected] of [
      [json({}, 202), ["onRequest", "onResponse", "onFailure", "onReceipt"]],
      [json({}, 400), ["onRequest", "onResponse", "onReceipt"]],
    ] as const) {
      const { events, hooks } = recording();
      await rejection(anyOperation({})(anyTransport({ fetch: observe(answer).fetch, hooks }))());
      expect(events.map(([name]) => name)).toEqual(expected);
    }
  });

  test("of no receipt where nothing was sent", async () => {
    const { events, hooks } = recording();
    await rejection(anyOperation({})(anyTransport({ fetch: observe(unsent).fetch, hooks, retry: false }))());
    expect(events.map(([name]) => name)).toEqual(["onRequest", "onFailure"]);
  });
});

test("hooks that throw, or reject, change nothing", async () => {
  const fail = (): never => {
    throw new Error("hook");
  };
  for (const hook of [fail, async () => fail()]) {
    const hooks = Object.fromEntries(names.map((name) => [name, hook]));
    const { fetch, calls } = observe(unsent, new Response(null, { status: 204 }));
    await anyOperation({})(anyTransport({ fetch, hooks, retry: { maxDelay: 0 } }))();
    expect(calls).toHaveLength(2);
  }
});
