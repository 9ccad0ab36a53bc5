import { describe, expect, test } from "vitest";
import type { Schema } from "../check-of.ts";
import { issuesOf, pathsOf } from "./request-issues.ts";

const dateTime: Schema = { type: "string", format: "date-time" };
const id = "123e4567-e89b-12d3-a456-426614174000";

describe("what JSON cannot carry", () => {
  class Money {
    amount = 1;
  }
  const cases: [name: string, value: unknown][] = [
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("a")],
    ["an invalid Date", new Date("never")],
    ["a Set", new Set([1])],
    ["a Map", new Map()],
    ["an instance of a class", new Money()],
    ["a boxed string", Object("a")],
    ["an object with an inherited property", Object.create({ a: 1 })],
    ["a regular expression", /a/],
    ["a promise", Promise.resolve()],
    ["a Blob", new Blob(["a"])],
    ["a buffer", new Uint8Array(3)],
  ];

  test.each(cases)("is refused by name: %s", (_name, value) => {
    expect(pathsOf({ type: "object", properties: { key: { type: "string" } } }, { key: value })).toEqual(["body.key"]);
  });

  test.each(cases)("is refused where anything is allowed: %s", (_name, value) => {
    expect(pathsOf(true, { list: [{ key: value }] })).toEqual(["body.list[0].key"]);
  });

  test.each(cases)("is refused beside alternatives: %s", (_name, value) => {
    expect(pathsOf({ properties: { key: { anyOf: [{ type: "string" }, { type: "null" }] } } }, { key: value })).toEqual(
      ["body.key"],
    );
  });

  test("is a hole in an array", () => {
    const holes = [1, 2, 3];
    delete holes[1];
    expect(pathsOf({ items: { type: "number" } }, holes)).toEqual(["body[1]"]);
    expect(pathsOf(true, holes)).toEqual(["body[1]"]);
  });

  test("is not a plain object of another realm, or one without a prototype", () => {
    const plain = Object.assign(Object.create(null), { a: 1 });
    expect(issuesOf({ type: "object", properties: { a: { type: "number" } } }, plain)).toEqual([]);
  });
});

describe("a Date in a request", () => {
  const date = new Date("2026-01-31T10:00:00Z");

  test.each<[sentence: string, schema: Schema, isAccepted: boolean]>([
    ["is accepted where a date-time is", dateTime, true],
    ["is accepted where a date-time or nothing is", { anyOf: [dateTime, { type: "null" }] }, true],
    ["is accepted where a date-time or null is", { type: ["string", "null"], format: "date-time" }, true],
    ["is accepted where anything is", true, true],
    ["is refused where any text is", { type: "string" }, false],
    ["is refused where a day is, because its zone decides which", { type: "string", format: "date" }, false],
    ["is refused where an object is", { type: "object" }, false],
    ["is refused where a number is", { type: "number" }, false],
  ])("%s", (_sentence, schema, isAccepted) => {
    expect(issuesOf(schema, date).length === 0).toBe(isAccepted);
  });

  test("is refused where none of the alternatives has a place for it", () => {
    expect(issuesOf({ anyOf: [{ type: "string" }, { type: "null" }] }, date)).toHaveLength(1);
  });

  test("may be the first moment of 1970", () => {
    expect(issuesOf(dateTime, new Date(0))).toEqual([]);
  });
});

describe("formats in a request", () => {
  test("are asserted, and a time without a zone gets the remedy", () => {
    expect(issuesOf(dateTime, "2026-01-31T10:00:00")).toEqual([
      { path: "body", rule: "format", message: 'must satisfy format: "date-time", with a zone: add Z for UTC' },
    ]);
    expect(issuesOf(dateTime, "yesterday")).toEqual([
      { path: "body", rule: "format", message: 'must satisfy format: "date-time", such as "2026-01-31T10:00:00Z"' },
    ]);
  });

  test.each<[format: string, right: unknown[], wrong: unknown[]]>([
    ["uuid4", ["5f0c8e0e-4b8e-4c6e-9d0a-3a7d1c2b4e5f"], [id, "5f0c8e0e-4b8e-4c6e-cd0a-3a7d1c2b4e5f", ""]],
    ["date", ["2024-02-29"], ["2025-02-29", "2025-2-1", "2025-01-01T00:00:00Z"]],
    ["email", ["a.b+c@example.com"], ["a@b@c", "a", "a@", "@b", ".a@b", "a@-b"]],
    ["byte", ["", "YQ==", "YWI=", "YWJj"], ["YQ", "YQ=", "Y", "YQ==YQ=="]],
    ["int32", [2 ** 31 - 1, -(2 ** 31)], [2 ** 31, 0.5]],
    ["int64", [Number.MAX_SAFE_INTEGER], [0.5]],
    ["a format of tomorrow", ["anything"], []],
  ])("know %s", (format, right, wrong) => {
    for (const value of right) expect(issuesOf({ format }, value)).toEqual([]);
    for (const value of wrong) expect(pathsOf({ format }, value)).toEqual(["body"]);
  });

  test("let binary data through where it is asked for, and nothing else", () => {
    const file: Schema = {
      type: "object",
      properties: { file: { type: "string", format: "binary" }, name: { type: "string" } },
    };
    for (const data of [new Blob(["a"]), new ArrayBuffer(1), new Uint8Array(1), "text"]) {
      expect(issuesOf(file, { file: data })).toEqual([]);
    }
    const either: Schema = { anyOf: [{ type: "string" }, { type: "string", format: "binary" }, { type: "null" }] };
    expect(issuesOf({ items: either }, [new Blob(["a"]), "text", null])).toEqual([]);
    expect(pathsOf(file, { file: new Set() })).toEqual(["body.file"]);
    expect(pathsOf(file, { name: new Blob(["a"]) })).toEqual(["body.name"]);
    expect(pathsOf(file, { file: { a: 1 } })).toEqual(["body.file"]);
  });
});

describe("numbers and texts in a request", () => {
  test("are measured as a person would", () => {
    expect(issuesOf({ maxLength: 2 }, "😀😀")).toEqual([]);
    expect(issuesOf({ minLength: 3 }, "😀😀")).toHaveLength(1);
    expect(issuesOf({ multipleOf: 0.1 }, 1.1)).toEqual([]);
    expect(issuesOf({ multipleOf: 0.01 }, 19.99)).toEqual([]);
    expect(issuesOf({ multipleOf: 0.1 }, 1.15)).toHaveLength(1);
    expect(issuesOf({ multipleOf: 2 }, Number.MAX_SAFE_INTEGER)).toHaveLength(1);
  });

  test("are integers up to where JavaScript can tell them apart", () => {
    expect(issuesOf({ type: "integer" }, 1)).toEqual([]);
    expect(issuesOf({ type: "integer" }, Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect(issuesOf({ type: "integer" }, 2 ** 53)).toHaveLength(1);
    expect(issuesOf({ type: "integer" }, 1.5)).toHaveLength(1);
    expect(issuesOf({ type: "number" }, 1e300)).toEqual([]);
  });

  test("match patterns that are only valid without the u flag", () => {
    expect(issuesOf({ pattern: "^[\\w-.]+\\-$" }, "a.b-")).toEqual([]);
    expect(issuesOf({ pattern: "^[\\w-.]+\\-$" }, "a b-")).toHaveLength(1);
  });
});
