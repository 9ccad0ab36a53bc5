import fc from "fast-check";
import { MARK } from "./disagreements.ts";

type Schema = Record<string, unknown> | boolean;

const NAMES = ["A", "B", "C", "D"];
const KEYS = ["a", "b", "kind"];
const reference = fc.constantFrom(...NAMES).map((name) => ({ $ref: `#/components/schemas/${name}` }));
const required = fc.subarray(KEYS);

/** Schemas of every sort that a type says something about; what is behind a property may refer to a named one. */
const { schema: nested, object } = fc.letrec<{ schema: Schema; object: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Schema>(
      ...[{ type: "string" }, { type: "integer" }, { type: "number" }, { type: "boolean" }, { type: "null" }],
      ...[{ type: ["string", "null"] }, { type: "string", format: "date-time" }, { type: "string", format: "binary" }],
      ...[
        { enum: ["x", "y"] },
        { type: "string", enum: ["x"] },
        { enum: [1, "x", null, true] },
        { const: "x" },
        true,
        {},
      ],
      ...[{ type: "string", default: "x" }, { type: "object" }, { type: "array" }, { type: "string", nullable: true }],
    ),
    tie("schema").map((items) => ({ type: "array", items })),
    fc
      .tuple(fc.array(tie("schema"), { minLength: 1, maxLength: 2 }), fc.nat(2), fc.boolean())
      .map(([prefixItems, minItems, closed]) => ({
        ...{ type: "array", prefixItems, minItems },
        ...(closed ? { items: false } : {}),
      })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((oneOf) => ({ oneOf })),
    tie("object"),
    tie("schema").map((additionalProperties) => ({ type: "object", additionalProperties })),
    reference,
  ),
  object: fc
    .record(
      {
        type: fc.constantFrom<unknown>("object", ["object", "null"]),
        properties: fc
          .dictionary(
            fc.constantFrom(...KEYS),
            fc
              .tuple(tie("schema"), fc.constantFrom({}, {}, {}, { readOnly: true }, { writeOnly: true }))
              .map(([schema, flag]) => (typeof schema === "boolean" ? schema : { ...schema, ...flag })),
            { minKeys: 1, maxKeys: 3, noNullPrototype: true },
          )
          .map((properties) => ({ ...properties, [MARK]: {} })),
        required,
        additionalProperties: fc.boolean(),
        default: fc.constant({}),
      },
      { requiredKeys: ["properties"] },
    )
    .chain((schema) => {
      // What a closed schema does not know, nothing beside it can bring in.
      const narrower = Object.fromEntries(Object.keys(schema.properties).map((name) => [name, {}]));
      const beside = { type: "object", properties: narrower };
      return fc.constantFrom(
        schema,
        schema,
        { allOf: [schema, { required: KEYS.slice(0, 1) }] },
        { allOf: [schema, beside] },
      );
    }),
}));

/** A named schema: an object, so that no two of them are each other. */
const named: fc.Arbitrary<Schema> = fc.oneof(
  { weight: 3, arbitrary: object },
  {
    weight: 1,
    arbitrary: fc
      .tuple(object, required)
      .map(([own, names]) => ({ allOf: [own, { type: "object", required: names }] })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(object, object).map(([one, other]) => ({ anyOf: [one, other] })),
  },
);

const discriminated: Schema = {
  oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
  discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat", dog: "Dog" } },
};

/** Some take a patch, in which null removes something. */
const mediaTypeOf = (index: number): string => (index % 4 === 3 ? "application/merge-patch+json" : "application/json");

/** A document with an operation for each of some schemas: one that takes a value of it, and one that gives it. */
export function randomDocument(operations: number): fc.Arbitrary<object> {
  const schemas = fc.array(
    fc.oneof({ weight: 9, arbitrary: nested }, { weight: 1, arbitrary: fc.constant(discriminated) }),
    {
      minLength: operations,
      maxLength: operations,
    },
  );
  return fc.tuple(schemas, fc.tuple(named, named, named, named)).map(([bodies, components]) => ({
    openapi: "3.1.0",
    info: { title: "Random", version: "1" },
    paths: Object.fromEntries(
      bodies.map((schema, index) => [
        `/o${index}`,
        {
          post: {
            operationId: `operation${index}`,
            requestBody: { required: true, content: { [mediaTypeOf(index)]: { schema } } },
            responses: { 200: { description: "ok", content: { "application/json": { schema } } } },
          },
        },
      ]),
    ),
    components: {
      schemas: {
        ...Object.fromEntries(NAMES.map((name, index) => [name, components[index]])),
        Cat: {
          type: "object",
          required: ["kind"],
          properties: { [MARK]: {}, kind: { type: "string" }, meow: { type: "boolean" } },
        },
        Dog: {
          type: "object",
          required: ["kind"],
          properties: { [MARK]: {}, kind: { type: "string" }, bark: { type: "boolean" } },
        },
      },
    },
  }));
}
