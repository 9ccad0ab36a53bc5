import type { Model, Schema } from "@workshop/openapi";
import { modelOf, modelOfBody } from "@workshop/openapi/model-of";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Choices, Unsampleable } from "../src/choices.ts";
import { InputMaker } from "../src/input/input-maker.ts";
import { textOfLength } from "../src/sample-string.ts";
import { sampleValue } from "../src/sample-value.ts";
import { SchemaChecker } from "../src/schema-checker.ts";
import { schemaEdges } from "../src/schema-edges.ts";

type Fill = "filled" | "minimal";

function bodySchema(model: Model): Schema {
  return model.operations[0]?.requestBody?.content[0]?.schema ?? true;
}

function sample(model: Model, fill: Fill, choices: Choices = new Choices()): unknown {
  const checker = new SchemaChecker(model);
  return sampleValue({ model, checker, choices, fill, numbers: { next: 1 } }, bodySchema(model), "body");
}

/** Schemas that some value satisfies, a few levels deep. */
const satisfiable: fc.Arbitrary<object> = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc
      .record({ min: fc.nat(5), more: fc.nat(5) })
      .map(({ min, more }) => ({ type: "string", minLength: min, maxLength: min + more })),
    fc
      .constantFrom(
        "date-time",
        "date",
        "time",
        "uuid",
        "uuid4",
        "email",
        "uri",
        "ipv4",
        "ipv6",
        "hostname",
        "duration",
      )
      .map((format) => ({
        type: "string",
        format,
      })),
    fc
      .constantFrom("^[a-z]{3,8}$", "^\\d{4}-[A-F]+$", "^ei_[0-9a-f]{16}$", "^[^/?#]+$")
      .map((pattern) => ({ type: "string", pattern })),
    fc
      .record({
        minimum: fc.integer({ min: -1000, max: 1000 }),
        span: fc.integer({ min: 10, max: 99 }),
        step: fc.integer({ min: 1, max: 5 }),
      })
      .map(({ minimum, span, step }) => ({ type: "integer", minimum, maximum: minimum + span, multipleOf: step })),
    fc.record({ low: fc.integer(), span: fc.integer({ min: 3, max: 99 }) }).map(({ low, span }) => ({
      type: "number",
      exclusiveMinimum: low,
      exclusiveMaximum: low + span,
    })),
    fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }).map((values) => ({ type: "string", enum: values })),
    fc.constant({ type: "boolean" }),
    fc
      .anything({ withNullPrototype: false, maxDepth: 1 })
      .filter((value) => value !== undefined)
      .map((value) => ({
        const: JSON.parse(JSON.stringify(value) ?? "null"),
      })),
    fc.constant({ type: ["integer", "null"] }),
    fc.record({ items: tie("schema"), min: fc.nat(3), more: fc.nat(3) }).map(({ items, min, more }) => ({
      type: "array",
      items,
      minItems: min,
      maxItems: min + more,
    })),
    fc
      .record({
        properties: fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie("schema"), { maxKeys: 4 }),
        keep: fc.nat(4),
      })
      .map(({ properties, keep }) => ({
        type: "object",
        properties,
        required: Object.keys(properties).slice(0, keep),
        additionalProperties: false,
      })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 1 }).map((allOf) => ({ allOf })),
  ),
})).schema;

test("a sample satisfies its schema, filled or minimal, and is the same each time", () => {
  fc.assert(
    fc.property(satisfiable, fc.constantFrom<Fill>("filled", "minimal"), (schema, fill) => {
      const model = modelOfBody(schema);
      const value = sample(model, fill);
      expect(new SchemaChecker(model).problems(bodySchema(model), value)).toEqual([]);
      expect(sample(modelOfBody(schema), fill)).toEqual(value);
    }),
    { numRuns: 150 },
  );
});

test("every way that a choice leaves can be taken, and satisfies the schema", () => {
  const model = modelOfBody({
    type: "object",
    required: ["kind", "size"],
    properties: {
      kind: { type: "string", enum: ["a", "b"] },
      size: {
        anyOf: [
          { type: "null" },
          { type: "integer" },
          { type: "object", required: ["x"], properties: { x: { type: ["string", "boolean"] } } },
        ],
      },
    },
  });
  const choices = new Choices();
  expect(sample(model, "filled", choices)).toEqual({ kind: "a", size: 1 });
  const values = choices.others().map((choice) => sample(model, "filled", new Choices(choice)));
  expect(values).toEqual([
    { kind: "b", size: 1 },
    { kind: "a", size: { x: "x-1" } },
    { kind: "a", size: null },
  ]);
});

test("values of one sample differ, so that two that are swapped are noticed", () => {
  const text = { type: "string" };
  const model = modelOfBody({
    type: "object",
    properties: { a: text, b: text, c: { type: "string", format: "uuid" }, d: { type: "string", format: "uuid" } },
  });
  expect(new Set(Object.values(sample(model, "filled") as object)).size).toBe(4);
});

test("a schema that contains itself is looked at within itself once", () => {
  const node = {
    type: "object",
    required: ["name", "children"],
    properties: {
      name: { type: "string" },
      children: { type: "array", items: { $ref: "#/components/schemas/Node" } },
      parent: { $ref: "#/components/schemas/Node" },
    },
  };
  const model = modelOfBody({ $ref: "#/components/schemas/Node" }, { Node: node });
  expect(sample(model, "filled")).toEqual({
    name: "name-1",
    children: [
      { name: "name-2", children: [] },
      { name: "name-3", children: [] },
    ],
    parent: { name: "name-4", children: [] },
  });
});

test("a schema that must contain itself for ever is said to have no sample", () => {
  const node = { type: "object", required: ["next"], properties: { next: { $ref: "#/components/schemas/Node" } } };
  const model = modelOfBody({ $ref: "#/components/schemas/Node" }, { Node: node });
  expect(() => sample(model, "minimal")).toThrow(Unsampleable);
  expect(() => sample(model, "minimal")).toThrow(
    "no sample for body.next.next: #/components/schemas/Node contains itself",
  );
});

test("a list in which no two items may be alike has others where there are others", () => {
  const list = (items: object): unknown => sample(modelOfBody({ type: "array", uniqueItems: true, items }), "filled");
  expect(list({ enum: ["a", "b", "c"] })).toEqual(["a", "b"]);
  expect(list({ enum: ["a"] })).toEqual(["a"]);
  expect(list({ type: "boolean" })).toEqual([true, false]);
  const [one, other] = list({ type: "string", pattern: "^(0|[1-9][0-9]*)$" }) as readonly string[]; // of texts
  expect(other).toMatch(/^\d+$/);
  expect(other).not.toBe(one);
});

test("of alternatives that are constants, the one is taken that an enum beside them has", () => {
  const all = { type: "integer", oneOf: [{ const: 0 }, { const: 1 }, { const: 2 }] };
  const model = modelOfBody({ type: "integer", enum: [2], allOf: [all] });
  expect(sample(model, "minimal")).toBe(2);
});

test("where there have to be so many properties, the known ones come first", () => {
  const properties = { a: { type: "string" }, b: { type: "string" } };
  expect(sample(modelOfBody({ type: "object", minProperties: 1, properties }), "minimal")).toEqual({ a: "a-1" });
  const two = sample(modelOfBody({ type: "object", minProperties: 3, properties, required: ["b"] }), "minimal");
  expect(Object.keys(two as object)).toEqual(["a", "b", "key1"]);
});

test("an enum without a value lets no value through", () => {
  const model = modelOfBody({ type: "object", properties: { name: { type: "string" }, odd: { enum: [] } } });
  const checker = new SchemaChecker(model);
  expect(checker.accepts(bodySchema(model), { name: "a" })).toBe(true);
  expect(checker.accepts(bodySchema(model), { odd: "a" })).toBe(false);
  const [operation] = model.operations;
  expect(operation && new InputMaker(model, operation, checker).filled().input.body).toEqual({ name: "name-1" });
});

test("in a response an enum may have grown by texts or numbers where it has some, and by nothing else", () => {
  const model = modelOfBody({
    type: "object",
    properties: {
      kind: { enum: ["a", null] },
      size: { enum: [1, 2] },
      none: { enum: [null] },
      known: { const: { a: 1 } },
    },
  });
  const checker = new SchemaChecker(model);
  const isRead = (body: unknown): boolean => checker.accepts(bodySchema(model), body, "response");
  const later = [{ kind: "b" }, { kind: null }, { size: 3 }, { none: null }, { known: { a: 1 } }];
  expect(later.map(isRead)).toEqual(later.map(() => true));
  const others = [{ kind: 1 }, { kind: {} }, { size: "3" }, { none: "a" }, { none: {} }, { known: { a: 2 } }];
  expect(others.map(isRead)).toEqual(others.map(() => false));
});

test("a pattern that can keep an engine busy for ever is tried on nothing long", { timeout: 20_000 }, () => {
  const url = { type: "string", format: "uri", pattern: "^(https?://)?([a-z.-]+)([/\\w .-]*)*/?$" } as const;
  const model = modelOfBody({ type: "object", properties: { url, text: { ...url, format: "none", minLength: 50 } } });
  const checker = new SchemaChecker(model);
  const text = `https://example.com/${"a".repeat(50)}?`;
  expect(checker.accepts(bodySchema(model), { url: text }, "response")).toBe(true);
  expect(checker.accepts(bodySchema(model), { url: text })).toBe(false);
  const others = modelOfBody({ properties: { a: { pattern: "^(a+)+$" }, b: { pattern: "^(b+)+$" } } });
  expect(new SchemaChecker(others).accepts(bodySchema(others), { a: "aa", b: "bb" })).toBe(true);
  const [operation] = model.operations;
  expect(operation && new InputMaker(model, operation, checker).filled().input.body).toEqual({
    url: expect.any(String),
  });
});

test("a long text of a pattern that repeats what is repeated is found, or given up, within memory", {
  timeout: 20_000,
}, () => {
  const keywords = { type: "string", pattern: "^[a-z]+( [a-z]+){0,40}!$", maxLength: 5000 } as const;
  for (const length of [50, 500, 5000]) {
    const text = textOfLength(keywords, length);
    expect(text === undefined || text.length === length).toBe(true);
  }
});

test("a price is a multiple of hundredths", () => {
  const model = modelOfBody({ type: "object", properties: { price: { type: "number", multipleOf: 0.01 } } });
  const checker = new SchemaChecker(model);
  const isPrice = (price: number): boolean => checker.accepts(bodySchema(model), { price });
  expect([0.07, 1.1, 9.5, 19.99].map(isPrice)).toEqual([true, true, true, true]);
  expect([0.005, 1.999].map(isPrice)).toEqual([false, false]);
});

test("what fits two ways of a oneOf is left out where it may be, and all else is there", () => {
  const open = { type: "object", properties: { size: { type: "integer" } } };
  const model = modelOfBody({ type: "object", properties: { name: { type: "string" }, odd: { oneOf: [open, open] } } });
  const [operation] = model.operations;
  const maker = operation && new InputMaker(model, operation, new SchemaChecker(model));
  const body = maker?.filled().input.body;
  expect(Object.keys(body as object)).toEqual(["name"]);
});

test("an example stands for the way that it belongs to, and for no other", () => {
  const unions = [
    { type: ["string", "null"], examples: ["2024-05-01"] },
    { oneOf: [{ type: "string" }, { type: "null" }], examples: ["2024-05-01"] },
  ];
  for (const schema of unions) {
    const model = modelOfBody(schema);
    const choices = new Choices();
    expect(sample(model, "filled", choices)).toBe("2024-05-01");
    expect(choices.others().map((choice) => sample(model, "filled", new Choices(choice)))).toEqual([null]);
  }
});

test.each(["default", "enum", "examples", "required", "x-reason"])("a property may be called %s", (name) => {
  const properties = { [name]: { type: "string" } };
  const model = modelOfBody({ type: "object", additionalProperties: false, required: [name], properties });
  for (const mode of ["request", "response"] as const) {
    const checker = new SchemaChecker(model);
    expect(checker.problems(bodySchema(model), { [name]: "text" }, mode)).toEqual([]);
    expect(checker.problems(bodySchema(model), { [name]: 1 }, mode)).not.toEqual([]);
  }
});

test("read-only properties are no part of a request", () => {
  const model = modelOfBody({
    type: "object",
    required: ["id", "name"],
    properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
  });
  expect(sample(model, "filled")).toEqual({ name: "name-1" });
});

test.each([
  ["beside a reference", { $ref: "#/components/schemas/Status", readOnly: true }],
  ["in an allOf", { allOf: [{ $ref: "#/components/schemas/Status" }, { readOnly: true }] }],
])("a property that is read-only %s is no part of a request, though it is required", (_where, status) => {
  const schema = { type: "object", required: ["status"], properties: { status, name: { type: "string" } } };
  const model = modelOfBody(schema, { Status: { type: "string", enum: ["on"] } });
  expect(sample(model, "filled")).toEqual({ name: "name-1" });
  expect(new SchemaChecker(model).problems(bodySchema(model), { name: "n" }, "request")).toEqual([]);
});

test.each([
  [{ type: "string", minLength: 2 }, ["within 2", "beyond 1"], [(value: unknown) => String(value).length]],
  [{ type: "string", maxLength: 3 }, ["within 3", "beyond 4"], [(value: unknown) => String(value).length]],
  [{ type: "integer", minimum: 7 }, ["within 7", "beyond 6"], [Number]],
  [{ type: "integer", maximum: 7 }, ["within 7", "beyond 8"], [Number]],
  [{ type: "integer", exclusiveMinimum: 7 }, ["within 8", "beyond 7"], [Number]],
  [
    { type: "array", items: { type: "integer" }, maxItems: 2 },
    ["within 2", "beyond 3"],
    [(value: unknown) => (value as unknown[]).length],
  ],
])("the edges of %j lie right at its limit", (schema, wanted, [measure]) => {
  const model = modelOfBody(schema);
  const search = { model, checker: new SchemaChecker(model) };
  const edges = schemaEdges(search, bodySchema(model), sample(model, "minimal"))
    .filter(({ keyword, place }) => keyword !== "type" && place.length === 0)
    .map(({ side, change }) => `${side} ${measure?.(change.kind === "replace" ? change.value : undefined)}`);
  expect(edges.sort()).toEqual([...wanted].sort());
});

test.each([[{ toString: 0 }], [null], [["a"]], ["a"], [7], [Number.MAX_VALUE], [true]])(
  "a value that is none of %j is found",
  (value) => {
    const model = modelOfBody({ const: value });
    const search = { model, checker: new SchemaChecker(model) };
    const edges = schemaEdges(search, bodySchema(model), value).filter(({ keyword }) => keyword === "const");
    expect(
      edges.map(({ change }) => search.checker.accepts(bodySchema(model), change.kind === "replace" && change.value)),
    ).toEqual([false]);
  },
);

test("what lies beyond an edge of a plain schema breaks it, and what lies within does not", () => {
  fc.assert(
    fc.property(satisfiable, (schema) => {
      const model = modelOfBody(schema);
      const search = { model, checker: new SchemaChecker(model) };
      for (const { side, change, place } of schemaEdges(search, bodySchema(model), sample(model, "filled"))) {
        // A union may allow on one side what it forbids on the other: the suite itself checks each candidate.
        const isUnion = "anyOf" in schema || "allOf" in schema || ("type" in schema && Array.isArray(schema.type));
        // A limit that is no multiple of the step is no candidate that anything promises.
        if ("multipleOf" in schema) continue;
        if (place.length > 0 || change.kind === "remove" || isUnion || "const" in schema) continue;
        expect(search.checker.accepts(bodySchema(model), change.value)).toBe(side === "within");
      }
    }),
    { numRuns: 100 },
  );
});

test("a pattern that is ECMAScript without `u` only is sampled and checked like any other", () => {
  const model = modelOfBody({ type: "string", pattern: "^(?:{[0-9a-f]{4}})$" });
  const checker = new SchemaChecker(model);
  expect(checker.problems(bodySchema(model), sample(model, "minimal"), "request")).toEqual([]);
  expect(checker.problems(bodySchema(model), "no", "request")).toMatchObject([{ keyword: "pattern" }]);
});

test("a parameter travels although its schema is read-only where it is a property", () => {
  const model = modelOf(
    { parameters: [{ name: "id", in: "path", required: true, schema: { $ref: "#/components/schemas/Id" } }] },
    { schemas: { Id: { type: "integer", readOnly: true } } },
    "/things/{id}",
  );
  const [operation] = model.operations;
  if (operation === undefined) throw new Error("there is one");
  expect(new InputMaker(model, operation).minimal().input).toMatchObject({ path: { id: expect.any(Number) } });
});

test("of a union, more than one way may fit a response, but what `not` excludes is all that it says", () => {
  const either: Schema = { oneOf: [{ type: "object", required: ["a"] }, { type: "object" }] };
  const model = modelOfBody({ type: "object" });
  const checker = new SchemaChecker(model);
  const modes = ["request", "exact-response", "strict-response", "response"] as const;
  const read = (schema: Schema, value: unknown): boolean[] => modes.map((mode) => checker.accepts(schema, value, mode));
  expect(read(either, { a: 1 })).toEqual([false, false, true, true]);
  expect(read({ not: either }, { a: 1 })).toEqual([true, true, true, true]);
  expect(read({ not: { enum: ["old"] } }, "new")).toEqual([true, true, true, true]);
  const [problem] = checker.problems(either, 1, "strict-response").filter(({ keyword }) => keyword === "oneOf");
  expect(problem?.schema).toBe(either);
});

test("what is near to a place is shown of a large value, and of all else no more than must be there", () => {
  const wide = (depth: number): Schema => ({
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "integer" },
      other: { type: "string" },
      ...(depth > 0 ? { a: wide(depth - 1), b: wide(depth - 1) } : {}),
    },
  });
  const model = modelOfBody(wide(3));
  const made = (fill: Fill): unknown => {
    const near = { at: "body.a.b", fill };
    return sampleValue(
      { model, checker: new SchemaChecker(model), choices: new Choices(), fill: "minimal", numbers: { next: 1 }, near },
      bodySchema(model),
      "body",
    );
  };
  expect(made("minimal")).toEqual({ id: 1, a: { id: 2, b: { id: 3 } } });
  expect(made("filled")).toEqual({
    id: 1,
    a: {
      id: 2,
      b: {
        id: 3,
        other: "other-4",
        a: { id: 5, other: "other-6" },
        b: { id: 7, other: "other-8" },
      },
    },
  });
});
