import fc from "fast-check";

type Json = Readonly<Record<string, unknown>>;

// Not `__proto__`, which Ajv passes over: the JSON Schema Test Suite has it.
const keys = ["a", "b", "c", "constructor"];
const texts = [
  "",
  "a",
  "ab",
  "abc",
  "b1",
  "😀",
  "😀b",
  "2026-01-31",
  "2026-02-30",
  "2026-01-31T10:00:00Z",
  "2026-01-31T10:00:00",
  "00000000-0000-4000-8000-000000000000",
  "127.0.0.1",
  "::1",
  "YQ==",
];
const numbers = [-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 2 ** 31, 12];
const scalar = fc.oneof(fc.constantFrom<unknown>(...texts, ...numbers), fc.constantFrom<unknown>(null, true, false));

function objectOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<Json> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 3, selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries));
}

/** Small JSON values, from the same few words as the schemas, so that they often fit. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    objectOf(tie("value")),
    fc.array(tie("value"), { maxLength: 4 }),
  ),
})).value;

const limit = fc.constantFrom(0, 1, 2, 3);
const formats = ["uuid", "date", "date-time", "ipv4", "ipv6", "int32", "byte", "unknown"];

/** A schema of one to three keywords. */
export const anySchema: fc.Arbitrary<unknown> = fc.letrec((tie) => {
  const schema = tie("schema");
  const schemas = fc.array(schema, { minLength: 1, maxLength: 3 });
  const names = fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 2 });
  const type = fc.constantFrom("string", "number", "integer", "boolean", "null", "array", "object");
  const leaf = [
    fc.record({ type }),
    fc.record({ type: fc.uniqueArray(type, { minLength: 1, maxLength: 3 }) }),
    fc.record({ enum: fc.array(fc.oneof(scalar, anyJson), { minLength: 1, maxLength: 3 }) }),
    fc.record({ const: anyJson }),
    fc.record({ format: fc.constantFrom(...formats) }),
    fc.record({ pattern: fc.constantFrom("^a", "b$", "^.$", "\\d", "^\\p{L}+$") }),
    fc.record({ minLength: limit }),
    fc.record({ maxLength: limit }),
    fc.record({ minimum: limit }),
    fc.record({ maximum: limit }),
    fc.record({ exclusiveMinimum: limit }),
    fc.record({ exclusiveMaximum: limit }),
    fc.record({ multipleOf: fc.constantFrom(0.5, 1, 2, 3) }),
    fc.record({ minItems: limit }),
    fc.record({ maxItems: limit }),
    fc.record({ uniqueItems: fc.boolean() }),
    fc.record({ required: names }),
    fc.record({ minProperties: limit }),
    fc.record({ maxProperties: limit }),
    fc.record({ dependentRequired: fc.dictionary(fc.constantFrom("a", "b"), names, { maxKeys: 2 }) }),
  ];
  const branch = [
    fc.record({ items: schema }),
    fc.record({ prefixItems: schemas }),
    fc.record({ prefixItems: schemas, items: schema }),
    fc.record({ contains: schema }),
    fc.record({ contains: schema, minContains: limit, maxContains: fc.constant(3) }),
    fc.record({ properties: objectOf(schema) }),
    fc.record({ patternProperties: fc.dictionary(fc.constantFrom("^a", "^[bc]", "o"), schema, { maxKeys: 2 }) }),
    fc.record({ properties: objectOf(schema), additionalProperties: schema }),
    fc.record({ additionalProperties: schema }),
    fc.record({ propertyNames: schema }),
    fc.record({ allOf: schemas }),
    fc.record({ anyOf: schemas }),
    fc.record({ oneOf: schemas }),
    fc.record({ not: schema }),
    fc.record({ if: schema, then: schema, else: schema }),
    fc.record({ if: schema, then: schema }),
  ];
  const some = (parts: fc.Arbitrary<Json>[]): fc.Arbitrary<Json> =>
    fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 3 }).map((list) => {
      // Beside prefixItems, Ajv lets an empty array pass through contains.
      const { contains, ...schema } = Object.assign({}, ...list) as Json;
      return contains === undefined || "prefixItems" in schema ? schema : { contains, ...schema };
    });
  return { schema: fc.oneof({ maxDepth: 2 }, some(leaf), fc.boolean(), some([...leaf, ...branch]), some(branch)) };
}).schema;

/** A schema of objects with known keys, put together in all the ways that let an object have keys. */
export const anyObjectSchema: fc.Arbitrary<Json> = objectSchema(2);

function objectSchema(depth: number): fc.Arbitrary<Json> {
  const object = depth ? objectSchema(depth - 1) : fc.constant({ properties: { a: true } });
  const property = fc.oneof(fc.constant(true), fc.constant({ type: "string" }), object);
  const properties = fc.dictionary(fc.constantFrom("a", "b", "c"), property, { minKeys: 1, maxKeys: 3 });
  const required = fc.tuple(fc.constantFrom("a", "b"));
  // Of an alternative that does not hold, Ajv counts what is not plainly in `properties`: they have nothing else. Nor
  // are there conditions: with `if` beside `allOf`, Ajv forgets keys.
  const plain = fc.oneof(fc.record({ properties }), fc.record({ properties, required }));
  const alternatives = fc.array(plain, { minLength: 1, maxLength: 3 });
  const parts: fc.Arbitrary<Json>[] = [
    fc.record({ required }),
    fc.record({ additionalProperties: property }),
    fc.record({
      patternProperties: fc.dictionary(fc.constantFrom("^a", "^[bd]"), property, { minKeys: 1, maxKeys: 1 }),
    }),
    fc.record({ allOf: fc.array(object, { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: alternatives }),
    fc.record({ oneOf: alternatives }),
  ];
  return fc
    .tuple(properties, fc.array(fc.oneof(...parts), { maxLength: 2 }))
    .map(([known, others]) => Object.assign({ properties: known }, ...others) as Json);
}

export const anyObject: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  object: fc.dictionary(
    fc.constantFrom("a", "b", "c", "d"),
    fc.oneof({ maxDepth: 2 }, fc.constant("a"), tie("object")),
    {
      maxKeys: 3,
    },
  ),
})).object;
