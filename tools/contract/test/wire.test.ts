import type { Operation } from "@workshop/openapi";
import { modelOf } from "@workshop/openapi/model-of";
import { type Input, SchemaChecker } from "@workshop/samples";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeRequest } from "../src/wire/decode-request.ts";
import { Unwritable } from "../src/wire/encode-parameter.ts";
import { encodeRequest } from "../src/wire/encode-request.ts";

const text = { type: "string" };
const list = { type: "array", items: { type: "string" } };
const object = { type: "object", properties: { a: { type: "integer" }, b: { type: "string" } } };

function reading(
  parameters: readonly object[],
  path?: string,
  requestBody?: object,
): [Operation, Parameters<typeof decodeRequest>[0]] {
  const model = modelOf({ parameters, ...(requestBody === undefined ? {} : { requestBody }) }, {}, path);
  const [operation] = model.operations;
  if (operation === undefined) throw new Error("the document has an operation");
  return [operation, { model, checker: new SchemaChecker(model) }];
}

/** Texts without what a style uses itself: no document allows to escape a separator in all of them. */
const plain = fc.stringMatching(/^[a-zA-Z é€&=?#%+-]{1,9}$/u).filter((value) => value.trim() === value && value !== "");

test.each([
  ["query", "form", true],
  ["query", "form", false],
  ["query", "spaceDelimited", false],
  ["query", "pipeDelimited", false],
  ["path", "simple", false],
  ["path", "label", true],
  ["path", "matrix", true],
  ["path", "matrix", false],
  ["cookie", "form", false],
])("a list in the %s, style %s, exploded %s, is read as it was written", (location, style, explode) => {
  const path = location === "path" ? "/thing/{value}" : "/thing";
  const parameter = { name: "value", in: location, required: true, style, explode, schema: list };
  const [operation, search] = reading([parameter], path);
  const holder = location === "cookie" ? "cookies" : location;
  const item = style === "spaceDelimited" ? plain.filter((value) => !value.includes(" ")) : plain;
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (value) => {
      const input: Input = { [holder]: { value } };
      const decoded = decodeRequest(search, operation, encodeRequest(operation, operation, input));
      expect(decoded).toEqual({ input, problems: [] });
    }),
  );
});

test.each([
  ["form", true],
  ["form", false],
  ["deepObject", true],
])("an object in the query, style %s, exploded %s, is read as it was written", (style, explode) => {
  const [operation, search] = reading([{ name: "value", in: "query", style, explode, schema: object }]);
  const input: Input = { query: { value: { a: 7, b: "x y&z" } } };
  const request = encodeRequest(operation, operation, input);
  expect(decodeRequest(search, operation, request)).toEqual({ input, problems: [] });
});

test.each(["deepObject", "form"])("what may be an object, and is a number, is read as that, style %s", (style) => {
  const schema = { oneOf: [{ type: "integer" }, object] };
  const [operation, search] = reading([{ name: "value", in: "query", style, explode: true, schema }]);
  const input: Input = { query: { value: 7 } };
  const request = encodeRequest(operation, operation, input);
  expect(decodeRequest(search, operation, request)).toEqual({ input, problems: [] });
});

test("numbers, booleans and texts that look like them are told apart by the schema", () => {
  const [operation, search] = reading([
    { name: "number", in: "query", schema: { type: "integer" } },
    { name: "flag", in: "query", schema: { type: "boolean" } },
    { name: "word", in: "query", schema: text },
    { name: "digits", in: "query", schema: text },
  ]);
  const input: Input = { query: { number: 12, flag: false, word: "true", digits: "12" } };
  expect(decodeRequest(search, operation, encodeRequest(operation, operation, input))).toEqual({ input, problems: [] });
});

test("a plus sign that was not encoded is read as the space that servers take it for", () => {
  const [operation, search] = reading([{ name: "q", in: "query", schema: text }]);
  const request = { method: "POST", target: "/thing?q=1+1", headers: [], body: new Uint8Array() };
  expect(decodeRequest(search, operation, request).input).toEqual({ query: { q: "1 1" } });
});

test("what the document does not declare is reported: query, header and cookie", () => {
  const [operation, search] = reading([]);
  const headers = [
    ["x-extra", "1"],
    ["cookie", "a=b"],
    ["accept", "*/*"],
  ] as const;
  const { problems } = decodeRequest(search, operation, {
    method: "POST",
    target: "/thing?more=1",
    headers,
    body: new Uint8Array(),
  });
  expect(problems.map(({ at, keyword }) => `${keyword} ${at}`)).toEqual([
    "undeclared query.more",
    "undeclared headers.x-extra",
    "undeclared cookies.a",
  ]);
});

test.each([
  ["another method", { method: "PUT", target: "/thing" }, "method"],
  ["another path", { method: "POST", target: "/things" }, "path"],
  ["an undeclared media type", { method: "POST", target: "/thing", type: "text/plain" }, "media type"],
  ["a body that is not JSON", { method: "POST", target: "/thing", type: "application/json", body: "{" }, "syntax"],
  ["a body that breaks its schema", { method: "POST", target: "/thing", type: "application/json", body: "[]" }, "type"],
])(
  "%s is reported",
  (_words, {
    method,
    target,
    type,
    body,
  }: { method: string; target: string; type?: string; body?: string }, keyword) => {
    const requestBody = { content: { "application/json": { schema: { type: "object" } } } };
    const [operation, search] = reading([], undefined, requestBody);
    const request = {
      method,
      target,
      headers: type === undefined ? [] : [["content-type", type] as const],
      body: new TextEncoder().encode(type === undefined ? "" : (body ?? "text")),
    };
    expect(decodeRequest(search, operation, request).problems.map((problem) => problem.keyword)).toContain(keyword);
  },
);

test.each(["application/x-www-form-urlencoded", "multipart/form-data", "application/json"])(
  "a body as %s is read as it was written",
  (type) => {
    const properties = { name: text, tags: list, count: { type: "integer" }, braces: text, more: { type: "object" } };
    const [operation, search] = reading([], undefined, {
      content: { [type]: { schema: { type: "object", properties } } },
    });
    const body = { name: 'a b&c=d"é', tags: ["x", "y"], count: 3, braces: "{id}-1", more: { a: 1 } };
    const input: Input = { body };
    expect(decodeRequest(search, operation, encodeRequest(operation, operation, input))).toEqual({
      input,
      problems: [],
    });
  },
);

test.each([
  ["a path without its parameter", { path: {} }],
  ["an empty path segment", { path: { id: "" } }],
  ["an empty list", { path: { id: "x" }, query: { value: [] } }],
  ["null", { path: { id: "x" }, query: { value: null } }],
  ["an undeclared name in the path", { path: { id: "x", other: "y" } }],
])("%s cannot be written", (_words, input) => {
  const parameters = [
    { name: "id", in: "path", required: true, schema: text },
    { name: "value", in: "query", schema: list },
  ];
  const [operation] = reading(parameters, "/thing/{id}");
  expect(() => encodeRequest(operation, operation, input)).toThrow(Unwritable);
});

const R = { R: 100, G: 200, B: 150 };

// The rows of the tables of OpenAPI 3.1.1 (Style Examples; Encoding Object), written by hand.
test.each<[words: string, encoding: object | undefined, value: unknown, bytes: string]>([
  ["a text", undefined, "a b&c=d", "value=a%20b%26c%3Dd"],
  ["a list that says nothing", undefined, ["blue", "black"], "value=blue&value=black"],
  ["an object that says nothing", undefined, R, "value=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D"],
  ["a list, form, exploded", { style: "form" }, ["blue", "black"], "value=blue&value=black"],
  ["a list, form, not exploded", { style: "form", explode: false }, ["blue", "black"], "value=blue,black"],
  ["an object, form, exploded", { explode: true }, R, "R=100&G=200&B=150"],
  ["an object, form, not exploded", { explode: false }, R, "value=R,100,G,200,B,150"],
  ["a list with blanks", { style: "spaceDelimited" }, ["blue", "black"], "value=blue%20black"],
  ["a list with bars", { style: "pipeDelimited" }, ["blue", "black"], "value=blue%7Cblack"],
  ["an object in brackets", { style: "deepObject" }, R, "value%5BR%5D=100&value%5BG%5D=200&value%5BB%5D=150"],
  [
    "what lies deeper",
    { style: "deepObject" },
    { a: { b: "x" }, c: ["y"] },
    "value%5Ba%5D%5Bb%5D=x&value%5Bc%5D%5B0%5D=y",
  ],
  ["reserved characters", { allowReserved: true }, "a/b?c&d=e", "value=a/b?c%26d%3De"],
])("%s in a form is written as the tables of OpenAPI say", (_words, encoding, value, bytes) => {
  const mediaType = "application/x-www-form-urlencoded";
  const media = { schema: { type: "object" }, ...(encoding === undefined ? {} : { encoding: { value: encoding } }) };
  const [operation, { model }] = reading([], undefined, { required: true, content: { [mediaType]: media } });
  const request = encodeRequest(operation, operation, { body: { value } }, model);
  expect(new TextDecoder().decode(request.body)).toBe(bytes);
});

test("parts of a form say what their encoding says, JSON where they are objects, and else nothing", () => {
  const properties = { plain: text, picture: text, given: object, note: { ...object } };
  const encoding = {
    picture: { contentType: "image/png, image/gif" },
    note: { contentType: "application/vnd.note+json" },
  };
  const content = { "multipart/form-data": { schema: { type: "object", properties }, encoding } };
  const [operation, search] = reading([], undefined, { required: true, content });
  const input: Input = { body: { plain: "x", picture: "bytes", given: { a: 1 }, note: { b: "y" } } };
  const request = encodeRequest(operation, operation, input, search.model);
  const parts = new TextDecoder().decode(request.body).split(/--[^\r]*\r\n/);
  const types = parts.flatMap((part) => {
    const name = /name="(\w+)"/.exec(part)?.[1];
    return name === undefined ? [] : [[name, /content-type: ([^\r]*)/.exec(part)?.[1]]];
  });
  expect(types).toEqual([
    ["plain", undefined],
    ["picture", "image/png"],
    ["given", "application/json"],
    ["note", "application/vnd.note+json"],
  ]);
  expect(decodeRequest(search, operation, request)).toEqual({ input, problems: [] });
});
