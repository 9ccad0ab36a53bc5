import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { validate } from "../check-of.ts";
import { anyJson, anyObject, anyObjectSchema, anySchema } from "./arbitrary-schema.ts";
import { schemaFromJson } from "./schema-from-json.ts";

const ajv = addFormats.default(new Ajv2020({ strict: false, ownProperties: true, logger: false }));

/**
 * In a loop Ajv takes an empty array for what the one before it was to `contains`: `{"items": {"contains": {"const": 1}}}`
 * accepts `[[1], []]`. That an array with an item is not empty says the same once more, and is right.
 */
function forAjv(json: unknown): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map(forAjv);
  const schema = Object.fromEntries(Object.entries(json).map(([key, value]) => [key, forAjv(value)]));
  if (!("contains" in json)) return schema;
  const notEmpty = { minItems: Number(schema.minContains ?? 1) };
  return { ...schema, allOf: [notEmpty, ...((schema.allOf as unknown[] | undefined) ?? [])] };
}

/** What Ajv says. There are schemas on which the code that it writes fails by itself: these are passed over. */
function ajvAccepts(schema: unknown, value: unknown): boolean {
  const wrapped = { allOf: [forAjv(schema)] };
  try {
    return ajv.validate(wrapped, value);
  } catch (thrown) {
    fc.pre(!(thrown instanceof TypeError));
    throw thrown;
  } finally {
    ajv.removeSchema(wrapped); // or it would keep them all
  }
}

type Json = Readonly<Record<string, unknown>>;

/**
 * What request mode adds, said in JSON Schema: each object with known keys has no others. Where several parts that all apply
 * describe the same key as an object, that one may have the keys of any of them.
 */
function closed(schema: unknown): unknown {
  if (typeof schema !== "object") return schema;
  const shared = sharedKeys(schema as Json);
  const properties = [...shared].map(([key, all]) => [key, closed({ allOf: all })] as const);
  const together = properties.length === 0 ? [] : [{ properties: Object.fromEntries(properties) }];
  return {
    allOf: [withClosedChildren(schema as Json, new Set(shared.keys())), ...together],
    unevaluatedProperties: false,
  };
}

/** All that applies to the very value of a schema, whatever it is. */
function conjoined(schema: Json): readonly Json[] {
  return [schema, ...((schema.allOf as readonly Json[] | undefined) ?? []).flatMap(conjoined)];
}

/** What describes each key that more than one part describes as an object with keys of its own. */
function sharedKeys(schema: Json): ReadonlyMap<string, readonly unknown[]> {
  const described = conjoined(schema).flatMap(({ properties = {} }) => Object.entries(properties as Json));
  const byKey = Map.groupBy(described, ([key]) => key);
  const isOfKeys = (one: unknown): boolean =>
    typeof one === "object" && conjoined(one as Json).some(({ properties }) => properties !== undefined);
  return new Map(
    [...byKey]
      .map(([key, all]) => [key, all.map(([, one]) => one)] as const)
      .filter(([, all]) => all.filter(isOfKeys).length > 1),
  );
}

/** What is required beside known keys is known, too, unless something else is said of those that are not. */
function withRequired(schema: Json): Json {
  const { properties, required = [] } = schema as { properties?: Json; required?: readonly string[] };
  if (properties === undefined || "additionalProperties" in schema || "unevaluatedProperties" in schema) return schema;
  const others = required.filter((name) => !(name in properties)).map((name) => [name, true] as const);
  return { ...schema, properties: { ...properties, ...Object.fromEntries(others) } };
}

/** @param shared what these keys hold is described elsewhere */
function withClosedChildren(schema: Json, shared: ReadonlySet<string> = new Set()): Json {
  return Object.fromEntries(
    Object.entries(withRequired(schema)).map(([keyword, argument]) => {
      if (/roperties$/.test(keyword) && typeof argument === "object") {
        if (keyword === "additionalProperties" || keyword === "unevaluatedProperties")
          return [keyword, closed(argument)];
        const isShared = (key: string): boolean => keyword === "properties" && shared.has(key);
        const children = Object.entries(argument as Json);
        return [keyword, Object.fromEntries(children.map(([key, child]) => [key, isShared(key) || closed(child)]))];
      }
      if (keyword === "allOf") return [keyword, (argument as Json[]).map((part) => withClosedChildren(part, shared))];
      if (/Of$/.test(keyword)) return [keyword, (argument as Json[]).map((way) => withClosedChildren(way))];
      if (keyword === "then") return [keyword, withClosedChildren(argument as Json)];
      return [keyword, argument];
    }),
  );
}

const numRuns = 1000;
// A schema of objects takes Ajv longer.
const fewerRuns = 300;
// Long enough for a machine that does several things at once.
const timeout = 60_000;

test("plain JSON Schema means to us what it means to Ajv", { timeout }, () => {
  let accepted = 0;
  fc.assert(
    fc.property(anySchema, anyJson, (schema, value) => {
      const issues = validate(schemaFromJson(schema), value, { path: "value", mode: "rule" });
      const expected = ajvAccepts(schema, value);
      accepted += Number(expected);
      expect(issues.length === 0, JSON.stringify(issues)).toBe(expected);
    }),
    { numRuns },
  );
  // Neither outcome is rare.
  expect(accepted / numRuns).toBeGreaterThan(0.15);
  expect(accepted / numRuns).toBeLessThan(0.85);
});

test("requests may have just the keys that unevaluatedProperties: false lets through in Ajv", { timeout }, () => {
  let accepted = 0;
  fc.assert(
    fc.property(anyObjectSchema, anyObject, (schema, value) => {
      const issues = validate(schemaFromJson(schema), value, { path: "value", mode: "request" });
      const expected = ajvAccepts(closed(schema), value);
      accepted += Number(expected);
      expect(issues.length === 0, JSON.stringify(issues)).toBe(expected);
    }),
    { numRuns: fewerRuns },
  );
  expect(accepted / fewerRuns).toBeGreaterThan(0.15);
  expect(accepted / fewerRuns).toBeLessThan(0.85);
});

test("what JSON Schema lets through, a response may say", { timeout }, () => {
  fc.assert(
    fc.property(anySchema, anyJson, (schema, value) => {
      // Negations turn lenience round: they are read alike in all modes, but what they lead to is not.
      fc.pre(!/"(not|if|contains)"/.test(JSON.stringify(schema)));
      const accepts = (mode: "response" | "request" | "rule"): boolean =>
        !validate(schemaFromJson(schema), value, { path: "value", mode }).length;
      expect(accepts("response") || !accepts("rule")).toBe(true);
    }),
    { numRuns },
  );
});
