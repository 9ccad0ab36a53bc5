import { type Model, regularExpression, type Schema, type SchemaObject, type SchemaType } from "@workshop/openapi";
import fc from "fast-check";
import { mergeSchemas } from "./merge-schemas.ts";
import { sampleFormat, textsMatching } from "./sample-string.ts";

/** How many levels of a schema that contains itself are gone down. */
const MAXIMUM_DEPTH = 5;

/**
 * Values of a schema, of all sorts that it allows. A few may break it: what two branches ask for together is not solved,
 * so that whoever needs valid values has to check them.
 */
export function schemaArbitrary(model: Model, schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema === false) return fc.constant(undefined);
  if (schema === true || depth > MAXIMUM_DEPTH) return fc.jsonValue({ maxDepth: 1 });
  const ways = alternatives(model, schema);
  // Alternatives that exclude each other leave no way.
  if (ways.length === 0) return fc.jsonValue({ maxDepth: 1 });
  return fc.oneof(...ways.map((way) => plainArbitrary(model, way, depth)));
}

/** The schema without references and combinators at its top: one for each way to satisfy it. */
function alternatives(model: Model, schema: Schema): SchemaObject[] {
  const resolved = model.resolve(schema);
  if (typeof resolved === "boolean") return [{}];
  const { allOf = [], anyOf = [], oneOf = [], if: condition, then, else: otherwise, not: _not, ...own } = resolved;
  let ways: SchemaObject[] = [own];
  const and = (more: readonly SchemaObject[]): void => {
    ways = ways.flatMap((way) => more.map((other) => mergeSchemas(way, other)));
  };
  for (const part of allOf) and(alternatives(model, part));
  for (const branches of [anyOf, oneOf]) {
    if (branches.length > 0) and(branches.flatMap((branch) => alternatives(model, branch)));
  }
  if (condition !== undefined) {
    const met = alternatives(model, { allOf: [condition, then ?? true] });
    and([...met, ...alternatives(model, otherwise ?? true)]);
  }
  return ways.slice(0, 32);
}

function plainArbitrary(model: Model, schema: SchemaObject, depth: number): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? impliedType(schema)].flat();
  if (types.length === 0) return fc.jsonValue({ maxDepth: 1 });
  return fc.oneof(...types.map((type) => typedArbitrary(model, schema, type, depth)));
}

function impliedType({ properties, items, minLength, pattern, minimum, maximum }: SchemaObject): SchemaType {
  if (properties !== undefined) return "object";
  if (items !== undefined) return "array";
  if (minLength !== undefined || pattern !== undefined) return "string";
  return minimum !== undefined || maximum !== undefined ? "number" : "object";
}

function typedArbitrary(model: Model, schema: SchemaObject, type: SchemaType, depth: number): fc.Arbitrary<unknown> {
  const { minimum, maximum, minItems = 0, maxItems } = schema;
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: Math.ceil(minimum ?? -1_000_000), max: Math.floor(maximum ?? 1_000_000) });
    case "number":
      return fc.oneof(
        fc.double({ min: minimum ?? -1e9, max: maximum ?? 1e9, noNaN: true }),
        fc.integer({ min: Math.ceil(minimum ?? -100), max: Math.floor(maximum ?? 100) }),
      );
    case "array": {
      const items = schemaArbitrary(model, schema.items ?? true, depth + 1);
      const { prefixItems } = schema;
      if (prefixItems !== undefined) {
        const first = fc.tuple(...prefixItems.map((item) => schemaArbitrary(model, item, depth + 1)));
        const rest = schema.items === false ? fc.constant([]) : fc.array(items, { maxLength: 2 });
        return fc.tuple(first, rest).map(([head, tail]) => [...head, ...tail]);
      }
      return fc.array(items, { minLength: minItems, maxLength: Math.min(maxItems ?? 4, Math.max(minItems, 4)) });
    }
    case "object":
      return objectArbitrary(model, schema, depth);
    case "string":
      return textArbitrary(schema);
  }
}

function objectArbitrary(model: Model, schema: SchemaObject, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const members = Object.entries(properties).map(([name, member]) => [name, schemaArbitrary(model, member, depth + 1)]);
  const known = fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required.filter((name) => Object.hasOwn(properties, name)),
  });
  if (typeof additionalProperties !== "object" && !(members.length === 0 && additionalProperties !== false))
    return known;
  const more = fc.dictionary(
    fc.string({ minLength: 1 }),
    schemaArbitrary(model, additionalProperties ?? true, depth + 1),
    {
      maxKeys: 3,
      noNullPrototype: true,
    },
  );
  return fc.tuple(more, known).map(([others, own]) => ({ ...others, ...own }));
}

const TIMES: Readonly<Record<string, (time: Date) => string>> = {
  "date-time": (time) => time.toISOString(),
  date: (time) => time.toISOString().slice(0, 10),
  time: (time) => time.toISOString().slice(11),
};

function textArbitrary({
  format = "",
  pattern,
  minLength = 0,
  maxLength = minLength + 30,
}: SchemaObject): fc.Arbitrary<string> {
  const time = TIMES[format];
  if (time !== undefined) {
    return fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }).map(time);
  }
  if (/^uuid4?$/.test(format)) return fc.uuid({ version: 4 });
  if (sampleFormat(format, 1) !== undefined) return fc.nat(255).map((number) => sampleFormat(format, number) ?? "");
  const texts = fc.oneof(
    fc.string({ minLength, maxLength }),
    fc.string({ minLength, maxLength, unit: "grapheme" }),
    fc.string({ minLength, maxLength, unit: fc.constantFrom(..."&=?#/%+,;.:|'\"\\<>[]{}() ~a1éü\u{1f600}") }),
  );
  const expression = pattern === undefined ? undefined : regularExpression(pattern);
  const matching = expression === undefined ? undefined : textsMatching(expression);
  return matching === undefined ? texts : fc.oneof(matching, texts);
}
