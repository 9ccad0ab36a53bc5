import { type Model, readDocument, type Schema } from "@workshop/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReasonBook } from "../src/document/reasons.ts";
import { SchemaJudge } from "../src/document/schema-judge.ts";
import { Sameness } from "../src/sameness.ts";

type Json = Record<string, unknown>;

const RUNS = 300;

const small = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom("a", "b", "ab");
const value: fc.Arbitrary<unknown> = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom<unknown>("", "a", "b", "ab", "abc", -1, 0, 1, 2, 3, 4, 6, 0.5, 1.5, true, false, null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(name, tie("value"), { maxKeys: 3 }),
    ),
  }))
  .value.map((made): unknown => JSON.parse(JSON.stringify(made)));

/** Schemas with the keywords that can be compared; each is small, so that two of them often have to do with each other. */
const schema = schemasWith([]);

/** @param names what they may refer to. */
function schemasWith(names: readonly string[]): fc.Arbitrary<unknown> {
  return fc.letrec<{ schema: unknown }>((tie) => schemasOf(tie, names)).schema;
}

function schemasOf(tie: fc.LetrecTypedTie<{ schema: unknown }>, names: readonly string[]) {
  const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined, freq: 2 });
  const record = (shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Json> =>
    fc
      .record(shape)
      .map((entries) => Object.fromEntries(Object.entries(entries).filter(([, entry]) => entry !== undefined)));
  const references = names.map((referred) => fc.constant({ $ref: `#/components/schemas/${referred}` }));
  const inner = fc.oneof(tie("schema"), ...references);
  const pair = fc.array(inner, { minLength: 1, maxLength: 2 });
  return {
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      record({
        type: fc.constantFrom<unknown>("string", ["string", "null"], undefined),
        minLength: some(small),
        maxLength: some(small),
        pattern: some(fc.constantFrom("^a", "b$", ".*")),
        enum: some(fc.constantFrom(["a", "b"], ["a"], ["a", null, 1])),
      }),
      record({
        type: fc.constantFrom<unknown>("integer", "number", ["integer", "string"], undefined),
        minimum: some(small),
        maximum: some(small),
        exclusiveMinimum: some(small),
        exclusiveMaximum: some(small),
        multipleOf: some(fc.constantFrom(1, 2, 3, 0.5)),
      }),
      fc.constantFrom<unknown>(
        true,
        false,
        {},
        { const: 1 },
        { const: "a" },
        { type: "boolean" },
        { enum: [true, 0] },
        { type: "null" },
      ),
      record({
        type: fc.constantFrom("array", undefined),
        items: some(inner),
        prefixItems: some(pair),
        minItems: some(small),
        maxItems: some(small),
        uniqueItems: some(fc.boolean()),
      }),
      record({
        type: fc.constant("array"),
        contains: inner,
        minContains: some(small),
        maxContains: some(small),
        items: some(inner),
        minItems: some(small),
      }),
      record({
        type: fc.constantFrom("object", undefined),
        properties: some(fc.dictionary(name, inner, { maxKeys: 2 })),
        required: some(fc.uniqueArray(name, { maxLength: 2 })),
        additionalProperties: some(fc.oneof(fc.boolean(), inner)),
        patternProperties: some(
          fc.constantFrom("^a", "b$").chain((pattern) => inner.map((member) => ({ [pattern]: member }))),
        ),
        minProperties: some(small),
      }),
      record({
        type: fc.constant("object"),
        properties: some(fc.dictionary(name, inner, { maxKeys: 2 })),
        propertyNames: some(inner),
        dependentRequired: some(fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 1 })),
        dependentSchemas: some(fc.dictionary(name, inner, { maxKeys: 1 })),
        unevaluatedProperties: some(fc.oneof(fc.boolean(), inner)),
        maxProperties: some(small),
      }),
      record({ allOf: some(pair), anyOf: some(pair), type: some(fc.constantFrom("object", "string", "integer")) }),
      record({ oneOf: pair, minimum: some(small) }),
      record({ not: inner, type: some(fc.constantFrom("object", "string", "integer")) }),
      record({ if: inner, then: some(inner), else: some(inner) }),
    ),
  };
}

/** Three choices of three: more combinations than are gone through one by one. */
const CHOICES = [1, 2, 3].map((number) => ({
  anyOf: [{ not: { const: number } }, { type: "string" }, { minItems: 1 }],
}));

/** A schema and another one that differs a little from it: changed somewhere, taken in part, or combined. */
const pairOfSchemas = fc.oneof(
  fc.tuple(schema, schema),
  fc.tuple(schema, schema).map(([one, other]): [unknown, unknown] => [{ allOf: [one, other] }, one]),
  fc.tuple(schema, schema).map(([one, other]): [unknown, unknown] => [one, { anyOf: [other, one] }]),
  fc.tuple(schema, fc.nat(), fc.nat(3)).map(([one, place, by]): [unknown, unknown] => [one, nudge(one, place, by)]),
  fc.tuple(schema, fc.nat(), fc.nat(3)).map(([one, place, by]): [unknown, unknown] => [nudge(one, place, by), one]),
  fc
    .tuple(schema, fc.nat(), fc.nat(3), fc.subarray(CHOICES))
    .map(([one, place, by, choices]): [unknown, unknown] => [
      { allOf: [one, ...CHOICES] },
      { allOf: [nudge(one, place, by), ...choices] },
    ]),
);

/** The same schema with one keyword left out, or one number or text changed. */
function nudge(one: unknown, place: number, by: number): unknown {
  if (typeof one === "number") return by + 1;
  if (typeof one === "boolean") return by === 0 ? one : !one;
  if (Array.isArray(one)) {
    const index = one.length === 0 ? 0 : place % one.length;
    return by === 0
      ? one.filter((_, at) => at !== index)
      : one.map((item, at) => (at === index ? nudge(item, place, by) : item));
  }
  if (typeof one !== "object" || one === null) return one;
  const keys = Object.keys(one);
  const key = keys[place % Math.max(1, keys.length)];
  if (key === undefined) return one;
  const { [key]: member, ...rest } = one as Json;
  const changed = nudge(member, place + 1, by);
  const isBroken = Array.isArray(changed) && changed.length === 0;
  return by === 0 || isBroken ? rest : { ...rest, [key]: changed };
}

/** Schemas that refer to each other, and some that differ a little from them. */
const pairOfComponents = fc
  .record({ A: schemasWith(["A", "B"]), B: schemasWith(["A", "B"]) })
  .map((components) => Object.fromEntries(Object.entries(components).map(([key, one]) => [key, { allOf: [one] }])))
  .chain((components) =>
    fc.tuple(fc.constant(components), fc.constantFrom("A", "B"), fc.nat(), fc.nat(3)).map(([old, at, place, by]) => {
      const { allOf } = old[at] ?? {};
      return [old, { ...old, [at]: { allOf: [nudge(allOf?.[0], place, by)] } }] as const;
    }),
  );

function judgeOf(one: unknown, other: unknown): { judge: SchemaJudge; old: Schema; next: Schema } {
  const [old, next] = [modelOf("old", one), modelOf("new", other)];
  const judge = new SchemaJudge(old, next, new Sameness(old, next), new ReasonBook(old, next));
  return { judge, old: schemaIn(old), next: schemaIn(next) };
}

/** A model of one schema. It may have components of its own, as a validator that is given it alone takes them. */
function modelOf(name: string, judged: unknown): Model {
  const { components, ...own } = judged as { readonly components?: Json }; // a schema may be true or false, too
  const schemaOf = typeof judged === "object" ? own : judged;
  const content = { "application/json": { schema: schemaOf } };
  const paths = { "/a": { post: { requestBody: { content }, responses: {} } } };
  return readDocument({ file: `${name}.json`, text: JSON.stringify({ openapi: "3.1.0", paths, components }) }).model();
}

function schemaIn(model: Model): Schema {
  return model.operations[0]?.requestBody?.content[0]?.schema ?? true;
}

const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });

function validatorOf(member: unknown): ((data: unknown) => boolean) | undefined {
  try {
    const check = ajv.compile(member as Json);
    return (data) => check(data) as boolean;
  } catch {
    return undefined; // a schema that is none, such as an empty list of alternatives
  } finally {
    if (typeof member === "object") ajv.removeSchema(member as Json);
  }
}

/** `undefined`: the schema contains itself, so that a validator does not come to an end. */
function isValid(check: (data: unknown) => boolean, data: unknown): boolean | undefined {
  try {
    return check(data);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

describe("Inclusion of schemas", () => {
  it("is never claimed where Ajv finds a value that says otherwise", () => {
    fc.assert(
      fc.property(pairOfSchemas, fc.array(value, { minLength: 40, maxLength: 40 }), ([one, other], values) => {
        const [isOne, isOther] = [validatorOf(one), validatorOf(other)];
        fc.pre(isOne !== undefined && isOther !== undefined);
        const { judge, old, next } = judgeOf(one, other);
        fc.pre(judge.includesOld(old, next));
        const counterexample = values.find((data) => isOne(data) && !isOther(data));
        expect(counterexample).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it("is never claimed of schemas that refer to each other, where Ajv finds a value that says otherwise", () => {
    const root = (schemas: Json): Json => ({ $ref: "#/components/schemas/A", components: { schemas } });
    fc.assert(
      fc.property(pairOfComponents, fc.array(value, { minLength: 40, maxLength: 40 }), ([one, other], values) => {
        const [isOne, isOther] = [validatorOf(root(one)), validatorOf(root(other))];
        fc.pre(isOne !== undefined && isOther !== undefined);
        const { judge, old, next } = judgeOf(root(one), root(other));
        fc.pre(judge.includesOld(old, next));
        const counterexample = values.find((data) => isValid(isOne, data) === true && isValid(isOther, data) === false);
        expect(counterexample).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it("holds for every schema and itself", () => {
    fc.assert(
      fc.property(schema, (one) => {
        const { judge, old, next } = judgeOf(one, { allOf: [one] });
        expect(judge.includesOld(old, next)).toBe(true);
        expect(judge.includesNew(old, next)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
