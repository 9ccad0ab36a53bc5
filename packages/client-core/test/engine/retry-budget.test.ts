import { describe, expect, test } from "vitest";
import { createRetryBudget } from "../../src/engine/retry-budget.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { observe, rejection } from "../observed.ts";

/** An operation that reaches no server, and tries twice at once. */
function failing() {
  const { fetch, calls } = observe(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
  return { calls, purge: anyOperation({})(anyTransport({ fetch, retry: { attempts: 2, maxDelay: 0 } })) };
}

describe("the budget", () => {
  test("allows one retry to ten calls, and a few in any case", () => {
    for (const calls of [1, 50, 100, 2000, 12_345]) {
      const budget = createRetryBudget();
      let retries = 0;
      for (let call = 0; call < calls; call++) {
        budget.count();
        while (budget.take()) retries++;
      }
      expect(retries).toBeGreaterThanOrEqual(Math.max(10, calls / 10 - 2));
      expect(retries).toBeLessThanOrEqual(Math.max(10, calls / 10 + 1));
    }
  });

  test("is shared by the calls of a client", async () => {
    const { calls, purge } = failing();
    for (let call = 0; call < 50; call++) await rejection(purge());
    expect(calls).toHaveLength(60);
  });
});

test("the budget of a client grows with its calls", async () => {
  const { calls, purge } = failing();
  for (let call = 0; call < 200; call++) await rejection(purge());
  expect(calls).toHaveLength(220);
});
