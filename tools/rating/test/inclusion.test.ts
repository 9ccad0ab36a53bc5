import { DocumentError, type Model, readDocument, type Schema } from "@workshop/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReasonBook } from "../src/document/reasons.ts";
import { SchemaJudge } from "../src/document/schema-judge.ts";
import { Sameness } from "../src/sameness.ts";

type Json = Record<string, unknown>;

const RUNS = 300;

const MAYBE_TEXT = { type: ["string", "null"] };

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

/** What is asked of two schemas, and what Ajv says to a value, each as the model of its document has it. */
interface Asked {
  readonly isIncluded: boolean;
  readonly isIncludedTheOtherWay: boolean;
  readonly isOld: Validator;
  readonly isNext: Validator;
}

type Validator = (data: unknown) => boolean;

/** @param components what the schemas may refer to. */
function ask(one: unknown, other: unknown, components: readonly [Json, Json] = [{}, {}]): Asked {
  const old = modelOf("old", one, components[0]);
  const next = modelOf("new", other, components[1]);
  const judge = new SchemaJudge(old, next, new Sameness(old, next), new ReasonBook(old, next));
  return {
    isIncluded: judge.includesOld(schemaIn(old), schemaIn(next)),
    isIncludedTheOtherWay: judge.includesNew(schemaIn(old), schemaIn(next)),
    isOld: validatorOf(old),
    isNext: validatorOf(next),
  };
}

/** A model with a schema in a rule: there it is what it says, and means no type that it does not name. */
function modelOf(name: string, judged: unknown, schemas: Json): Model {
  const rule = { name: "rule", message: "keep to it", schema: { allOf: [judged] } };
  const paths = { "/a": { post: { "x-input-rules": [rule], responses: {} } } };
  const document = { openapi: "3.1.0", paths, components: { schemas } };
  try {
    return readDocument({ file: `${name}.json`, text: JSON.stringify(document) }).model();
  } catch (error) {
    // A schema that contains itself means nothing, and is refused.
    fc.pre(!(error instanceof DocumentError));
    throw error;
  }
}

function schemaIn(model: Model): Schema {
  const [rule] = model.operations[0]?.inputRules ?? [];
  return rule?.kind === "schema" ? rule.schema : true;
}

const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });

function validatorOf(model: Model): Validator {
  const schemas = Object.fromEntries(
    [...model.schemas].map(([reference, schema]) => [reference.replace("#/components/schemas/", ""), schema]),
  );
  const check = compiled({ allOf: [schemaIn(model)], components: { schemas } });
  fc.pre(check !== undefined); // one of them is none, such as an empty list of alternatives
  return (data) => check(data) as boolean;
}

function compiled(root: object): ((data: unknown) => unknown) | undefined {
  try {
    return ajv.compile(root);
  } catch {
    return undefined;
  } finally {
    ajv.removeSchema(root);
  }
}

describe("Inclusion of schemas", () => {
  const values = fc.array(value, { minLength: 40, maxLength: 40 });

  it("is never claimed where Ajv finds a value that says otherwise", () => {
    fc.assert(
      fc.property(pairOfSchemas, values, ([one, other], tried) => {
        const { isIncluded, isOld, isNext } = ask(one, other);
        fc.pre(isIncluded);
        expect(tried.find((data) => isOld(data) && !isNext(data))).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it("is never claimed of schemas that refer to each other, where Ajv finds a value that says otherwise", () => {
    const root = { $ref: "#/components/schemas/A" };
    fc.assert(
      fc.property(pairOfComponents, values, (components, tried) => {
        const { isIncluded, isOld, isNext } = ask(root, root, components);
        fc.pre(isIncluded);
        expect(tried.find((data) => isOld(data) && !isNext(data))).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it("holds for every schema and itself", () => {
    fc.assert(
      fc.property(schema, (one) => {
        const { isIncluded, isIncludedTheOtherWay } = ask(one, { allOf: [one] });
        expect([isIncluded, isIncludedTheOtherWay]).toEqual([true, true]);
      }),
      {
        numRuns: RUNS,
        examples: [
          // What nothing satisfies, since what fits one of its alternatives fits the other one, too.
          [{ oneOf: [{ anyOf: [{ type: "string" }, MAYBE_TEXT] }, MAYBE_TEXT] }],
          // Nothing is in the first alternative.
          [{ oneOf: [{ required: ["a"], properties: { a: { pattern: "b$", enum: ["a"] } } }, {}] }],
        ],
      },
    );
  });
});
