import type { Model } from "@workshop/openapi";
import { modelOf, modelOfBody } from "@workshop/openapi/model-of";
import { expect, test } from "vitest";
import { gapsOf, reasonsOf } from "./support/gaps-of.ts";

const text = { type: "string" };
const object = (properties: object, ...required: string[]): object => ({ type: "object", properties, required });
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** An operation that answers with a schema. */
const modelOfAnswer = (schema: object, schemas: object = {}): Model =>
  modelOf({ responses: { 200: { description: "Done", content: { "application/json": { schema } } } } }, { schemas });

test.each<[string, object]>([
  ["whole numbers that only a format asks for", { type: "number", format: "int32", minimum: 0 }],
  ["a limit beside an enum none of whose values is at it", { ...text, enum: ["I", "U"], maxLength: 50 }],
  ["a type of which no value of the enum beside it is", { type: ["boolean", "null"], enum: [null] }],
  ["a way that no value of the enum beside it takes", { enum: [""], oneOf: [{ type: "array", items: text }, text] }],
  [
    "a length at which a pattern allows no text",
    { ...text, minLength: 1, maxLength: 9, pattern: "^[a-z][a-z.]*[a-z]$" },
  ],
  ["a pattern of which only a line break is none", { ...text, pattern: "^.{1,2000}" }],
  [
    "items of which each has the same example",
    { type: "array", uniqueItems: true, items: { ...text, examples: ["one"] } },
  ],
  ["more names than there may be", { ...object({ first: text, second: text, third: text }), maxProperties: 1 }],
])("%s have their cases, or their reasons", (_words, schema) => {
  expect(gapsOf(modelOfBody(object({ inner: schema })))).toEqual([]);
  expect(gapsOf(modelOfAnswer(object({ inner: schema })))).toEqual([]);
});

test.each<[string, object, string]>([
  ["a type", { type: "integer", enum: ["1"] }, "no value is of all the types that are asked for there"],
  ["an enum", { ...text, enum: ["one", "two"], maxLength: 2 }, "what stands beside `enum` forbids all of its values"],
  ["a pattern", { ...text, pattern: "/^[0-9]{5}$/" }, "no text that is tried matches its pattern"],
  ["a format", { ...text, format: "date", pattern: "YYYY-MM" }, "no text that is tried matches its pattern"],
])("a property that %s leaves no value is out of reach, and what stands beside it is not", (_words, inner, reason) => {
  const schema = object({ inner, other: { ...text, maxLength: 5 } });
  for (const model of [modelOfBody(schema), modelOfAnswer(schema)]) {
    expect(gapsOf(model)).toEqual([]);
    expect(reasonsOf(model)).toContainEqual(expect.stringMatching(`^property inner \\(present\\): ${reason}`));
    expect(reasonsOf(model).filter((one) => one.includes("other") || one.includes("maxLength: 5"))).toEqual([]);
  }
});

test("a parameter that an enum leaves no value is out of reach, and those beside it are not", () => {
  const list = { type: "array", items: text, enum: ["one", "two"] };
  const parameters = [list, text].map((schema, index) => ({ name: `p${index}`, in: "query", explode: true, schema }));
  expect(gapsOf(modelOf({ parameters }))).toEqual([]);
});

test("of a list whose example has one item two are sent, so that what is between them is seen", () => {
  const schema = { type: "array", items: text, examples: [["one"]] };
  expect(
    gapsOf(modelOf({ parameters: [{ name: "ids", in: "query", style: "form", explode: false, schema }] })),
  ).toEqual([]);
});

test("a schema that is a base of many others is not within itself for that", () => {
  const based = (...properties: [string, object][]): object => ({
    allOf: [ref("Base"), object(Object.fromEntries(properties))],
  });
  const schemas = {
    Base: object({ id: { ...text, maxLength: 8 } }),
    Outer: based(["middle", ref("Middle")]),
    Middle: based(["inner", ref("Inner")]),
    Inner: based(["last", ref("Last")]),
    // Made of the same base twice.
    Last: { allOf: [ref("Base"), ref("Left"), object({ size: { type: "integer", maximum: 9 } })] },
    Left: based(["left", text]),
  };
  expect(gapsOf(modelOfAnswer(ref("Outer"), schemas))).toEqual([]);
  expect(gapsOf(modelOfBody(ref("Outer"), schemas))).toEqual([]);
});

test("a value that is narrowed in one place is within reach in another", () => {
  const schemas = {
    Kind: { ...text, enum: ["small", "large", ""] },
    Address: object({ kind: ref("Kind") }),
    Foreign: { allOf: [ref("Address"), object({ kind: { ...text, enum: [""] }, country: text }, "country")] },
    Domestic: { allOf: [ref("Address"), object({ county: text }, "county")] },
  };
  for (const names of [
    ["Foreign", "Domestic"],
    ["Domestic", "Foreign"],
  ]) {
    expect(gapsOf(modelOfAnswer({ oneOf: names.map(ref) }, schemas))).toEqual([]);
  }
});

test("headers are told of a response of whose body nothing is said", () => {
  const headers = { Link: { schema: text } };
  const content = { "application/json": { examples: { one: { value: [1] } } } };
  expect(gapsOf(modelOf({ responses: { 200: { description: "Done", headers, content } } }))).toEqual([]);
});

test.each<[string, object]>([
  ["items of a list that has no room for one", { type: "array", items: text, maxItems: 0 }],
  [
    "a pattern of what is no text, and steps of what is no number",
    { type: "integer", pattern: "[0-9]{6}", multipleOf: 1 },
  ],
  ["fewer names than have to be there", { ...object({ a: text, b: text }, "a", "b"), minProperties: 1 }],
  ["lists of which nothing says that they are some", { type: "array", items: { uniqueItems: false } }],
  [
    "steps of which a division tells some not to be one",
    { type: "number", multipleOf: 0.01, minimum: 0.065, maximum: 0.5 },
  ],
  ["null where another part asks for an object", { allOf: [object({ a: text }), { type: ["object", "null"] }] }],
  [
    "a constant that another part forbids",
    {
      anyOf: [
        {
          allOf: [object({ kind: { enum: ["one"] } })],
          properties: { kind: { const: "One" }, size: text },
          required: ["kind"],
        },
        object({ kind: { enum: ["one"] } }, "kind"),
      ],
    },
  ],
  [
    "items whose ways are all alike, in a list that may be empty",
    {
      type: "array",
      items: { oneOf: [object({ a: text }), object({ b: text })] },
    },
  ],
  [
    "what a part says that the server alone tells",
    { allOf: [object({ a: text }), { type: "object", readOnly: true }] },
  ],
])("%s have their cases, or their reasons, too", (_words, schema) => {
  expect(gapsOf(modelOfBody(object({ inner: schema })))).toEqual([]);
  expect(gapsOf(modelOfAnswer(object({ inner: schema })))).toEqual([]);
});

test("a parameter that no style writes is out of reach, and those beside it are sent", () => {
  const list = { type: "array", items: object({ name: text, value: text }) };
  const filter = object({ text: { ...text, maxLength: 5 }, more: object({ id: text }) });
  const query = { in: "query", style: "deepObject", explode: true };
  const parameters = [
    { name: "filters", in: "query", schema: list },
    { name: "limit", in: "query", schema: { type: "integer", maximum: 9 } },
    { name: "empty", in: "query", schema: object({}) },
    { ...query, name: "filter", schema: filter },
    { ...query, name: "one", schema: object({ id: { type: ["string", "null"] } }) },
  ];
  const model = modelOf({ parameters });
  expect(gapsOf(model)).toEqual([]);
  expect(reasonsOf(model).filter((one) => /limit|maximum|maxLength|parameter filter |text \(p/.test(one))).toEqual([]);
});

test("a list that has room for one item shows nothing of what stands between two", () => {
  const lists = [
    { type: "array", items: { ...text, enum: ["one"] }, uniqueItems: true },
    { type: "array", items: text, maxItems: 1 },
  ];
  const parameters = lists.map((schema, index) => ({
    name: `p${index}`,
    in: "query",
    style: "form",
    explode: false,
    schema,
  }));
  const model = modelOf({ parameters });
  expect(gapsOf(model)).toEqual([]);
  expect(reasonsOf(model)).toContain("p1: explode (kept): there is no list of two items");
});

test("what is no text is no way of a body that is one", () => {
  const content = { "text/html": { schema: { oneOf: [object({ error: text }), text] } } };
  expect(gapsOf(modelOf({ responses: { 200: { description: "Done", content } } }))).toEqual([]);
});

test("an informational status is no response, also where it is declared with a body", () => {
  const content = { "application/json": { schema: object({ a: text }) } };
  const responses = { 101: { description: "Switching", content }, 200: { description: "Done" } };
  expect(gapsOf(modelOf({ responses }))).toEqual([]);
});
