import { describe, expect, test, vi } from "vitest";
import { stateOf } from "../../src/engine/transport.ts";
import { operation } from "../../src/operation.ts";
import { type Authenticator, keyInHeader } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { json, observe, rejection } from "../observed.ts";

const outcome = { completion: "completed", findOut: "list what is left" } as const;

async function messageFor(answer: Parameters<typeof observe>[0], descriptor: object = {}): Promise<string> {
  const transport = anyTransport({ fetch: observe(answer).fetch, retry: false });
  return ((await rejection(anyOperation(descriptor)(transport)())) as Error).message;
}

const text = (body: string, status: number, type = "text/plain"): Response =>
  new Response(body, { status, headers: { "content-type": type } });

describe("a refusal says", () => {
  test.each([
    [text("no\t such \n\n shelf", 404), ": no such shelf"],
    [json({ detail: "none" }, 422), ': {"detail":"none"}'],
    [json(["a"], 400), ': ["a"]'],
    [json(null, 400), ": null"],
    [text("", 400), ""],
    [new Response(new Uint8Array([1]), { status: 400 }), ""],
    [text("x".repeat(201), 400), `: ${"x".repeat(200)}`],
  ])("%#: what the server says, in one line that is not too long", async (answer, expected) => {
    expect(await messageFor(answer)).toBe(`Example purge failed with status ${answer.status}${expected}`);
  });

  test("that part of the work may be done, if the server failed, and how to find out", async () => {
    const partly = ". It may have been carried out, in whole or in part: before you repeat it,";
    expect(await messageFor(text("", 499), { outcome })).toBe("Example purge failed with status 499");
    expect(await messageFor(text("", 408), { outcome })).toBe(
      `Example purge failed with status 408${partly} list what is left.`,
    );
    expect(await messageFor(text("", 500), { outcome })).toBe(
      `Example purge failed with status 500${partly} list what is left.`,
    );
    expect(await messageFor(text("", 500))).toBe(
      `Example purge failed with status 500${partly} look at the platform for what it did.`,
    );
  });
});

test("an unknown outcome says how to find out", async () => {
  expect(await messageFor(json({}, 202), { outcome })).toContain("Before you repeat it, list what is left.");
});

describe("a credential that can be renewed", () => {
  const renewable = (forget: Authenticator["forget"]): Authenticator => ({
    ...keyInHeader("key", "X-Key"),
    ...(forget && { forget }),
  });

  test("is renewed once, at once, where the server says 401", async () => {
    const forget = vi.fn(() => true);
    const { fetch, calls } = observe(json({}, 401));
    const onRetry = vi.fn();
    const transport = anyTransport({ fetch, auth: { key: "k3y" }, hooks: { onRetry } });
    const purge = anyOperation({ security: [[renewable(forget), keyInHeader("key", "X-Other")]] })(transport);
    expect(await rejection(purge())).toMatchObject({ name: "ApiError", status: 401, receipt: { attempts: 2 } });
    expect(calls).toHaveLength(2);
    expect(forget.mock.calls).toEqual([["k3y", "k3y", stateOf(transport).tokens]]);
    expect(onRetry).not.toHaveBeenCalled();
  });

  test.each([
    [401, () => false],
    [401, undefined],
    [403, () => true],
  ])("is not, with %i, where that would help nothing", async (status, forget) => {
    const { fetch, calls } = observe(json({}, status));
    const purge = anyOperation({ security: [[renewable(forget)]] })(anyTransport({ fetch, auth: { key: "k3y" } }));
    await rejection(purge());
    expect(calls).toHaveLength(1);
  });

  test("is not where nothing may be repeated", async () => {
    const { fetch, calls } = observe(json({}, 401));
    const purge = anyOperation({ security: [[renewable(() => true)]] })(
      anyTransport({ fetch, auth: { key: "k3y" }, retry: false }),
    );
    await rejection(purge());
    expect(calls).toHaveLength(1);
  });
});

test("a credential that fails at a repeat leaves what is known of the first attempt", async () => {
  const { fetch, calls } = observe(json({}, 503, { "retry-after": "0" }));
  let asked = 0;
  const auth = {
    key: () => {
      if (asked++) throw new Error("x");
      return "k3y";
    },
  };
  const purge = anyOperation({ security: [[keyInHeader("key", "X-Key")]] })(anyTransport({ fetch, auth }));
  expect(await rejection(purge())).toMatchObject({ name: "ApiError", status: 503, receipt: { attempts: 1 } });
  expect(calls).toHaveLength(1);
});

test("a call that is over leaves no timer, and lets go of the caller's signal", async () => {
  vi.useFakeTimers();
  try {
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    await anyOperation({})(anyTransport({ fetch: observe().fetch }))({}, { signal: controller.signal });
    await rejection(anyOperation({})(anyTransport({ fetch: observe(new Error("x")).fetch, retry: false }))());
    // The one that all calls of a limit share holds nothing up, and is soon gone.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(remove).toHaveBeenCalledWith("abort", expect.anything());
  } finally {
    vi.useRealTimers();
  }
});

test("the time of the call counts before that of the client", async () => {
  vi.useFakeTimers();
  try {
    const { fetch } = observe(() => new Promise(() => {}));
    const purge = anyOperation({})(anyTransport({ fetch, timeout: 1000 }));
    let over = 0;
    const both = [purge(), purge({}, { timeout: 10 })].map((call) => rejection(call).then(() => over++));
    await vi.advanceTimersByTimeAsync(10);
    expect(over).toBe(1);
    await vi.advanceTimersByTimeAsync(990);
    expect(over).toBe(2);
    await Promise.all(both);
  } finally {
    vi.useRealTimers();
  }
});

describe("where something fails that should not, nothing of it is told", () => {
  const failing = (): never => {
    throw new Error("hunter22");
  };
  const text = "something in this process failed that should not";
  const known = { platform: "Example", server: "https://api.example.com" };

  test("and before anything was sent, that nothing was", async () => {
    const factory = operation<[], unknown, unknown>(failing);
    expect(await rejection(factory(anyTransport())())).toMatchObject({
      ...known,
      name: "NotSentError",
      operation: "call",
      reason: "unreachable",
      message: `Example call was not sent: ${text}. Nothing was changed; it is safe to call again.`,
    });
  });

  test("as when a credential cannot be put where it belongs", async () => {
    const { fetch, calls } = observe();
    const put: Authenticator["put"] = (_parts, given) => given === "k3y" && failing();
    const purge = anyOperation({ security: [[{ ...keyInHeader("key", "X-Key"), put }]] });
    expect(await rejection(purge(anyTransport({ fetch, auth: { key: () => "k3y" } }))())).toMatchObject({
      ...known,
      name: "NotSentError",
      operation: "purge",
      reason: "unreachable",
    });
    expect(calls).toEqual([]);
  });

  test("and after something was, that nobody knows what came of it", async () => {
    const { fetch } = observe(() => {
      vi.stubGlobal("Headers", failing);
      return { status: 204, headers: new Map(), body: null };
    });
    const error = await rejection(anyOperation({ outcome })(anyTransport({ fetch })).result());
    expect(error).toMatchObject({ ...known, name: "OutcomeUnknownError", operation: "purge", reason: "connection" });
    expect((error as Error).message).toBe(
      `Example purge was sent, but its outcome is unknown: ${text}. It may have been carried out. Before you repeat it, list what is left.`,
    );
  });
});
