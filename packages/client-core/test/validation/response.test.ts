import { describe, expect, test } from "vitest";
import { contextFor } from "../../src/checks/check.ts";
import { pattern } from "../../src/checks/texts.ts";
import type { Mode } from "../../src/definition.ts";
import type { Schema } from "../check-of.ts";
import { validate } from "../check-of.ts";

function accepts(schema: Schema, value: unknown, mode: Mode = "response"): boolean {
  return !validate(schema, value, { path: "answer", mode }).length;
}

describe("a response", () => {
  test.each<[sentence: string, schema: Schema, value: unknown, isAccepted: boolean]>([
    ["may have fields that the document does not know", { properties: { a: true } }, { a: 1, later: 2 }, true],
    [
      "may have them although the document excludes them",
      { properties: { a: true }, additionalProperties: false },
      { later: 2 },
      true,
    ],
    [
      "has them checked where the document has a schema for them",
      { additionalProperties: { type: "number" } },
      { later: "2" },
      false,
    ],
    [
      "has no rounded integer, also where an alternative does not know its field",
      { anyOf: [{ properties: { ok: { type: "boolean" } } }, { properties: { id: { type: "integer" } } }] },
      { ok: true, id: 2 ** 53 },
      false,
    ],
    [
      "may have a large number where the document allows one",
      { anyOf: [{ properties: { a: { type: "string" } } }, { properties: { a: { type: "number" } } }] },
      { a: 1e300 },
      true,
    ],
    ["may have texts that an enum does not know", { enum: ["queued", "done", null] }, "paused", true],
    ["may have numbers that an enum does not know", { enum: [1, 2] }, 3, true],
    ["has no other type than those of an enum", { enum: ["queued", "done"] }, 3, false],
    ["has no object where an enum has null", { enum: ["queued", null] }, {}, false],
    ["has no other boolean than that of an enum", { enum: [true] }, false, false],
    ["has constants as they are, because they tell alternatives apart", { const: "cat" }, "dog", false],
    ["may have any text where there is a format", { type: "string", format: "uuid4" }, "string", true],
    ["may have keys that an enum does not know", { propertyNames: { enum: ["a"] } }, { later: 1 }, true],
    ["may have keys of any format", { propertyNames: { format: "uuid" } }, { property1: 1 }, true],
    ["keeps the length of keys", { propertyNames: { maxLength: 1 } }, { ab: 1 }, false],
    ["may fit several alternatives", { oneOf: [{ type: "object" }, { type: "object" }] }, {}, true],
    ["fits at least one", { oneOf: [{ type: "object" }, { type: "array" }] }, 1, false],
    ["has no integer beyond what JavaScript can hold", { type: "integer" }, 2 ** 53, false],
    ["has the type that is declared", { type: "object" }, [], false],
    ["has what is required", { required: ["a"] }, {}, false],
    ["keeps bounds", { minimum: 1 }, 0, false],
    ["keeps lengths", { maxLength: 1 }, "ab", false],
    ["is not known to be excluded by a value that came later", { not: { enum: ["a"] } }, "b", true],
    ["is empty where the document says that there is nothing", false, null, false],
  ])("%s", (_sentence, schema, value, isAccepted) => {
    expect(accepts(schema, value)).toBe(isAccepted);
  });

  test("may be text with half of a character", () => {
    expect(accepts({ type: "string" }, "\ud83d")).toBe(true);
  });
});

describe("a rule over an input that was validated before", () => {
  test("is plain JSON Schema: objects are open, and a Date is a text", () => {
    const rule: Schema = {
      anyOf: [
        { properties: { query: { required: ["start_time"], properties: { start_time: { type: "string" } } } } },
        { properties: { query: { required: ["delete_all"], properties: { delete_all: { const: true } } } } },
      ],
    };
    expect(accepts(rule, { path: {}, query: { start_time: new Date(0) } }, "rule")).toBe(true);
    expect(accepts(rule, { path: {}, query: { name: "a" } }, "rule")).toBe(false);
  });

  test("does not mind binary data", () => {
    expect(accepts({ required: ["body"] }, { body: { file: new Blob(["a"]) } }, "rule")).toBe(true);
  });
});

describe("a pattern is not run on whatever a server may send", () => {
  const check = pattern(/^(a+)+$/u, 16);
  const findings = (mode: "request" | "response" | "rule", text: string): number => {
    const context = contextFor(mode);
    check(text, context, undefined, "body");
    return context.findings?.length ?? 0;
  };

  test("a short text is checked", () => {
    expect(findings("response", `${"a".repeat(10)}!`)).toBe(1);
    expect(findings("response", "a".repeat(16))).toBe(0);
  });

  test("a long one is taken as it is, at once", () => {
    expect(findings("response", `${"a".repeat(60)}!`)).toBe(0);
    expect(findings("rule", `${"a".repeat(60)}!`)).toBe(0);
  });

  test("what the caller gives is checked whatever its length", () => {
    expect(findings("request", `!${"a".repeat(60)}`)).toBe(1);
  });

  test("no pattern at all is run on a megabyte", () => {
    const context = contextFor("response");
    pattern(/^\s*x/u)(" ".repeat(1_000_000), context, undefined, "body");
    expect(context.findings).toBeUndefined();
  });
});
