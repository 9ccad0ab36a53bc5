import { describe, expect, test } from "vitest";
import type { Schema } from "../check-of.ts";
import { validate } from "../check-of.ts";
import { issuesOf } from "./request-issues.ts";

describe("what is wrong is said with the document's words", () => {
  test.each<[rule: string, schema: Schema, value: unknown, message: string]>([
    ["type", { type: "string" }, 1, 'must satisfy type: "string", is number'],
    ["type", { type: ["string", "null"] }, true, 'must satisfy type: ["string","null"], is boolean'],
    ["type", { type: "object" }, [], 'must satisfy type: "object", is array'],
    ["type", { type: "array" }, null, 'must satisfy type: "array", is null'],
    ["type", { type: "string" }, {}, 'must satisfy type: "string", is object'],
    ["type", { type: "string" }, new Date(0), 'must satisfy type: "string", is Date'],
    ["enum", { enum: ["a", 1] }, "b", 'must satisfy enum: ["a",1]'],
    ["const", { const: { a: [1] } }, { a: [2] }, 'must satisfy const: {"a":[1]}'],
    ["minLength", { minLength: 2 }, "a", "must satisfy minLength: 2"],
    ["maxLength", { maxLength: 2 }, "abc", "must satisfy maxLength: 2"],
    ["pattern", { pattern: "^a$" }, "b", 'must satisfy pattern: "^a$"'],
    ["format", { format: "uuid" }, "b", 'must satisfy format: "uuid"'],
    ["minimum", { minimum: 2 }, 1, "must satisfy minimum: 2"],
    ["maximum", { maximum: 2 }, 3, "must satisfy maximum: 2"],
    ["exclusiveMinimum", { exclusiveMinimum: 2 }, 2, "must satisfy exclusiveMinimum: 2"],
    ["exclusiveMaximum", { exclusiveMaximum: 2 }, 2, "must satisfy exclusiveMaximum: 2"],
    ["multipleOf", { multipleOf: 2 }, 3, "must satisfy multipleOf: 2"],
    ["minItems", { minItems: 2 }, [1], "must satisfy minItems: 2"],
    ["maxItems", { maxItems: 0 }, [1], "must satisfy maxItems: 0"],
    ["uniqueItems", { uniqueItems: true }, [1, 1], "must satisfy uniqueItems: true"],
    ["contains", { contains: { const: 1 } }, [2], "must satisfy contains: has 0 such items, not 1 to Infinity"],
    [
      "contains",
      { contains: { const: 1 }, minContains: 2, maxContains: 3 },
      [1],
      "must satisfy contains: has 1 such items, not 2 to 3",
    ],
    ["minProperties", { minProperties: 1 }, {}, "must satisfy minProperties: 1"],
    ["maxProperties", { maxProperties: 0 }, { a: 1 }, "must satisfy maxProperties: 0"],
    ["not", { not: { const: 1 } }, 1, "must satisfy not: it is excluded by the document"],
    ["oneOf", { oneOf: [true, {}, { type: "string" }] }, 1, "must satisfy oneOf: fits 2 of the alternatives"],
    [
      "anyOf",
      { anyOf: [{ required: ["a", "b"] }, { required: ["c", "d"] }] },
      {},
      "must satisfy anyOf: body.a is required, or body.c is required",
    ],
    ["false", false, 1, "is not allowed: leave it out"],
    ["json", true, Number.NaN, "is non-JSON number: leave it out"],
    ["json", true, new Date(Number.NaN), "is non-JSON Date: give a valid Date"],
    ["json", true, undefined, "is undefined, which cannot be sent: give a value, or leave the key out"],
    ["json", true, new Set(), "is a class instance: give a plain value"],
  ])("%s: %j", (rule, schema, value, message) => {
    expect(issuesOf(schema, value)).toEqual([{ path: "body", rule, message }]);
  });

  test.each<[rule: string, schema: Schema, value: unknown, path: string, message: string]>([
    ["required", { required: ["a"] }, {}, "body.a", "is required"],
    ["dependentRequired", { dependentRequired: { a: ["b"] } }, { a: 1 }, "body.b", 'is required together with "a"'],
    [
      "propertyNames",
      { propertyNames: { maxLength: 1 } },
      { ab: 1 },
      "body.ab",
      "has a name that must satisfy maxLength: 1",
    ],
    [
      "additionalProperties",
      { properties: { a: {} }, additionalProperties: false },
      { b: 1 },
      "body.b",
      'is unknown: leave it out (known: ["a"])',
    ],
    [
      "additionalProperties",
      { allOf: [{ properties: { a: {}, b: {} } }, { properties: { b: {}, c: {} } }] },
      { d: 1 },
      "body.d",
      'is unknown: leave it out (known: ["a","b","c"])',
    ],
    [
      "additionalProperties",
      {
        anyOf: [
          { type: "object", properties: { a: {}, b: { type: "object", properties: { c: { type: "string" } } } } },
          { type: "object", properties: { a: {} } },
        ],
      },
      { a: 1, b: { c: 5 } },
      "body.b",
      'is known to another alternative only, which does not fit: body.b.c must satisfy type: "string", is number',
    ],
    [
      "additionalProperties",
      {
        anyOf: [
          { type: "object", properties: { kind: { const: "a" }, b: {} } },
          { type: "object", properties: { kind: { const: "c" } } },
        ],
      },
      { kind: "c", b: 5 },
      "body.b",
      'is unknown: leave it out (known: ["kind"])',
    ],
  ])("%s, at the property: %j", (rule, schema, value, path, message) => {
    expect(issuesOf(schema, value)).toContainEqual({ path, rule, message });
  });

  test("and no word is too long", () => {
    const known = Array.from({ length: 100 }, (_, index) => `value-${index}`);
    expect(issuesOf({ enum: known }, "x")[0]?.message).toBe(
      `must satisfy enum: ${JSON.stringify(known).slice(0, 200)}`,
    );
    const line = issuesOf({ anyOf: known.map((name) => ({ const: name })) }, "x")[0]?.message ?? "";
    expect(line).toMatch(/^must be one of: "value-0", "value-1", /);
    expect(line).toHaveLength(500);
  });
});

describe("where it is wrong is said as code would write it", () => {
  test.each([
    ["a", "body.a"],
    ["a-b$1", "body.a-b$1"],
    ["a".repeat(64), `body.${"a".repeat(64)}`],
    ["a".repeat(65), `body["${"a".repeat(65)}"]`],
    ["a b", 'body["a b"]'],
    ["", 'body[""]'],
    ["ä.b", 'body["ä.b"]'],
    ['"', 'body["\\""]'],
    [`a ${"b".repeat(300)}`, `body["a ${"b".repeat(197)}]`],
  ])("%j", (key, path) => {
    expect(issuesOf({ additionalProperties: { type: "string" } }, { [key]: 1 })).toMatchObject([{ path }]);
  });

  test("within lists and objects", () => {
    expect(issuesOf({ items: { properties: { a: { prefixItems: [true, false] } } } }, [{}, { a: [1, 2] }])).toEqual([
      { path: "body[1].a[1]", rule: "false", message: "is not allowed: leave it out" },
    ]);
  });
});

describe("issues are told", () => {
  test("once, though two schemas may say the same", () => {
    expect(issuesOf({ allOf: [{ minLength: 2 }, { minLength: 2 }, { minLength: 3 }] }, "a")).toEqual([
      { path: "body", rule: "minLength", message: "must satisfy minLength: 2" },
      { path: "body", rule: "minLength", message: "must satisfy minLength: 3" },
    ]);
    expect(issuesOf({ items: { minLength: 2 } }, ["a", "b"])).toHaveLength(2);
  });

  test("up to a hundred", () => {
    const either: Schema = { anyOf: [{ type: "array", items: { minLength: 2 } }, { type: "null" }] };
    expect(issuesOf({ items: { minLength: 3 }, ...either }, Array(80).fill("a"))).toHaveLength(100);
    expect(issuesOf({ items: false }, Array(100).fill(1))).toHaveLength(100);
    expect(issuesOf({ items: false }, Array(101).fill(1))).toHaveLength(100);
  });

  test("with the keys that are known, also by a rule", () => {
    const closed = { properties: { a: {}, b: {} }, additionalProperties: false } as const;
    expect(validate(closed, { c: 1 }, { path: "input", mode: "rule" })).toEqual([
      {
        path: "input.c",
        rule: "additionalProperties",
        message: 'is unknown: leave it out (known: ["a","b"])',
      },
    ]);
  });

  test("under the path that they were asked for with", () => {
    expect(validate(false, 1, { path: "query.a", mode: "rule" })).toMatchObject([{ path: "query.a" }]);
  });
});
