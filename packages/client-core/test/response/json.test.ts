import { expect, test } from "vitest";
import { decode } from "../../src/response/decode.ts";
import { ResponseHead } from "../../src/response/head.ts";
import { Redaction } from "../../src/response/redaction.ts";

const head = new ResponseHead(new Response(null, { headers: { "content-type": "application/json" } }));
const readJson = (text: string, redaction?: Redaction): unknown =>
  decode(new TextEncoder().encode(text), head, redaction);
const nested = (levels: number): string => `${'{"a":['.repeat(levels)}1${"]}".repeat(levels)}`;

test.each([
  "null",
  "0",
  '""',
  "[]",
  "{}",
  '[{"a":1},{"a":1}]',
  '{"a":{"a":{"a":1}}}',
  '{"a":":","b":"\\":","c\\"":"\\\\","":[{},{}]}',
  '{"__proto__":{"a":1},"constructor":1}',
  '{ "a" : "{[" , "b"\n:\t"]}" }',
  nested(250),
  `[${'"{",'.repeat(501)}{}]`,
  `[${"{},".repeat(501)}{}]`,
])("JSON that means one thing is read: %.60s", (text) => {
  expect(readJson(text)).toEqual(JSON.parse(text));
});

test.each([
  '{"a":1,"a":1}',
  '{"a":false,"b":{},"a":true}',
  '{"a":1,"\\u0061":2}',
  '[{"b":{"a":1,"a":{}}}]',
  '{"__proto__":1,"__proto__":2}',
  nested(251),
  `${'["}",'.repeat(501)}1${"]".repeat(501)}`,
  nested(100_000),
  "[".repeat(1_000_000),
  '{"a":1',
  "",
])("JSON that could mean something else is refused: %.60s", (text) => {
  expect(() => readJson(text)).toThrow();
});

test("texts and names are redacted once their escapes are undone", () => {
  const redaction = new Redaction(["key/1"]);
  expect(readJson('{"a":["no key\\/1","\\u006bey/1"],"b":1,"a key\\/1":2}', redaction)).toEqual({
    a: ["no [redacted]", "[redacted]"],
    b: 1,
    "a [redacted]": 2,
  });
});

test("JSON is refused as deep within texts that are redacted as elsewhere", () => {
  const redaction = new Redaction(["hunter22"]);
  expect(readJson(nested(250), redaction)).toEqual(JSON.parse(nested(250)));
  expect(() => readJson(nested(251), redaction)).toThrow();
});

test("a text of megabytes is read", () => {
  const long = JSON.stringify({ a: 'x"\\'.repeat(300_000), b: "x".repeat(3_000_000) });
  expect(readJson(long)).toEqual(JSON.parse(long));
});
