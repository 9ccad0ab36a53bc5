import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

/** With alarms of their own: limits that calls of other tests have left must not count here. */
let { Deadline, over } = {} as typeof import("../../src/engine/deadline.ts");

beforeAll(async () => {
  vi.resetModules();
  ({ Deadline, over } = await import("../../src/engine/deadline.ts"));
});

const startDeadline = (timeout: number, caller?: AbortSignal): InstanceType<typeof Deadline> =>
  new Deadline(performance.now(), timeout, caller);

const never = new Promise<never>(() => {});

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a deadline", () => {
  test("lets pass what is in time", async () => {
    const deadline = startDeadline(100);
    await vi.advanceTimersByTimeAsync(99);
    expect(deadline.ended).toBe(undefined);
    expect(deadline.signal.aborted).toBe(false);
    expect(await deadline.wait(7)).toBe(7);
    expect(await deadline.wait(Promise.resolve(8))).toBe(8);
    await expect(deadline.wait(Promise.reject(new Error("x")))).rejects.toThrow("x");
    deadline.close();
  });

  test("handles what fails after it is over: a rejection that nobody handles would end the process", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    try {
      const deadline = startDeadline(100);
      deadline.end("aborted");
      await expect(deadline.wait(Promise.reject(new Error("x")))).rejects.toBe(over);
      vi.useRealTimers();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off("unhandledRejection", unhandled);
    }
  });

  test("ends with its time, and whoever waits with it", async () => {
    const deadline = startDeadline(100);
    const waiting = deadline.wait(never).catch((reason: unknown) => reason);
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).toBe(over);
    expect(deadline.ended).toBe("timeout");
    expect(deadline.signal.aborted).toBe(true);
  });

  test("ends with the caller's signal, and what comes later changes nothing", async () => {
    const controller = new AbortController();
    const deadline = startDeadline(100, controller.signal);
    const waiting = deadline.wait(never).catch((reason: unknown) => reason);
    controller.abort("why");
    expect(await waiting).toBe(over);
    expect(deadline.ended).toBe("aborted");
    expect(deadline.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
    expect(deadline.ended).toBe("aborted");
  });

  test("is over at once for a signal that is", async () => {
    const deadline = startDeadline(100, AbortSignal.abort());
    expect(deadline.ended).toBe("aborted");
    expect(await deadline.wait(never).catch((reason: unknown) => reason)).toBe(over);
  });

  test("that ends while nobody waits troubles nobody", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    try {
      startDeadline(100);
      await vi.advanceTimersByTimeAsync(100);
      vi.useRealTimers();
      await new Promise(setImmediate);
    } finally {
      process.off("unhandledRejection", unhandled);
    }
    expect(unhandled).not.toHaveBeenCalled();
  });

  test("that is closed holds no listener, and leaves a timer that holds nothing up and is soon gone", async () => {
    const timers: NodeJS.Timeout[] = [];
    const set = globalThis.setTimeout;
    // No spy: it would be undone after the real timers are back, and put the false one in their place.
    globalThis.setTimeout = ((...args: Parameters<typeof set>) => {
      const timer = set(...args);
      timers.push(timer);
      return timer;
    }) as typeof set; // what it is called with, and gives, is the same
    const controller = new AbortController();
    const deadline = startDeadline(77, controller.signal);
    deadline.close();
    expect(timers.map((timer) => timer.hasRef())).toEqual([false]);
    controller.abort();
    expect(deadline.ended).toBe(undefined);
    // Another call of the same limit has the same timer, which is needed now.
    const other = startDeadline(77);
    expect(timers.map((timer) => timer.hasRef())).toEqual([true]);
    other.close();
    await vi.advanceTimersByTimeAsync(200);
    expect(vi.getTimerCount()).toBe(0);
    globalThis.setTimeout = set;
  });
});

describe("what goes on without a pause is told", () => {
  const told = (deadline: ReturnType<typeof startDeadline>): unknown => {
    try {
      return deadline.check();
    } catch (thrown) {
      return thrown;
    }
  };

  test("that the time is up as soon as it is, although no timer went off", () => {
    const { now } = performance;
    const deadline = startDeadline(100);
    const start = performance.now();
    try {
      performance.now = () => start + 99;
      expect([told(deadline), deadline.ended]).toEqual([undefined, undefined]);
      performance.now = () => start + 100;
      expect([told(deadline), deadline.ended]).toEqual([over, "timeout"]);
    } finally {
      performance.now = now;
    }
    deadline.close();
  });

  test("that the caller has ended it", () => {
    const controller = new AbortController();
    const deadline = startDeadline(100, controller.signal);
    controller.abort();
    expect([told(deadline), deadline.ended]).toEqual([over, "aborted"]);
    deadline.close();
  });
});

describe("a wait", () => {
  test("takes as long as it is told, and holds no timer after it", async () => {
    const deadline = startDeadline(100);
    let over: boolean | undefined;
    const waiting = deadline.pause(40).then((value) => (over = value));
    await vi.advanceTimersByTimeAsync(39);
    expect(over).toBe(undefined);
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toBe(true);
    await waiting;
    deadline.close();
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that would go on to the deadline does not begin", async () => {
    const deadline = startDeadline(100);
    await vi.advanceTimersByTimeAsync(60);
    expect(await deadline.pause(40)).toBe(false);
    const waiting = deadline.pause(39);
    await vi.advanceTimersByTimeAsync(39);
    expect(await waiting).toBe(true);
    expect(deadline.ended).toBe(undefined);
  });

  test("ends with the caller's signal, and leaves no timer", async () => {
    const controller = new AbortController();
    const deadline = startDeadline(100, controller.signal);
    const waiting = deadline.pause(40);
    expect(vi.getTimerCount()).toBe(2);
    controller.abort();
    expect(await waiting).toBe(false);
    // That of the deadline itself.
    expect(vi.getTimerCount()).toBe(1);
    deadline.close();
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("of a signal that cannot be listened to no timer remains", () => {
  const signal = {
    aborted: false,
    addEventListener() {
      throw new Error("x");
    },
    removeEventListener() {},
  };
  expect(() => startDeadline(100, signal as unknown as AbortSignal)).toThrow("x");
  expect(vi.getTimerCount()).toBe(0);
});
