import { describe, expect, test } from "vitest";
import { contextFor, never } from "../../src/checks/check.ts";
import { additionalProperties, patternProperties } from "../../src/checks/objects.ts";
import { canonical } from "../../src/checks/types.ts";
import type { Mode } from "../../src/definition.ts";
import { type Schema, validate } from "../check-of.ts";

const accepts = (schema: Schema, value: unknown, mode: Mode = "rule"): boolean =>
  !validate(schema, value, { path: "value", mode }).length;

describe("equal is what means the same in JSON", () => {
  test.each<[unknown, unknown]>([
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [1, 1.0],
    [-0, 0],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [{ __proto__: null, a: 1 }, { a: 1 }],
  ])("%j and %j", (one, other) => {
    expect(canonical(one)).toBe(canonical(other));
  });

  test.each<[unknown, unknown]>([
    [1, "1"],
    [null, "null"],
    [true, "true"],
    [[], {}],
    [["a,b"], ["a", "b"]],
    [[["a"], "b"], [["a", "b"]]],
    [{ a: 1 }, { a: "1" }],
    [{ a: { b: 1 } }, { a: {}, b: 1 }],
    ['"', "'"],
    [["a"], "a"],
  ])("but not %j and %j", (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });
});

describe("an enum", () => {
  const known = ["a", 1, null];

  test("is closed in a request", () => {
    const at = (value: unknown) => validate({ enum: known }, value, { path: "value", mode: "request" }).length;
    expect(known.map(at)).toEqual([0, 0, 0]);
    expect(["b", 2, true, {}].map(at)).toEqual([1, 1, 1, 1]);
  });

  test("is open in a response, for texts and numbers where there are some", () => {
    expect(["b", 2, null, true, {}].map((value) => accepts({ enum: known }, value, "response"))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(accepts({ enum: ["a"] }, 2, "response")).toBe(false);
    expect(accepts({ enum: [1] }, "a", "response")).toBe(false);
    expect(accepts({ enum: [{ a: 1 }] }, { a: 2 }, "response")).toBe(false);
    expect(accepts({ enum: [{ a: 1 }] }, { a: 1 }, "response")).toBe(true);
    expect(accepts({ enum: [true] }, false, "response")).toBe(false);
  });
});

describe("a number is a multiple", () => {
  test.each([
    [4, 2],
    [0, 0.1],
    [1.1, 0.1],
    [19.99, 0.01],
    [-4.5, 1.5],
    [1e300, 0.5],
  ])("%d of %d", (value, multipleOf) => {
    expect(accepts({ multipleOf }, value)).toBe(true);
  });

  test.each([
    [5, 2],
    [1.15, 0.1],
    [1, 0.3],
    [0.1, 1],
    [4.5, 2],
    [1.0000000001, 1],
  ])("but not %d of %d", (value, multipleOf) => {
    expect(accepts({ multipleOf }, value)).toBe(false);
  });

  test("and what is no number need not be one", () => {
    expect(accepts({ multipleOf: 2 }, "3")).toBe(true);
  });
});

describe("a format", () => {
  test.each<[string, unknown[], unknown[]]>([
    [
      "uuid4",
      ["5f0c8e0e-4b8e-4c6e-8d0a-3a7d1c2b4e5f", "5F0C8E0E-4B8E-4C6E-BD0A-3A7D1C2B4E5F", 7],
      [
        "x5f0c8e0e-4b8e-4c6e-8d0a-3a7d1c2b4e5f",
        "5f0c8e0e-4b8e-4c6e-8d0a-3a7d1c2b4e5fx",
        "5f0c8e0e-4b8e-3c6e-8d0a-3a7d1c2b4e5f",
        "5f0c8e0e-4b8e-4c6e-7d0a-3a7d1c2b4e5f",
        "5f0c8e0e-4b8e-4c6-8d0a-3a7d1c2b4e5f",
      ],
    ],
    ["uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["x123e4567-e89b-12d3-a456-426614174000", "123e4567"]],
    ["date", ["2024-02-29", "0000-01-01", 7], ["2024-02-30", "x2024-02-29", "2024-02-291", "2024-13-01", "24-02-29"]],
    [
      "time",
      ["23:59:59Z", "00:00:00.5+23:59", "12:00:00z"],
      ["24:00:00Z", "12:60:00Z", "12:00:00", "x12:00:00Z", "12:00:00Zx", "12:00:00+24:00"],
    ],
    [
      "date-time",
      ["2024-02-29T12:00:00Z", "2024-02-29t12:00:00.123+01:00", 7],
      ["2024-02-29 12:00:00Z", "2024-02-29T12:00:00", "2024-02-30T12:00:00Z", "2024-02-29T25:00:00Z", "2024-02-29"],
    ],
    [
      "hostname",
      ["a", "a-b.example", "1.2", "a.b-1", "A.B", "a".repeat(63)],
      ["", "-a", "a-", "a.b-", "a..b", "a.", "a".repeat(64), `${"a.".repeat(126)}ab`],
    ],
    ["email", ["a.b+c@example.com", "!@a"], ["a@b@c", "@b", ".a@b", "a.@b", "a..b@c", "a@-b", "a b@c", "a@b c", "xa@"]],
    [
      "ipv4",
      ["0.0.0.0", "255.249.199.99"],
      ["256.0.0.0", "1.2.3", "1.2.3.4.", "1.2.3.4.5", "01.2.3.4", "a1.2.3.4", ".1.2.3.4"],
    ],
    [
      "ipv6",
      ["::1", "1:2:3:4:5:6:7:8", "::FFFF:1.2.3.4", 7],
      ["::1]/a", "::g", "1::2::3", "[::1]", "::1%1", "::1/", "x::1"],
    ],
    [
      "uri",
      ["https://a.example/b?c#d", "urn:a:b", "h2:b", "a+b-c.d:%41", 7],
      [" https://a.example", "//a", "a b:c", "1a:b", "a:%4", "a:b c", "a:<b>", "https://["],
    ],
    [
      "byte",
      ["", "YQ==", "Y0==", "YW0=", "YWI=", "YWJj", "+/+/"],
      ["Y", "YQ", "YQ=", "YQ==x", "xYQ==", "YW-j", "YWJjY"],
    ],
    ["int32", [2 ** 31 - 1, -(2 ** 31), 0, "1.5"], [2 ** 31, -(2 ** 31) - 1, 0.5]],
    ["int64", [Number.MAX_SAFE_INTEGER, "1.5"], [0.5, 2 ** 53]],
  ])("%s", (format, right, wrong) => {
    expect(right.filter((value) => !accepts({ format }, value))).toEqual([]);
    expect(wrong.filter((value) => accepts({ format }, value))).toEqual([]);
    expect(wrong.filter((value) => !accepts({ format }, value, "response"))).toEqual([]);
  });

  test("that nobody knows is left to the server", () => {
    expect(accepts({ format: "of tomorrow" }, "a", "request")).toBe(true);
  });
});

describe("a pattern", () => {
  test.each([
    ["^\\p{L}+$", "äß", true],
    ["^.$", "😀", true],
    ["^[\\w-.]+\\-$", "a.b-", true],
    ["b", "abc", true],
    ["^b", "abc", false],
  ])("%s", (pattern, value, expected) => {
    // Twice: an expression is made once, and must not remember what it has seen.
    expect([accepts({ pattern }, value), accepts({ pattern }, value)]).toEqual([expected, expected]);
  });
});

describe("a response", () => {
  test("may have fields that came after the document, also where it forbids them", () => {
    const closed = { properties: { a: {} }, additionalProperties: false } as const;
    expect(accepts(closed, { b: 1 }, "response")).toBe(true);
    expect(accepts(closed, { b: 1 }, "request")).toBe(false);
    expect(accepts({ properties: { a: {} } }, { b: 1 }, "response")).toBe(true);
    expect(accepts({ properties: { a: {} }, additionalProperties: { type: "string" } }, { b: 1 }, "response")).toBe(
      false,
    );
  });

  test("may fit several alternatives, and must fit one", () => {
    const oneOf = [{ type: "number" }, { type: "integer" }];
    expect(accepts({ oneOf }, 1, "response")).toBe(true);
    expect(accepts({ oneOf }, 1, "request")).toBe(false);
    expect(accepts({ oneOf }, "a", "response")).toBe(false);
  });

  test("must hold no integer that was rounded, though an alternative knows nothing of it", () => {
    const id = { type: "object", required: ["id"], properties: { id: { type: "integer" } } } as const;
    const any = { type: "object" } as const;
    for (const anyOf of [
      [id, any],
      [any, id],
    ]) {
      expect(accepts({ anyOf }, { id: 2 ** 53 }, "response")).toBe(false);
      expect(accepts({ anyOf }, { id: 2 ** 53 }, "rule")).toBe(true);
      expect(accepts({ anyOf }, { id: 1.5 }, "response")).toBe(true);
      expect(accepts({ anyOf }, { id: "a" }, "response")).toBe(true);
      expect(accepts({ anyOf }, {}, "response")).toBe(true);
    }
    const part = { type: "object", properties: { id: { allOf: [{ type: "integer" }] } } } as const;
    expect(accepts({ anyOf: [part, any] }, { id: 2 ** 53 }, "response")).toBe(false);
    expect(validate({ anyOf: [id, any] }, { id: 2 ** 53 }, { path: "body", mode: "response" })).toEqual([
      { path: "body.id", rule: "type", message: 'must satisfy type: "integer", is number' },
    ]);
    // Where more is wrong than that, another alternative is meant.
    const small = { type: "object", properties: { id: { type: "integer", maximum: 9 } } } as const;
    expect(accepts({ anyOf: [small, any] }, { id: 2 ** 53 }, "response")).toBe(true);
    const named = { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } } as const;
    expect(accepts({ anyOf: [named, any] }, { id: 2 ** 53, name: 1 }, "response")).toBe(true);
    const several = { anyOf: [{ type: "object", properties: { id: { type: ["null", "integer"] } } }, any] } as const;
    expect(accepts(several, { id: 2 ** 53 }, "response")).toBe(false);
    const numbers = { anyOf: [{ type: "object", properties: { id: { type: "string" } } }, any] } as const;
    expect(accepts(numbers, { id: 2 ** 53 }, "response")).toBe(true);
  });
});

describe("what stands behind a condition", () => {
  const schema = { if: { const: 1 }, then: { maximum: 0 }, else: { maximum: 5 } } as const;

  test("holds where the condition does, and what stands behind else where it does not", () => {
    expect([1, 2, 6].map((value) => accepts(schema, value))).toEqual([false, true, false]);
  });

  test("need not be there", () => {
    expect(accepts({ if: { const: 1 } }, 1)).toBe(true);
    expect(accepts({ if: { const: 1 } }, 2)).toBe(true);
    expect(accepts({ if: { const: 1 }, then: false }, 2)).toBe(true);
  });

  test("is whatever a condition with unknown keys makes of it", () => {
    const request = { properties: { a: {} }, if: { properties: { b: {} } } } as const;
    expect(accepts(request, { a: 1, b: 2 }, "request")).toBe(true);
    const broken = { properties: { a: {} }, if: { properties: { b: { const: 1 } } } } as const;
    expect(accepts(broken, { a: 1, b: 2 }, "request")).toBe(false);
  });
});

test("what is said about objects and lengths does not hold for texts, lists and emoji", () => {
  for (const value of ["abc", ["a"], null]) {
    expect(accepts({ patternProperties: { "^\\d": false } }, value)).toBe(true);
    expect(accepts({ dependentRequired: { length: ["x"] } }, value)).toBe(true);
  }
  expect([1, 2, 3].map((minLength) => accepts({ minLength }, "😀😀"))).toEqual([true, true, false]);
  expect([1, 2, 3].map((maxLength) => accepts({ maxLength }, "😀😀"))).toEqual([false, true, true]);
});

describe("a Date", () => {
  const date = new Date(0);

  test("is a text wherever a schema only asks", () => {
    const text = { type: "string" } as const;
    expect(accepts({ contains: text }, [date], "request")).toBe(true);
    expect(accepts({ not: text }, date, "request")).toBe(false);
    expect(accepts({ if: text, then: false }, date, "request")).toBe(false);
  });

  test("is a text for a rule, and for a request only where a date-time is asked for", () => {
    expect(accepts({ type: "string" }, date, "rule")).toBe(true);
    expect(accepts({ type: "string" }, date, "request")).toBe(false);
    expect(accepts({ type: "string" }, date, "response")).toBe(false);
    expect(accepts({ type: "string", format: "date-time" }, date, "request")).toBe(true);
    expect(accepts({ type: "number", format: "date-time" }, date, "request")).toBe(false);
  });
});

test("a long name that a server chose is taken as it is, since matching it could take for ever", () => {
  const check = patternProperties([/^(a+)+$/u, never, 16]);
  const closed = additionalProperties(never, [], [/^b$/u], 16);
  for (const mode of ["response", "rule"] as const)
    for (const one of [check, closed]) {
      const context = contextFor(mode);
      one({ aaaaaaaaaaaaaaaaa: 1 }, context, undefined, "value");
      expect(context.findings).toBe(undefined);
    }
  const context = contextFor("request");
  check({ aaaaaaaaaaaaaaaaa: 1 }, context, undefined, "value");
  expect(context.findings).toHaveLength(1);
});
