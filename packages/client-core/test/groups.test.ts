import { expect, test, vi } from "vitest";
import { withGroups } from "../src/groups.ts";

test("a group is made when it is first asked for, and once", () => {
  const make = vi.fn(() => ({ list: () => 1 }));
  const other = vi.fn(() => ({}));
  const client = withGroups({ health: () => "ok" }, { traces: make, spans: other });
  expect([client.health(), make.mock.calls.length]).toEqual(["ok", 0]);
  expect(client.traces).toBe(client.traces);
  expect(client.traces.list()).toBe(1);
  expect(make).toHaveBeenCalledOnce();
  expect(other).not.toHaveBeenCalled();
  expect(Object.keys(client)).toEqual(["health", "traces", "spans"]);
});

test("a group cannot be put in the place of another, nor taken away", () => {
  const client: { traces: unknown } = withGroups({}, { traces: () => ({}) });
  expect(() => {
    client.traces = {};
  }).toThrow(TypeError);
  expect(Reflect.deleteProperty(client, "traces")).toBe(false);
});

test("what somebody has put on Object.prototype is no part of a group's description", () => {
  const polluted = Object.prototype as { set?: unknown; writable?: unknown };
  let made: object;
  try {
    polluted.set = () => {};
    polluted.writable = true;
    made = withGroups({}, { traces: () => ({ list: 1 }) }).traces;
  } finally {
    // What compares below does not bear it.
    delete polluted.set;
    delete polluted.writable;
  }
  expect(made).toEqual({ list: 1 });
});
