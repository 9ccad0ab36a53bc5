import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { observe, rejection } from "../observed.ts";

/** With alarms of their own: what calls of other tests have left must not count here, nor what these leave there. */
let { anyOperation, anyTransport } = {} as typeof import("../examples.ts");

beforeAll(async () => {
  vi.resetModules();
  ({ anyOperation, anyTransport } = await import("../examples.ts"));
});

/** A call that lasts until it is answered, or its time is up. */
function start(timeout: number) {
  let resolve: (response: Response) => void;
  const { fetch, calls } = observe(() => new Promise((given) => (resolve = given)));
  const call = {
    outcome: "",
    signal: undefined as unknown as AbortSignal, // it has one in a moment
    answer: async (): Promise<void> => {
      resolve(new Response(null, { status: 204 }));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
  anyOperation({})(anyTransport({ fetch, timeout, retry: false }))().then(
    () => (call.outcome = "answered"),
    ({ reason }) => (call.outcome = reason),
  );
  call.signal = calls[0]?.init.signal as AbortSignal;
  return call;
}

const set = { setTimeout, now: performance.now };
/** Those that were set, in their order. */
let timers: NodeJS.Timeout[];

beforeEach(() => {
  vi.useFakeTimers();
  timers = [];
  const original = globalThis.setTimeout;
  // No spies here: they would be undone after the real timers are back, and put the false ones in their place.
  globalThis.setTimeout = ((...given: Parameters<typeof original>) => {
    const timer = original(...given);
    timers.push(timer);
    return timer;
  }) as typeof original; // what it is called with, and gives, is the same
});

afterEach(() => {
  vi.useRealTimers();
  expect({ setTimeout, now: performance.now }).toEqual(set);
});

describe("calls of one limit", () => {
  test("have one timer, and each ends when its own time is up", async () => {
    const first = start(100);
    await vi.advanceTimersByTimeAsync(40);
    const second = start(100);
    await vi.advanceTimersByTimeAsync(20);
    const third = start(100);
    const calls = [first, second, third];
    await vi.advanceTimersByTimeAsync(39);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["", "", ""]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["timeout", "", ""]);
    await vi.advanceTimersByTimeAsync(39);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["timeout", "", ""]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["timeout", "timeout", ""]);
    await vi.advanceTimersByTimeAsync(20);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["timeout", "timeout", "timeout"]);
    expect(timers).toHaveLength(3);
  });

  test("end in the order of their times, whichever were over before", async () => {
    const calls: ReturnType<typeof start>[] = [];
    for (let count = 0; count < 5; count++) {
      calls.push(start(100));
      await vi.advanceTimersByTimeAsync(10);
    }
    const [first, second, third, fourth, fifth] = calls;
    await first?.answer();
    await fifth?.answer();
    await fourth?.answer();
    await vi.advanceTimersByTimeAsync(59);
    expect([second?.outcome, third?.outcome]).toEqual(["", ""]);
    await vi.advanceTimersByTimeAsync(1);
    expect([second?.outcome, third?.outcome]).toEqual(["timeout", ""]);
    await vi.advanceTimersByTimeAsync(10);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["answered", "timeout", "timeout", "answered", "answered"]);
    // What is over is not ended once more.
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([false, true, true, false, false]);
  });

  test("keep the process up as long as one of them is not over", async () => {
    const [first, second] = [start(100), start(100)];
    await first.answer();
    expect(timers.map((timer) => timer.hasRef())).toEqual([true]);
    await second.answer();
    expect(timers.map((timer) => timer.hasRef())).toEqual([false]);
  });

  test("have one timer, also where the end of one begins another", async () => {
    const [first, second] = [start(100), start(100)];
    await vi.advanceTimersByTimeAsync(40);
    const third = start(100);
    const later: ReturnType<typeof start>[] = [];
    first.signal.addEventListener("abort", () => later.push(start(100)));
    await vi.advanceTimersByTimeAsync(60);
    expect([first, second, third].map(({ outcome }) => outcome)).toEqual(["timeout", "timeout", ""]);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect([third, ...later].map(({ outcome }) => outcome)).toEqual(["timeout", "timeout"]);
  });
});

test("a call that fails takes no other one's time away", async () => {
  const call = start(100);
  const { fetch } = observe(new Error("x"));
  await rejection(anyOperation({})(anyTransport({ fetch, timeout: 100, retry: false }))());
  await vi.advanceTimersByTimeAsync(100);
  expect(call.outcome).toBe("timeout");
});

test("a timer that is early by the other clock ends the call that it was set for", async () => {
  const { now } = performance;
  const call = start(100);
  try {
    performance.now = () => now.call(performance) - 0.5;
    await vi.advanceTimersByTimeAsync(100);
    expect(call.outcome).toBe("timeout");
  } finally {
    performance.now = now;
  }
});

test("of many limits a few leave a timer for the next call, and the others none", async () => {
  for (let limit = 1001; limit <= 1040; limit++) {
    const call = start(limit);
    await call.answer();
    expect(call.outcome).toBe("answered");
  }
  expect(vi.getTimerCount()).toBeLessThanOrEqual(17);
  const call = start(1040);
  await vi.advanceTimersByTimeAsync(1040);
  expect(call.outcome).toBe("timeout");
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ["numbers", (timer: NodeJS.Timeout) => Number(timer)],
  [
    "objects of another kind",
    (timer: NodeJS.Timeout) => ({ unref: () => {}, [Symbol.toPrimitive]: () => Number(timer) }),
  ],
])("where timers are %s, as in a browser, a call that is over leaves none", async (_what, shown) => {
  const original = globalThis.setTimeout;
  globalThis.setTimeout = ((...given: Parameters<typeof original>) => shown(original(...given))) as never;
  const [first, second] = [start(100), start(100)];
  await first.answer();
  expect(vi.getTimerCount()).toBe(1);
  await second.answer();
  expect(vi.getTimerCount()).toBe(0);
  const third = start(100);
  await vi.advanceTimersByTimeAsync(100);
  expect(third.outcome).toBe("timeout");
  globalThis.setTimeout = original;
});
