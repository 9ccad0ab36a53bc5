import type { Model } from "@workshop/openapi";
import { modelOf, modelOfBody } from "@workshop/openapi/model-of";
import { expect, test } from "vitest";
import { deriveCases } from "../src/index.ts";
import { gapsOf } from "./support/gaps-of.ts";

const namesOf = (model: Model): string[] => deriveCases(model, model).map(({ name }) => name);

const text = { type: "string" };
const object = (properties: object, ...required: string[]): object => ({ type: "object", properties, required });

test("a name that a discriminator adds to what a reference leads to is a declared one", () => {
  const upper = object({ bucket: text });
  const model = modelOfBody(
    object({
      kind: { ...text, enum: ["Upper", "Lower"] },
      settings: {
        oneOf: ["Upper", "Lower"].map((name) => ({ $ref: `#/components/schemas/${name}` })),
        discriminator: { propertyName: "kind" },
      },
    }),
    { Upper: upper, Lower: upper },
  );
  expect(namesOf(model)).toContainEqual(expect.stringMatching(/^sends a filled request/));
  expect(gapsOf(model)).toEqual([]);
});

test("a way of which nothing can be made, since its own ways overlap, is out of reach for that", () => {
  const pet = object({ hunts: { type: "boolean" } });
  const model = modelOfBody(
    object({ config: { oneOf: [object({ a: text }), object({ b: text }), { oneOf: [pet, object({ bark: text })] }] } }),
  );
  expect(gapsOf(model)).toEqual([]);
});

test("what every way of a union asks for cannot be left out", () => {
  const way = (name: string): object => object({ kind: { const: name }, [name]: text }, "kind");
  const model = modelOfBody({ type: "object", properties: { kind: text }, oneOf: [way("first"), way("second")] });
  expect(gapsOf(model)).toEqual([]);
});

test("the ways of a body that may be left out are tried, though the first of them overlaps another", () => {
  const list = (items: object): object => ({ type: "array", items });
  const schema = { oneOf: [list(object({ a: text })), list(text), list(object({ b: text }))] };
  const model = modelOf({ requestBody: { content: { "application/json": { schema } } } });
  expect(gapsOf(model)).toEqual([]);
});

test("what lacks a name that one way asks for is refused for the others, of which several then fit", () => {
  const way = (registration: object, ...required: string[]): object =>
    object({ id: { type: "integer" }, registration }, "id", ...required);
  const model = modelOfBody({
    oneOf: [
      way(object({ number: text, owner: text }, "number", "owner")),
      way(object({ number: text, email: text }, "number", "email")),
      way(object({ number: text }, "number"), "registration"),
    ],
  });
  expect(gapsOf(model)).toEqual([]);
});

test("what one of two ways of the same name allows is tried in each of them", () => {
  const id = { ...text, format: "uuid" };
  const filter = (name: string): object =>
    object(
      { name: { const: name }, value: { anyOf: [id, { type: "array", items: { anyOf: [id, text] } }, text] } },
      "name",
      "value",
    );
  expect(gapsOf(modelOfBody(object({ filter: { oneOf: [filter("id"), filter("author")] } })))).toEqual([]);
});

test("a name is missing from the schema that asks for it, though another one asks for others", () => {
  const parts = {
    First: object({ kind: { const: "First" }, choices: text }, "choices"),
    Second: object({ kind: { const: "Second" }, more: text }),
  };
  const action = {
    oneOf: ["First", "Second"].map((name) => ({ $ref: `#/components/schemas/${name}` })),
    discriminator: { propertyName: "kind" },
  };
  const schema = { anyOf: [object({ action }), object({ other: text })] };
  const responses = { 200: { description: "Done", content: { "application/json": { schema } } } };
  expect(gapsOf(modelOf({ responses }, { schemas: parts }))).toEqual([]);
});

test("a limit of another type than all ways of a union says nothing", () => {
  const list = { type: "array", items: text };
  expect(gapsOf(modelOfBody(object({ list: { anyOf: [list, { ...list, maxItems: 3 }], minLength: 1 } })))).toEqual([]);
});

test("ways that lead back to their union allow anything together with it", () => {
  const any = { $ref: "#/components/schemas/Any" };
  const model = modelOfBody(object({ any }), {
    Scalar: { anyOf: ["string", "integer", "number", "boolean", "null"].map((type) => ({ type })) },
    Any: {
      anyOf: [
        { $ref: "#/components/schemas/Scalar" },
        { type: "array", items: any },
        { type: "object", additionalProperties: any },
      ],
    },
  });
  expect(gapsOf(model)).toEqual([]);
});

test("unions of the same schemas have what they say themselves tried in each place, however many there are", {
  timeout: 120_000,
}, () => {
  const filters = ["One", "Two"].map((name) => [name, object({ text, name: { const: name, default: name } })] as const);
  const filter = {
    oneOf: filters.map(([name]) => ({ $ref: `#/components/schemas/${name}` })),
    discriminator: { propertyName: "name" },
  };
  const holders = Array.from({ length: 30 }, (_, number) => [`Holder${number}`, object({ filter, text })] as const);
  const deep = holders.map(([name]) => [name, { $ref: `#/components/schemas/${name}` }] as const);
  // Nearest to the root, so that none of the others is.
  const schema = object({ filter, holders: object(Object.fromEntries(deep)) });
  const content = { "application/json": { schema } };
  const operation = { requestBody: { required: true, content }, responses: { 200: { description: "Done", content } } };
  const model = modelOf(operation, { schemas: Object.fromEntries([...filters, ...holders]) });
  expect(gapsOf(model)).toEqual([]);
});

test.each<[string, object]>([
  [
    "names and items of what is no object and no list",
    { type: ["string", "null"], additionalProperties: true, items: text, required: ["a"] },
  ],
  [
    "a length that a pattern allows though not each one up to it",
    { ...text, minLength: 40, maxLength: 64, pattern: "^([0-9a-f]{40}(?:[0-9a-f]{24})?)$" },
  ],
  [
    "how many names an object may have of which none is described",
    { type: "object", additionalProperties: true, maxProperties: 3 },
  ],
  [
    "ways that ask for one name each",
    { ...object({ state: text, people: text }), anyOf: [{ required: ["state"] }, { required: ["people"] }] },
  ],
  [
    "a way that asks for a name of which nobody speaks",
    { ...object({ alerts: text }), oneOf: [{ required: ["alerts"] }, { required: ["others"] }] },
  ],
  [
    "a value of an enum that every way beside it forbids",
    {
      ...object({ status: { enum: ["waiting", "done", "queued"] } }),
      anyOf: [object({ status: { enum: ["done"] } }, "status"), object({ status: { enum: ["queued"] } })],
    },
  ],
  [
    "null where another part asks for a text",
    { allOf: [object({ name: { type: ["string", "null"] } }), object({ name: text })] },
  ],
  [
    "a list among objects that a discriminator tells apart",
    {
      anyOf: [
        { type: "array", items: text, properties: { kind: { const: "list" } }, required: ["kind"] },
        object({ kind: { const: "one" } }, "kind"),
      ],
    },
  ],
])("%s have their cases, or their reasons", (_words, schema) => {
  expect(gapsOf(modelOfBody(schema))).toEqual([]);
  expect(gapsOf(modelOfBody(object({ inner: schema })))).toEqual([]);
  const responses = { 200: { description: "Done", content: { "application/json": { schema } } } };
  expect(gapsOf(modelOf({ responses }))).toEqual([]);
});

test("of an operation whose body can have no value whatever is given is refused, and all else is out of reach for that", () => {
  const model = modelOfBody({ allOf: [text, { type: "integer" }] });
  expect(gapsOf(model)).toEqual([]);
  const cases = deriveCases(model, model);
  expect([...new Set(cases.map(({ kind }) => kind))]).toEqual(["refusal"]);
  expect(cases.length).toBeGreaterThan(3);
});
