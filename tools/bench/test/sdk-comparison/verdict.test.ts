import { expect, test } from "vitest";
import type { Delivery, Fault } from "../../src/sdk-comparison/faults/fault.ts";
import type { Run } from "../../src/sdk-comparison/run-candidate.ts";
import { secret } from "../../src/sdk-comparison/secret.ts";
import { verdict } from "../../src/sdk-comparison/verdict.ts";

const fault: Fault = { title: "something" };
const delivery: Delivery = { method: "POST", url: new URL("http://127.0.0.1/a"), headers: {}, body: "", at: 0 };

function rejected(name: string, more: { status?: number; reason?: string; text?: string } = {}): Run["ended"] {
  return { settled: "rejected", name, status: undefined, reason: undefined, text: "", memory: 0, ...more };
}

function said(ended: Run["ended"], more: Partial<Run> = {}, about: Fault = fault): string {
  return verdict(about, { ended, deliveries: [delivery], elsewhere: [], ...more });
}

test("An error is told by its name, its status and its reason", () => {
  expect(said(rejected("ApiError", { status: 500 }))).toBe("ApiError 500");
  expect(said(rejected("OutcomeUnknownError", { reason: "timeout" }))).toBe("OutcomeUnknownError (timeout)");
});

test("An error without a request is a refusal, unless nobody was there", () => {
  expect(said(rejected("RangeError"), { deliveries: [] })).toBe("refused before sending (RangeError)");
  expect(said(rejected("TypeError"), { deliveries: [] }, { ...fault, unreachable: true })).toBe("TypeError");
});

test("Repeated deliveries are counted", () => {
  expect(said(rejected("Error"), { deliveries: [delivery, delivery] })).toBe("Error, sent 2 times");
});

test("A delivery at the other origin says whether the key came along", () => {
  const resolved = { settled: "resolved", value: "success", memory: 0 } as const;
  expect(said(resolved, { elsewhere: [delivery] })).toBe(
    "resolves as a success, POST repeated at the other origin, without the key",
  );
  expect(said(resolved, { elsewhere: [{ ...delivery, headers: { authorization: `Bearer ${secret}` } }] })).toBe(
    "resolves as a success, POST repeated at the other origin, with the key",
  );
});

test("A secret in an error is told", () => {
  expect(said(rejected("TypeError", { text: `invalid header ${secret}` }))).toBe("TypeError, the key is in the error");
});

test("For a wrong input it counts what arrived, not how the call ended", () => {
  const about = { ...fault, sent: () => "sent without `a`" };
  expect(said({ settled: "resolved", value: "`undefined`", memory: 0 }, {}, about)).toBe("sent without `a`");
});

test("A call that does not end, or takes the process with it, is a result", () => {
  expect(said({ settled: "waiting" })).toMatch(/^still waiting after \d+ s$/);
  expect(said({ settled: "crashed" })).toBe("the process crashes");
});
