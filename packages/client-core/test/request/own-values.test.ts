import { runInNewContext } from "node:vm";
import { describe, expect, test, vi } from "vitest";
import { isRecord, ownCopy } from "../../src/records.ts";

describe("a plain object", () => {
  test.each([
    ["an object", { a: 1 }],
    ["one without a prototype", Object.create(null)],
    ["one of another realm", runInNewContext("({ a: 1 })")],
  ])("is %s", (_what, value) => {
    expect(isRecord(value)).toBe(true);
  });

  test("is one that another copy of this code has made", async () => {
    vi.resetModules();
    const other: typeof import("../../src/records.ts") = await import("../../src/records.ts");
    const made = other.ownCopy({ a: 1 });
    expect(other.isRecord).not.toBe(isRecord);
    expect(isRecord(made)).toBe(true);
    expect(isRecord(Object.create(made as object))).toBe(false);
  });

  test.each([
    ["a list", []],
    ["null", null],
    ["a function", () => 1],
    ["a Map", new Map()],
    ["one that inherits", Object.create({ a: 1 })],
    ["one that inherits from something unknown", Object.create(Object.assign(Object.create(null), { a: 1 }))],
    [
      "one that inherits something hidden",
      Object.create(Object.defineProperty(Object.create(null), "a", { value: 1 })),
    ],
    ["one whose prototype pretends", Object.create({ isPrototypeOf: 1 })],
    [
      "one whose prototype pretends, without one itself",
      Object.create(Object.assign(Object.create(null), { isPrototypeOf: 1 })),
    ],
    [
      "one of another realm, in which all objects inherit something",
      runInNewContext("Object.prototype.all = 1; ({ a: 1 })"),
    ],
    ["one that inherits at second hand", Object.create(Object.create({ a: 1 }))],
    ["a list that inherits nothing", Object.setPrototypeOf([], Object.create(null))],
    ["an instance of another realm", runInNewContext("new (class { a = 1 })()")],
  ])("is not %s", (_what, value) => {
    expect(isRecord(value)).toBe(false);
  });
});

describe("a copy of what was given", () => {
  test("shares nothing with it", () => {
    const date = new Date(5);
    const given = { list: [{ a: 1 }], date };
    const copy = ownCopy(given) as typeof given;
    given.list[0] = { a: 2 };
    date.setTime(6);
    expect(copy).toEqual({ list: [{ a: 1 }], date: new Date(5) });
    for (const name of Reflect.ownKeys(Object.prototype)) expect(name in (copy as object)).toBe(false);
    expect(Object.isFrozen(Object.getPrototypeOf(copy))).toBe(true);
  });

  test("ends at the first gap of a list, and has hidden properties as undefined", () => {
    const gap = [1, 2, 3];
    delete gap[1];
    expect(ownCopy(gap)).toEqual([1, undefined]);
    expect(Object.entries(ownCopy(Object.defineProperty({ b: 1 }, "a", { value: 2 })) as object)).toEqual([
      ["b", 1],
      ["a", undefined],
    ]);
  });

  test("is made down to a hundred levels, and of texts for keys", () => {
    const nested = (levels: number): unknown => (levels ? { a: nested(levels - 1) } : {});
    expect(ownCopy(nested(100))).toEqual(nested(100));
    expect(() => ownCopy(nested(101))).toThrow(TypeError);
    const lists = (levels: number): unknown => (levels ? [lists(levels - 1)] : []);
    expect(ownCopy(lists(100))).toEqual(lists(100));
    expect(() => ownCopy(lists(101))).toThrow(TypeError);
    expect(() => ownCopy({ [Symbol("a")]: 1 })).toThrow(TypeError);
  });

  test("leaves alone what is no plain data", () => {
    for (const value of [new Map(), 1n, undefined, () => 1]) expect(ownCopy(value)).toBe(value);
  });
});
