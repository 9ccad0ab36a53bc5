import { describe, expect, test } from "vitest";
import type { Issue } from "../../src/issue.ts";
import type { Schema } from "../check-of.ts";
import { jsonBody } from "../core.ts";
import { issuesOf as plannedIssues } from "../request/planned.ts";
import { issuesOf, pathsOf } from "./request-issues.ts";

const example: Schema = {
  type: "object",
  required: ["example_ids", "hard_delete"],
  properties: {
    example_ids: { type: "array", minItems: 1, maxItems: 1000, items: { type: "string", format: "uuid" } },
    hard_delete: { type: "boolean" },
  },
};
const id = "123e4567-e89b-12d3-a456-426614174000";

describe("a request", () => {
  test("that is right has no issues", () => {
    expect(issuesOf(example, { example_ids: [id], hard_delete: true })).toEqual([]);
  });

  test("has all its issues reported at once, each with path, rule and remedy", () => {
    expect(issuesOf(example, { example_ids: [id, "x", 7], hard: true })).toEqual([
      { path: "body.hard_delete", rule: "required", message: "is required" },
      { path: "body.example_ids[1]", rule: "format", message: 'must satisfy format: "uuid"' },
      { path: "body.example_ids[2]", rule: "type", message: 'must satisfy type: "string", is number' },
      {
        path: "body.hard",
        rule: "additionalProperties",
        message: 'is unknown: leave it out (known: ["example_ids","hard_delete"])',
      },
    ]);
  });

  test("is understood through references", () => {
    const text: Schema = { type: "string" };
    expect(issuesOf({ properties: { a: { not: () => text }, b: { anyOf: [() => text] } } }, { a: "", b: 1 })).toEqual([
      { path: "body.a", rule: "not", message: "must satisfy not: it is excluded by the document" },
      { path: "body.b", rule: "anyOf", message: 'must satisfy anyOf: body.b must satisfy type: "string", is number' },
    ]);
  });

  test("with a thousand bad items has a hundred issues, which are small", () => {
    const issues = issuesOf(example, { example_ids: Array(1000).fill("x".repeat(10_000)), hard_delete: true });
    expect(issues).toHaveLength(100);
    expect(JSON.stringify(issues).length).toBeLessThan(20_000);
  });

  test("with a long or strange key has a short path on one line", () => {
    const [issue] = issuesOf(example, { example_ids: [id], hard_delete: true, [`a\n${"b".repeat(10_000)}`]: 1 });
    expect(issue?.path.length).toBeLessThan(300);
    expect(issue?.path).not.toContain("\n");
  });

  test("never has its values in a message", () => {
    const secret = "s3cr3t-0123456789";
    const schemas: Schema[] = [
      { type: "integer" },
      { enum: ["a"] },
      { const: "a" },
      { pattern: "^x" },
      { format: "uuid" },
      { format: "date-time" },
      { maxLength: 3 },
      { not: {} },
      { anyOf: [{ type: "number" }, { maxLength: 2 }, { pattern: "^x" }] },
      { oneOf: [{}, {}] },
      false,
    ];
    for (const schema of schemas) {
      const issues = [
        ...issuesOf(schema, secret),
        ...issuesOf({ items: schema, contains: schema, uniqueItems: true }, [secret, secret]),
        ...issuesOf({ properties: { key: schema } }, { key: secret }),
      ];
      expect(issues.length).toBeGreaterThan(2);
      expect(JSON.stringify(issues)).not.toContain("s3cr3t");
    }
  });
});

describe("alternatives", () => {
  const cat: Schema = {
    type: "object",
    required: ["kind", "lives"],
    properties: { kind: { const: "cat" }, lives: { type: "integer" } },
  };
  const dog: Schema = {
    type: "object",
    required: ["kind", "name"],
    properties: { kind: { const: "dog" }, name: { type: "string" } },
  };

  test("of which one was meant are reported as if it were the only one", () => {
    expect(issuesOf({ oneOf: [cat, dog] }, { kind: "cat", lives: "nine" })).toEqual([
      { path: "body.lives", rule: "type", message: 'must satisfy type: "integer", is string' },
    ]);
    expect(issuesOf({ anyOf: [{ type: "string", minLength: 1 }, { type: "null" }] }, "")).toEqual([
      { path: "body", rule: "minLength", message: "must satisfy minLength: 1" },
    ]);
  });

  test("of which none was meant are reported in one line", () => {
    expect(issuesOf({ anyOf: [{ type: "string", minLength: 1 }, { type: "boolean" }] }, 5)).toEqual([
      {
        path: "body",
        rule: "anyOf",
        message:
          'must satisfy anyOf: body must satisfy type: "string", is number, or body must satisfy type: "boolean", is number',
      },
    ]);
    expect(issuesOf({ anyOf: [{ type: "string" }, { type: "null" }] }, 5)).toEqual([
      { path: "body", rule: "type", message: 'must satisfy type: ["string","null"], is number' },
    ]);
    expect(issuesOf({ oneOf: [cat, dog] }, { kind: "cow" })).toHaveLength(1);
  });

  test("that exclude each other must not fit at once", () => {
    const [issue] = issuesOf({ oneOf: [{ type: "number" }, { type: "integer" }] }, 1);
    expect(issue?.rule).toBe("oneOf");
  });

  test("of which none fits do not make known keys unknown", () => {
    expect(pathsOf({ oneOf: [cat, dog] }, { kind: "cat", lives: "nine" })).toEqual(["body.lives"]);
  });
});

describe("depth", () => {
  function nested(levels: number): unknown {
    let value: unknown = [];
    for (let level = 0; level < levels; level++) value = [value];
    return value;
  }
  const list: Schema = { type: "array", items: () => list };
  const issuesFor = (schema: Schema, body: unknown): readonly Issue[] =>
    plannedIssues({ bodies: [{ mediaType: "application/json", schema, encode: jsonBody }] }, { body });

  test.each<[sentence: string, schema: Schema]>([
    ["without any schema", true],
    ["in a schema that refers to itself", list],
    ["in alternatives that refer to themselves", { anyOf: [() => list, { type: "null" }] }],
    ["in an array of unique items", { uniqueItems: true }],
  ])("is bounded %s", (_sentence, schema) => {
    expect(issuesFor(schema, nested(98))).toEqual([]);
    for (const levels of [101, 100_000])
      expect(issuesFor(schema, nested(levels))).toMatchObject([{ path: "input", rule: "json" }]);
  });

  test("of an object that contains itself is bounded, too", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(issuesFor(true, circle)).toMatchObject([{ path: "input", rule: "json" }]);
  });
});
