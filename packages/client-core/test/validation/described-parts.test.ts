import { describe, expect, test } from "vitest";
import { contains, items } from "../../src/checks/arrays.ts";
import { always, anything, contextFor, never, takeIssues } from "../../src/checks/check.ts";
import { anyOf } from "../../src/checks/combinators.ts";
import { schema as combined, unevaluatedItems } from "../../src/checks/evaluated.ts";
import { binary, binaryFormat, bytes } from "../../src/checks/formats.ts";
import { additionalProperties, object, properties } from "../../src/checks/objects.ts";
import { minLength, multipleOf } from "../../src/checks/texts.ts";
import { anyObject, anyOfTypes, nothing, number, string, type } from "../../src/checks/types.ts";
import type { Check, Mode } from "../../src/definition.ts";
import { type Schema, validate } from "../check-of.ts";

const modes: readonly Mode[] = ["request", "response", "rule"];

/** What is wrong with a value, as `path: message`. */
const wrongWith = (schema: Schema, value: unknown, mode: Mode = "request"): string[] =>
  validate(schema, value, { path: "v", mode }).map(({ path, message }) => `${path}: ${message}`);

function foundBy(check: Check, value: unknown, mode: Mode, withoutBytes = false): string[] {
  const context = contextFor(mode, withoutBytes);
  check(value, context, undefined, "v");
  return takeIssues(context).map(({ path, rule, message }) => `${path} ${rule}: ${message}`);
}

describe("unevaluatedProperties", () => {
  const beside: Schema = { properties: { a: { type: "string" } }, patternProperties: { "^x-": true } };

  test.each(modes)("with a schema has it for what nothing beside it describes: %s", (mode) => {
    const schema: Schema = { ...beside, unevaluatedProperties: { type: "number" } };
    expect(wrongWith(schema, { a: "s", "x-y": "s", b: 1, c: "s" }, mode)).toEqual([
      'v.c: must satisfy type: "number", is string',
    ]);
    expect(wrongWith(schema, ["s"], mode)).toEqual([]);
  });

  test("with false refuses the rest, but in a response", () => {
    const schema: Schema = { ...beside, unevaluatedProperties: false };
    const refused = ['v.c: is unknown: leave it out (known: ["a","x-y"])'];
    expect(wrongWith(schema, { a: "s", "x-y": 1, c: 1 }, "request")).toEqual(refused);
    expect(wrongWith(schema, { a: "s", "x-y": 1, c: 1 }, "rule")).toEqual(refused);
    expect(wrongWith(schema, { a: "s", "x-y": 1, c: 1 }, "response")).toEqual([]);
  });

  test("has nothing to say where something beside it describes all names", () => {
    const schema: Schema = { additionalProperties: true, unevaluatedProperties: { type: "number" } };
    expect(wrongWith(schema, { a: "s" }, "rule")).toEqual([]);
  });

  test.each(modes)("tells those around it what it has looked at: %s", (mode) => {
    const inner: Schema = { ...beside, unevaluatedProperties: { type: "number" } };
    expect(wrongWith({ allOf: [inner], unevaluatedProperties: { type: "boolean" } }, { b: 1 }, mode)).toEqual([]);
    // Not the other way round: what stands around it is no part of it.
    const outer: Schema = { properties: { b: true }, allOf: [{ unevaluatedProperties: { type: "number" } }] };
    expect(wrongWith(outer, { b: "s" }, mode)).toHaveLength(1);
  });
});

describe("unevaluatedItems", () => {
  test.each(modes)("with a schema has it for what nothing beside it describes: %s", (mode) => {
    const schema: Schema = { prefixItems: [{ type: "string" }], unevaluatedItems: { type: "number" } };
    expect(wrongWith(schema, ["s", 1, "t"], mode)).toEqual(['v[2]: must satisfy type: "number", is string']);
    expect(wrongWith(schema, { a: "s" }, mode)).toEqual([]);
  });

  test("counts those that contains has found, each by itself", () => {
    const schema: Schema = { contains: { type: "string" }, unevaluatedItems: { type: "number" } };
    expect(wrongWith(schema, [1, "s", 2, "t"], "rule")).toEqual([]);
    expect(wrongWith(schema, [1, "s", null], "rule")).toEqual(['v[2]: must satisfy type: "number", is null']);
    const parts: Schema = {
      allOf: [schema.contains ? { contains: { type: "string" } } : true],
      unevaluatedItems: false,
    };
    expect(wrongWith(parts, ["s", 1], "rule")).toEqual(["v[1]: is not allowed: leave it out"]);
  });

  test("with true looks through what is about to be sent", () => {
    const schema: Schema = { prefixItems: [{ type: "string" }], unevaluatedItems: true };
    expect(wrongWith(schema, ["s", Number.NaN])).toEqual(["v[1]: is non-JSON number: leave it out"]);
    expect(wrongWith(schema, ["s", 1])).toEqual([]);
  });

  test("tells those around it that it has looked at all", () => {
    const inner: Schema = { prefixItems: [true], unevaluatedItems: { type: "number" } };
    expect(wrongWith({ allOf: [inner], unevaluatedItems: false }, ["s", 1, 2], "rule")).toEqual([]);
  });

  test("has the longest of what parts describe, in whatever order they stand", () => {
    const [long, short]: Schema[] = [{ prefixItems: [true, true] }, { prefixItems: [true] }];
    for (const allOf of [
      [long, short],
      [short, long],
    ])
      expect(wrongWith({ allOf, unevaluatedItems: false }, [1, 2], "rule")).toEqual([]);
    for (const anyOf of [
      [long, short],
      [short, long],
    ])
      expect(wrongWith({ anyOf, unevaluatedItems: false }, [1, 2], "rule")).toEqual([]);
    expect(wrongWith({ if: long, unevaluatedItems: false }, [1, 2], "rule")).toEqual([]);
    expect(wrongWith({ prefixItems: [true, true], allOf: [short], unevaluatedItems: false }, [1, 2], "rule")).toEqual(
      [],
    );
  });
});

describe("what no schema has looked at is looked through before it is sent", () => {
  const broken = { deep: [Number.NaN] };
  const found = ["v.a.deep[0]: is non-JSON number: leave it out"];

  test("in objects and lists, each once", () => {
    expect(wrongWith({ required: ["a"] }, { a: broken })).toEqual(found);
    expect(wrongWith({ minProperties: 1, allOf: [{ required: ["a"] }] }, { a: broken })).toEqual(found);
    expect(wrongWith({ minItems: 1, allOf: [{ maxItems: 9 }] }, [1, Number.NaN])).toEqual([
      "v[1]: is non-JSON number: leave it out",
    ]);
    expect(wrongWith({ allOf: [{ prefixItems: [{ type: "number" }] }] }, [Number.NaN, Number.NaN])).toHaveLength(2);
    expect(wrongWith({ anyOf: [{ properties: { b: true } }, { required: ["a"] }] }, { a: 1 })).toEqual([
      'v.a: is unknown: leave it out (known: ["b"])',
    ]);
  });

  test("and neither in a response nor by a rule", () => {
    for (const mode of ["response", "rule"] as const)
      expect(wrongWith({ allOf: [{ required: ["a"] }] }, { a: broken }, mode)).toEqual([]);
  });

  test("what is no JSON is told by its type, before any part of the schema", () => {
    for (const value of [Number.NaN, undefined, () => 1, Symbol("a")])
      expect(
        validate({ allOf: [{ minimum: 1 }], anyOf: [{}, true] }, value, { path: "v", mode: "request" }),
      ).toMatchObject([{ path: "v", rule: "json" }]);
  });

  test("an instance of a class is told, unless a part takes bytes", () => {
    const instance = ["v: is a class instance: give a plain value"];
    expect(wrongWith({ allOf: [{ minLength: 1 }, { maxLength: 9 }] }, new Set())).toEqual(instance);
    expect(wrongWith({ allOf: [{ minLength: 1 }, { maxLength: 9 }] }, new Set(), "rule")).toEqual([]);
    const taken: Schema = { allOf: [{ type: "string", format: "binary" }, { maxLength: 9 }] };
    expect(wrongWith(taken, new Uint8Array(1))).toEqual([]);
    expect(wrongWith({ anyOf: [taken, { type: "null" }] }, new Uint8Array(1))).toEqual([]);
  });
});

describe("bytes", () => {
  const some = [new Blob(["a"]), new ArrayBuffer(1), new Uint8Array(1), new DataView(new ArrayBuffer(1))];
  const refused = "v format: must be a text: no bytes can be sent there as they are";

  test("are what a body of bytes takes, as well as a stream", () => {
    for (const value of [...some, new ReadableStream()]) expect(foundBy(bytes, value, "request")).toEqual([]);
    for (const value of ["a", {}, [], new Set(), 1, null])
      expect(foundBy(bytes, value, "request")).toEqual([
        "v format: must be a Blob, an ArrayBuffer, a view of one, or a ReadableStream",
      ]);
  });

  test("are taken where the type is a text of bytes, as a text is, and not where there can be none", () => {
    for (const value of some) {
      expect(foundBy(binary, value, "request")).toEqual([]);
      expect(foundBy(binary, value, "request", true)).toEqual([refused]);
    }
    expect(foundBy(binary, "a", "request", true)).toEqual([]);
    expect(foundBy(binary, 1, "request")).toEqual(['v type: must satisfy type: "string", is number']);
    expect(foundBy(binary, {}, "response")).toEqual(['v type: must satisfy type: "string", is object']);
  });

  test("are the only objects that their format takes beside no type", () => {
    for (const value of some) {
      expect(foundBy(binaryFormat, value, "request")).toEqual([]);
      expect(foundBy(binaryFormat, value, "request", true)).toEqual([refused]);
    }
    for (const value of ["a", 1, true]) expect(foundBy(binaryFormat, value, "request")).toEqual([]);
    for (const value of [{}, new Set(), []]) {
      expect(foundBy(binaryFormat, value, "request")).toEqual(['v format: must satisfy format: "binary"']);
      expect(foundBy(binaryFormat, value, "response")).toEqual([]);
    }
  });
});

describe("limits", () => {
  test("of texts count characters, to the last one", () => {
    expect(wrongWith({ maxLength: 2 }, "🔑🔑")).toEqual([]);
    expect(wrongWith({ maxLength: 2 }, "🔑🔑🔑")).toHaveLength(1);
    expect(wrongWith({ minLength: 2 }, "🔑")).toHaveLength(1);
    expect(wrongWith({ minLength: 2 }, "🔑a")).toEqual([]);
  });

  test("of what a server chose are matched up to so many characters", () => {
    for (const mode of ["response", "rule"] as const) {
      expect(wrongWith({ pattern: "^a*$" }, `${"a".repeat(4999)}b`, mode)).toHaveLength(1);
      expect(wrongWith({ pattern: "^a*$" }, `${"a".repeat(5000)}b`, mode)).toEqual([]);
      const names: Schema = { type: "object", patternProperties: { "^a": { type: "string" } } };
      expect(wrongWith(names, { ["a".repeat(5000)]: 1 }, mode)).toHaveLength(1);
      expect(wrongWith(names, { ["a".repeat(5001)]: 1 }, mode)).toEqual([]);
      const others: Schema = { ...names, additionalProperties: { type: "string" } };
      expect(wrongWith(others, { ["b".repeat(5000)]: 1 }, mode)).toHaveLength(1);
      expect(wrongWith(others, { ["b".repeat(5001)]: 1 }, mode)).toEqual([]);
      const plain: Schema = { additionalProperties: { type: "string" } };
      expect(wrongWith(plain, { ["b".repeat(5001)]: 1 }, mode)).toHaveLength(1);
    }
    const closed: Schema = { patternProperties: { "^a": true }, additionalProperties: false };
    expect(wrongWith(closed, { ["b".repeat(5001)]: 1 }, "request")).toHaveLength(1);
  });

  test("of integers of any size have an exact remainder, where the divisor is whole", () => {
    expect(foundBy(multipleOf(2), 2n ** 70n, "request")).toEqual([]);
    expect(foundBy(multipleOf(2), 2n ** 70n + 1n, "request")).toEqual(["v multipleOf: must satisfy multipleOf: 2"]);
    expect(foundBy(multipleOf(0.5), 3n, "request")).toEqual([]);
  });

  test("of lists are told by their name", () => {
    expect(validate({ minItems: 2 }, [1], { path: "v", mode: "rule" })).toMatchObject([{ rule: "minItems" }]);
    expect(validate({ type: "array", minItems: 2, items: true }, [1], { path: "v", mode: "request" })).toMatchObject([
      { rule: "minItems" },
    ]);
  });
});

describe("alternatives", () => {
  const kind = (name: string, rest: object = {}): Schema => ({
    type: "object",
    required: ["kind"],
    properties: { kind: { const: name }, ...rest },
  });

  test("that one property tells apart say what it may be", () => {
    expect(wrongWith({ oneOf: [kind("a"), kind("b"), kind("a")] }, { kind: "c" })).toEqual([
      'v.kind: must be one of: "a", "b"',
    ]);
  });

  test("that different properties tell apart are told each with its first issue", () => {
    const other: Schema = { type: "object", required: ["sort"], properties: { sort: { const: "b" } } };
    expect(wrongWith({ anyOf: [kind("a"), other] }, { kind: "c", sort: "d" }, "rule")).toEqual([
      'v: must satisfy anyOf: v.kind must satisfy const: "a", or v.sort must satisfy const: "b"',
    ]);
  });

  test("of which one was meant give its issues", () => {
    const n = { n: { type: "number" } };
    expect(wrongWith({ oneOf: [kind("a", n), kind("b", n)] }, { kind: "b", n: "s" })).toEqual([
      'v.n: must satisfy type: "number", is string',
    ]);
    expect(wrongWith({ anyOf: [{ type: "string" }, { type: "object", properties: n }] }, { n: "s" })).toEqual([
      'v.n: must satisfy type: "number", is string',
    ]);
    // An enum tells alternatives apart where another has a constant in its place, and not elsewhere.
    const grown: Schema = { type: "object", properties: { kind: { enum: ["b", "c"] }, ...n } };
    expect(wrongWith({ anyOf: [kind("x", n), kind("a", n), grown] }, { kind: "a", n: "s" })).toEqual([
      'v.n: must satisfy type: "number", is string',
    ]);
    const free: Schema = { type: "object", properties: { size: { enum: [1] }, ...n } };
    expect(wrongWith({ anyOf: [{ type: "null" }, free] }, { size: 2, n: 1 })).toEqual([
      "v.size: must satisfy enum: [1]",
    ]);
  });

  test("of an inner value do not count as another type of the value itself", () => {
    const inner = (type: string): Schema => ({ type: "object", required: ["a"], properties: { a: { type } } });
    expect(wrongWith({ anyOf: [inner("string"), inner("number")] }, { a: true }, "rule")).toEqual([
      'v: must satisfy anyOf: v.a must satisfy type: "string", is boolean, or v.a must satisfy type: "number", is boolean',
    ]);
  });

  test("of which one is of the value's type are that one, whatever else is wrong with the value itself", () => {
    const two: Schema = { type: "object", minProperties: 2, properties: { a: true, b: true } };
    expect(wrongWith({ anyOf: [{ type: "string" }, two] }, { a: 1 })).toEqual(["v: must satisfy minProperties: 2"]);
  });

  test("that are told apart do not lend their names, though more is wrong with them", () => {
    const either: Schema = { anyOf: [kind("a", { n: { type: "number" }, b: true }), kind("c", { n: true })] };
    expect(wrongWith(either, { kind: "c", n: "s", b: 1 })).toEqual([
      'v.b: is unknown: leave it out (known: ["kind","n"])',
    ]);
  });

  test("that all fail say so in no more than 500 characters behind the rule", () => {
    const anyOf = Array.from({ length: 40 }, (_, index) => ({ required: [`a-long-name-of-a-property-${index}`, "b"] }));
    const [line = ""] = wrongWith({ anyOf }, {}, "rule");
    expect(line.startsWith("v: must satisfy anyOf: v.a-long-name-of-a-property-0 is required, or v.")).toBe(true);
    expect(line).toHaveLength("v: must satisfy anyOf".length + 500);
  });

  test("of a response tell a rounded integer, wherever they stand", () => {
    const id: Schema = { type: "object", properties: { id: { type: "integer" } } };
    const ok: Schema = { type: "object", properties: { ok: { type: "boolean" } } };
    for (const anyOf of [
      [ok, id],
      [id, ok],
    ]) {
      expect(wrongWith({ anyOf }, { ok: true, id: 2 ** 53 }, "response")).toHaveLength(1);
      expect(wrongWith({ anyOf }, { ok: true, id: 1.5 }, "response")).toEqual([]);
      expect(wrongWith({ anyOf }, { ok: true, id: null }, "response")).toEqual([]);
      expect(wrongWith({ anyOf }, { ok: true, id: 2 ** 53 }, "rule")).toEqual([]);
    }
    expect(wrongWith({ anyOf: [{ type: "integer" }, { type: "number" }] }, 2 ** 53, "response")).toHaveLength(1);
    expect(wrongWith({ anyOf: [{ type: ["integer", "null"] }, true] }, 2 ** 53, "response")).toHaveLength(1);
  });
});

test("schemas that depend on a property hold where it is, and for the value itself", () => {
  const schema: Schema = { dependentSchemas: { a: { required: ["b"] }, toString: { required: ["c"] } } };
  for (const mode of modes) {
    expect(wrongWith(schema, { a: 1 }, mode)).toEqual(["v.b: is required"]);
    expect(wrongWith(schema, { a: 1, b: 1 }, mode)).toEqual([]);
    expect(wrongWith(schema, {}, mode)).toEqual([]);
    expect(wrongWith(schema, ["a"], mode)).toEqual([]);
  }
});

describe("of several parts", () => {
  const [a, b] = [properties({ a: always }), properties({ b: always })];
  const unknown = (name: string, known: string): string =>
    `v.${name} additionalProperties: is unknown: leave it out (known: ${known})`;

  test("each may be made of several", () => {
    expect(foundBy(combined(combined(a), b), { a: 1, b: 1 }, "request")).toEqual([]);
    expect(foundBy(combined(combined(a), b), { a: 1, c: 1 }, "request")).toEqual([unknown("c", '["a","b"]')]);
    expect(foundBy(combined(a, b), { c: 1 }, "rule")).toEqual([]);
    expect(foundBy(combined(a, b), { c: 1 }, "response")).toEqual([]);
  });

  test("one that takes anything makes all names known, wherever it stands", () => {
    for (const part of [anything, anyOf(a, anything), anyOf(anything, a), combined(anything)])
      expect(foundBy(combined(part, b), { z: 1 }, "request")).toEqual([]);
    expect(foundBy(combined(a, always), { z: 1 }, "request")).toEqual([unknown("z", '["a"]')]);
  });

  test("an object says what else may be in it", () => {
    expect(foundBy(combined(object({ a: always }, [], always), b), { z: 1 }, "request")).toEqual([]);
    expect(foundBy(combined(object({ a: always }, [], false), b), { z: 1 }, "request")).toEqual([
      unknown("z", '["a"]'),
    ]);
    expect(foundBy(combined(object({ a: always }), b), { a: 1, b: 1, z: 1 }, "request")).toEqual([
      unknown("z", '["a","b"]'),
    ]);
    for (const mode of ["request", "rule"] as const)
      expect(foundBy(object({ a: always }, [], false), { z: 1 }, mode)).toEqual([unknown("z", '["a"]')]);
    expect(foundBy(object({ a: always }, [], false), { z: 1 }, "response")).toEqual([]);
    expect(foundBy(object({ a: always }), { z: 1 }, "rule")).toEqual([]);
    expect(foundBy(additionalProperties(false, ["a"]), { a: 1, z: 1 }, "rule")).toEqual([unknown("z", '["a"]')]);
  });

  test("one that takes bytes makes them welcome, wherever it stands", () => {
    for (const part of [binary, binaryFormat, anyOf(binary, number), anyOf(number, binary)])
      expect(foundBy(combined(part, minLength(0)), new Uint8Array(1), "request")).toEqual([]);
    const instance = ["v json: is a class instance: give a plain value"];
    expect(foundBy(combined(minLength(0), minLength(1)), new Uint8Array(1), "request")).toEqual(instance);
  });

  test("what contains has found is described, through alternatives, too", () => {
    const part = anyOf(contains(string), contains(number));
    expect(foundBy(unevaluatedItems(never, part), ["s", 1], "rule")).toEqual([]);
    expect(foundBy(unevaluatedItems(never, part), ["s", null], "rule")).toEqual([
      "v[1] false: is not allowed: leave it out",
    ]);
    expect(foundBy(unevaluatedItems(never, items(always)), [1, 2], "rule")).toEqual([]);
    expect(foundBy(unevaluatedItems(number), "text", "rule")).toEqual([]);
    expect(foundBy(unevaluatedItems(always), [Number.NaN], "request")).toEqual([
      "v[0] json: is non-JSON number: leave it out",
    ]);
  });
});

describe("what a value is told", () => {
  test("of names that a pattern knows, with their place", () => {
    expect(wrongWith({ type: "object", patternProperties: { "^x": { type: "string" } } }, { xy: 1 })).toEqual([
      'v.xy: must satisfy type: "string", is number',
    ]);
  });

  test("of schemas that depend on a property, nothing where it is no object", () => {
    for (const value of [null, "text", 7])
      expect(wrongWith({ dependentSchemas: { length: false } }, value, "rule")).toEqual([]);
  });

  test("by a rule, of an instance of a class: nothing", () => {
    expect(wrongWith({ type: "string" }, new Blob(["a"]), "rule")).toEqual([]);
    expect(wrongWith(true, { a: new Set() }, "rule")).toEqual([]);
  });

  test("of what is none of some constants and no JSON either", () => {
    for (const schema of [{ enum: [1, 2] }, { const: 1 }])
      expect(wrongWith(schema, Number.NaN)).toEqual(["v: is non-JSON number: leave it out"]);
  });

  test("of times: what is missing", () => {
    const time: Schema = { type: "string", format: "date-time" };
    const told = (value: unknown): string[] => wrongWith(time, value);
    expect(told("2026-01-31T10:00:00")).toEqual(['v: must satisfy format: "date-time", with a zone: add Z for UTC']);
    expect(told("2026-01-31")).toEqual([
      'v: must satisfy format: "date-time", with a time: add T00:00:00Z for its first moment',
    ]);
    expect(told("soon")).toEqual(['v: must satisfy format: "date-time", such as "2026-01-31T10:00:00Z"']);
    expect(told(7)).toEqual(['v: must satisfy type: "string", is number']);
    expect(told(new Date(0))).toEqual([]);
    for (const day of ["2026-01-31", "2028-02-29", "2026-02-28", "2026-12-30"]) {
      expect(told(`${day}T23:00:00-05:00`)).toEqual([]);
      expect(wrongWith({ format: "date" }, day)).toEqual([]);
    }
    for (const day of ["2026-02-29", "2026-02-30", "2026-04-31"]) {
      expect(told(`${day}T23:00:00Z`)).toHaveLength(1);
      expect(wrongWith({ format: "date" }, day)).toHaveLength(1);
    }
  });

  test("of patterns and formats: which, as the document writes it", () => {
    expect(wrongWith({ pattern: "^a/b$" }, "c")).toEqual(['v: must satisfy pattern: "^a/b$"']);
    expect(validate({ type: "integer", format: "int32" }, 2 ** 31, { path: "v", mode: "request" })).toMatchObject([
      { rule: "format" },
    ]);
  });

  test("of alternatives that texts tell apart, what they may be", () => {
    const one = (...kinds: string[]): Schema => ({ type: "object", properties: { kind: { enum: kinds }, n: true } });
    expect(validate({ anyOf: [one("a", "b"), one("c")] }, { kind: "d" }, { path: "v", mode: "request" })).toEqual([
      { path: "v.kind", rule: "const", message: 'must be one of: "a", "b", "c"' },
    ]);
  });

  test("of alternatives of another type, nothing", () => {
    const inner: Schema = {
      type: "object",
      required: ["v"],
      properties: { v: { type: "string" }, size: { enum: [1] } },
    };
    expect(wrongWith({ anyOf: [{ type: "string" }, inner] }, { v: true }, "rule")).toEqual([
      'v.v: must satisfy type: "string", is boolean',
    ]);
    expect(wrongWith({ anyOf: [{ type: "string" }, inner] }, { v: "s", size: 2 }, "rule")).toEqual([
      "v.size: must satisfy enum: [1]",
    ]);
  });

  test("in a request, of an integer that is rounded, no more than of others", () => {
    const either: Schema = { anyOf: [{ type: "integer" }, { type: "string", minLength: 1 }] };
    const [line] = wrongWith(either, 2 ** 53, "request");
    expect(line).toMatch(/^v: must satisfy anyOf: /);
  });
});

describe("types", () => {
  const broken = ["v.a json: is non-JSON number: leave it out"];

  test("null is told by its name", () => {
    expect(foundBy(nothing, 1, "request")).toEqual(['v type: must satisfy type: "null", is number']);
  });

  test("that say nothing of what is in an object have it looked through before it is sent", () => {
    for (const check of [anyObject, anyOfTypes("object", "null"), anyOfTypes("null", "object")]) {
      expect(foundBy(check, { a: Number.NaN }, "request")).toEqual(broken);
      expect(foundBy(check, { a: 1 }, "request")).toEqual([]);
      expect(foundBy(combined(check, properties({ b: always })), { z: 1 }, "request")).toEqual([]);
    }
    expect(foundBy(anyOfTypes("object", "null"), null, "request")).toEqual([]);
    expect(foundBy(anyOfTypes("object", "string"), "a", "request")).toEqual([]);
    expect(foundBy(anyOfTypes("object", "number"), "a", "request")).toHaveLength(1);
    expect(foundBy(anyOfTypes("object", "number"), undefined, "request")).toHaveLength(1);
  });

  test("of a text take a Date by a rule, and in a request where its format does", () => {
    expect(foundBy(type(["string", "null"]), new Date(0), "rule")).toEqual([]);
    expect(foundBy(type(["string", "null"]), new Date(0), "request")).toHaveLength(1);
    expect(foundBy(type(["string", "null"], true), new Date(0), "request")).toEqual([]);
    expect(foundBy(type(["number", "null"], true), new Date(0), "rule")).toHaveLength(1);
  });
});
