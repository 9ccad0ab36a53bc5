import { type Model, readDocument } from "@workshop/openapi";
import { describe, expect, it } from "vitest";
import { ReasonBook } from "../src/document/reasons.ts";
import { SchemaJudge } from "../src/document/schema-judge.ts";
import type { Reason } from "../src/rating.ts";
import { Sameness } from "../src/sameness.ts";

type Json = Record<string, unknown>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Json, more: Json = {}): Json => ({ type: "object", properties, ...more });

/** Two schemas on each level, both of which refer to both of the next level; below them, what changes. */
function ladder(levels: number, leaf: Json, rung: (next: readonly [Json, Json], name: string) => Json): Json {
  const schemas: [string, Json][] = [["Root", rung([ref("L1a"), ref("L1b")], "Root")]];
  for (let level = 1; level < levels; level += 1) {
    for (const side of ["a", "b"]) {
      const name = `L${level}${side}`;
      schemas.push([name, rung([ref(`L${level + 1}a`), ref(`L${level + 1}b`)], name)]);
    }
  }
  for (const side of ["a", "b"]) schemas.push([`L${levels}${side}`, object({ [side]: leaf }, { required: [side] })]);
  return Object.fromEntries(schemas);
}

/** Schemas each of which refers to all; one of them has what changes. */
function crowd(count: number, leaf: Json, member: (all: readonly Json[], index: number, own: Json) => Json): Json {
  const nameOf = (index: number): string => (index === 0 ? "Root" : `M${index}`);
  const all = Array.from({ length: count }, (_, index) => ref(nameOf(index)));
  return Object.fromEntries(
    all.map((_, index) => [nameOf(index), member(all, index, index === count - 1 ? leaf : { type: "string" })]),
  );
}

/** Shapes of a size: so many levels, or so many schemas that refer to each other. */
const SHAPES: Readonly<Record<string, (size: number, leaf: Json) => Json>> = {
  "anyOf of two references": (size, leaf) => ladder(size, leaf, (next) => ({ anyOf: next })),
  "anyOf of two references beside properties": (size, leaf) =>
    ladder(size, leaf, (next, name) => object({ [name]: {} }, { anyOf: next })),
  "oneOf of two references": (size, leaf) => ladder(size, leaf, (next) => ({ oneOf: next })),
  "oneOf of two references beside properties": (size, leaf) =>
    ladder(size, leaf, (next, name) => object({ [name]: {} }, { required: [name], oneOf: next })),
  "allOf of two references": (size, leaf) =>
    ladder(size, leaf, (next, name) => object({ [name]: {} }, { allOf: next })),
  "two anyOfs in an allOf": (size, leaf) =>
    ladder(size, leaf, ([one, other]) => ({ allOf: [{ anyOf: [one, other] }, { anyOf: [other, object({ one })] }] })),
  "two properties": (size, leaf) => ladder(size, leaf, ([left, right]) => object({ left, right })),
  "items and contains": (size, leaf) =>
    ladder(size, leaf, ([one, other]) => ({ type: "array", items: one, contains: other, prefixItems: [one, other] })),
  conditions: (size, leaf) => ladder(size, leaf, ([one, other]) => ({ if: one, then: other, else: { not: one } })),
  "properties of every other schema": (size, leaf) =>
    crowd(Math.round(2.5 * size), leaf, (all, _index, own) =>
      object({ own, ...Object.fromEntries(all.map((one, at) => [`to${at}`, one])) }),
    ),
  "a oneOf of every other schema": (size, leaf) =>
    crowd(Math.round(2.5 * size), leaf, (all, index, own) =>
      object({ kind: { const: index }, own, child: { oneOf: all } }, { required: ["kind"] }),
    ),
  "an anyOf of every other schema, open to each other": (size, leaf) =>
    crowd(size, leaf, (all, index, own) => object({ [`own${index}`]: own, child: { anyOf: all } })),
};

function modelOf(schemas: Json): Model {
  const content = { "application/json": { schema: ref("Root") } };
  const paths = { "/a": { post: { requestBody: { content }, responses: {} } } };
  return readDocument({
    file: "a.json",
    text: JSON.stringify({ openapi: "3.1.0", paths, components: { schemas } }),
  }).model();
}

/** How many comparisons it takes to find a change, and what is found. */
function judge(direction: "request" | "response", old: Json, next: Json): { work: number; reasons: Reason[] } {
  const models = [modelOf(old), modelOf(next)] as const;
  const book = new ReasonBook(...models);
  const schemas = new SchemaJudge(...models, new Sameness(...models), book);
  const [before, after] = models.map((model) => model.operations[0]?.requestBody?.content[0]?.schema ?? true);
  schemas[direction](before ?? true, after ?? true);
  return { work: schemas.comparisons, reasons: book.all() };
}

const TEXT = { type: "string" };
const NUMBER = { type: "integer" };
const LEVELS = 30;

describe.each(Object.entries(SHAPES))("Schemas with %s", (_name, shape) => {
  it.each(["request", "response"] as const)(
    "on thirty levels, or seventy-five of them, are compared with bounded work in a %s",
    (direction) => {
      const { work, reasons } = judge(direction, shape(LEVELS, TEXT), shape(LEVELS, NUMBER));
      expect(reasons[0]?.bump).toBe("major");
      expect(reasons.filter(({ rule }) => rule.endsWith("too-complex"))).toEqual([]);
      expect(work).toBeLessThan(30_000);
      // Twice as many take eight times the work or so; going through all ways would take thirty thousand times as much.
      const half = judge(direction, shape(LEVELS / 2, TEXT), shape(LEVELS / 2, NUMBER));
      expect(work).toBeLessThan(10 * half.work + 1000);
    },
  );

  it.each(["request", "response"] as const)(
    "are the same where each is written in another way in a %s",
    (direction) => {
      const schemas = shape(LEVELS / 2, TEXT);
      const wrapped = Object.fromEntries(Object.entries(schemas).map(([key, one]) => [key, { allOf: [one] }]));
      expect(judge(direction, schemas, wrapped).reasons).toEqual([]);
    },
  );
});

it("what is nested without end is not compared without end, and not called compatible", () => {
  const nested = (depth: number, leaf: Json): Json => (depth === 0 ? leaf : object({ a: nested(depth - 1, leaf) }));
  const { work, reasons } = judge("response", { Root: nested(400, TEXT) }, { Root: nested(400, NUMBER) });
  expect(reasons).toContainEqual(expect.objectContaining({ bump: "major", rule: "response-too-complex" }));
  expect(work).toBeLessThan(1000);
});
