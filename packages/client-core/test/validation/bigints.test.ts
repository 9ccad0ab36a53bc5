import { describe, expect, test } from "vitest";
import { bigInteger, exactJson, exactText, nullableBigInteger64 } from "../../src/checks/bigints.ts";
import { checkOf, validate } from "../check-of.ts";

const big = { type: "integer", format: "int64", "x-bigint": true };
const any = { type: "integer", "x-bigint": true };
const head = (type = "application/json"): { get(name: string): string | null } => ({
  get: (name) => (name === "content-type" ? type : null),
});
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const thing = checkOf(
  {
    type: "object",
    properties: {
      id: big,
      any,
      none: { ...big, type: ["integer", "null"] },
      list: { type: "array", items: big },
      map: { type: "object", additionalProperties: big },
      deep: {
        type: "object",
        properties: { list: { type: "array", items: { type: "object", properties: { id: big } } } },
      },
      size: { type: "number" },
      text: { type: "string" },
      either: {
        anyOf: [
          { type: "object", required: ["k"], properties: { k: { type: "string" }, v: big } },
          { type: "object", required: ["n"], properties: { n: { type: "integer" }, v: { type: "number" } } },
        ],
      },
    },
  },
  "response",
);
const read = (text: string, type?: string, redaction?: { redact(text: string): string }): unknown =>
  exactJson(thing)(bytes(text), head(type), redaction);

describe("an integer of any size in a request", () => {
  test.each([
    [any, 1n],
    [any, 2n ** 200n],
    [any, 7],
    [any, Number.MAX_SAFE_INTEGER],
    [any, -0],
    [big, 2n ** 63n - 1n],
    [big, -(2n ** 63n)],
    [big, Number.MIN_SAFE_INTEGER],
    [{ ...big, type: ["integer", "null"] }, null],
    [{ ...any, type: ["integer", "null"] }, null],
    [{ ...any, type: ["integer", "null"] }, 2n ** 64n],
  ])("%# is what its schema says", (schema, value) => {
    expect(validate(schema, value, { path: "a", mode: "request" })).toEqual([]);
  });

  const beyond = "is beyond what a number holds exactly: give a bigint, such as 9007199254740993n or BigInt(text)";
  test.each([
    [any, 2 ** 53, "type", beyond],
    [big, -(2 ** 53), "type", beyond],
    [big, 2n ** 63n, "format", 'must satisfy format: "int64"'],
    [big, -(2n ** 63n) - 1n, "format", 'must satisfy format: "int64"'],
    [any, 1.5, "type", 'must satisfy type: "integer", is number'],
    [any, "1", "type", 'must satisfy type: "integer", is string'],
    [any, null, "type", 'must satisfy type: "integer", is null'],
    [{ ...any, type: ["integer", "null"] }, "1", "type", 'must satisfy type: ["integer","null"], is string'],
    [any, Number.NaN, "json", "is non-JSON number: leave it out"],
    [any, Number.POSITIVE_INFINITY, "json", "is non-JSON number: leave it out"],
  ])("%# is refused, and told what it must be", (schema, value, rule, message) => {
    expect(validate(schema, value, { path: "a", mode: "request" })).toEqual([{ path: "a", rule, message }]);
  });
});

test("in a response that was not read exactly no number is one", () => {
  expect(validate(any, 5, { path: "a", mode: "response" })).toHaveLength(1);
  expect(validate(any, 5n, { path: "a", mode: "response" })).toEqual([]);
  expect(validate(any, 5, { path: "a", mode: "rule" })).toEqual([]);
});

test("is written as JSON, among all that JSON has", () => {
  const value = { 'a"b': [1n, { c: -9007199254740993n }], d: "é", e: null, f: [], g: {}, h: 1.5, i: new Date(0) };
  expect(exactText(value)).toBe(
    '{"a\\"b":[1,{"c":-9007199254740993}],"d":"é","e":null,"f":[],"g":{},"h":1.5,"i":"1970-01-01T00:00:00.000Z"}',
  );
});

describe("a response", () => {
  test.each<[text: string, data: unknown]>([
    ['{"id":9007199254740993}', { id: 9007199254740993n }],
    ['{"id":-9007199254740993}', { id: -9007199254740993n }],
    ['{"id":5,"size":5}', { id: 5n, size: 5 }],
    ['{"id":9223372036854775807,"size":9007199254740993}', { id: 9223372036854775807n, size: 9007199254740992 }],
    ['{"any":123456789012345678901234567890}', { any: 123456789012345678901234567890n }],
    ['{"any":1e30,"id":1.0,"list":[2e0]}', { any: 1e30, id: 1n, list: [2n] }],
    [
      '{"list":[1,9007199254740993],"map":{"a":9007199254740993}}',
      { list: [1n, 9007199254740993n], map: { a: 9007199254740993n } },
    ],
    [
      '{"deep":{"list":[{"id":1},{"id":9007199254740995}]}}',
      { deep: { list: [{ id: 1n }, { id: 9007199254740995n }] } },
    ],
    ['{"none":null,"later":9007199254740993}', { none: null, later: 9007199254740992 }],
    ['{"none":9007199254740993}', { none: 9007199254740993n }],
    [
      '{ "text" : "a\\"9007199254740993\\\\" , "id" : 9007199254740993 }',
      { text: 'a"9007199254740993\\', id: 9007199254740993n },
    ],
    [
      '{"map":{"__proto__":9007199254740993,"a\\"b":9007199254740993}}',
      JSON.parse('{"map":{"__proto__":0,"a\\"b":0}}', (_key, value) => (value === 0 ? 9007199254740993n : value)),
    ],
    ['{"either":{"k":"a","v":9007199254740993}}', { either: { k: "a", v: 9007199254740993n } }],
    ['{"either":{"n":1,"v":7}}', { either: { n: 1, v: 7 } }],
    ['{"id":true,"text":9007199254740993}', { id: true, text: 9007199254740992 }],
    ["null", null],
    ["7", 7],
  ])("is read without loss where the schema says so, and nothing else becomes one: %s", (text, data) => {
    expect(read(text)).toEqual(data);
  });

  test("may be such an integer, or a list of them", () => {
    expect(exactJson(bigInteger)(bytes("9007199254740993"), head(), undefined)).toBe(9007199254740993n);
    const list = checkOf({ type: "array", items: any }, "response");
    expect(exactJson(list)(bytes("[9007199254740993,2]"), head(), undefined)).toEqual([9007199254740993n, 2n]);
    expect(exactJson(nullableBigInteger64)(bytes("null"), head(), undefined)).toBeNull();
  });

  test("is read in the charset that it names", () => {
    const latin = new Uint8Array([...bytes('{"text":"'), 0xe9, ...bytes('","id":9007199254740993}')]);
    const exact = exactJson(thing)(latin, head("application/json; charset=iso-8859-1"), undefined);
    expect(exact).toEqual({ text: "é", id: 9007199254740993n });
    expect(() => exactJson(thing)(latin, head(), undefined)).toThrow(TypeError);
    const packed = { get: (name: string) => (name === "content-encoding" ? "pack200" : "application/json") };
    expect(() => exactJson(thing)(bytes("{}"), packed, undefined)).toThrow(TypeError);
    expect(read('{"id":1}', "application/vnd.example+json")).toEqual({ id: 1n });
    expect(exactJson(thing)(bytes('{"id":1}'), { get: () => null }, undefined)).toEqual({ id: 1n });
  });

  test("that repeats a secret shows none, in texts, in names and in numbers", () => {
    const redaction = { redact: (text: string) => text.replaceAll("hunter22", "[redacted]") };
    const text = '{"text":"hunter22","hunter22":1,"id":9007199254740993}';
    expect(read(text, undefined, redaction)).toEqual({ text: "[redacted]", "[redacted]": 1, id: 9007199254740993n });
    const escaped = '{"text":"hunter\\u00322","id":9007199254740993}';
    expect(read(escaped, undefined, redaction)).toEqual({ text: "[redacted]", id: 9007199254740993n });
  });

  test.each(['{"id":1,"id":2}', "{", '{"id":01}'])(
    "that is no JSON, or may mean two things, is refused: %s",
    (text) => {
      expect(() => read(text)).toThrow();
    },
  );

  test("is checked by others as ever, once it has been read", () => {
    expect(() =>
      exactJson(() => {
        throw new Error("x");
      })(bytes("1"), head(), undefined),
    ).toThrow("x");
    expect(validate(any, 5, { path: "a", mode: "response" })).toHaveLength(1);
  });
});
