import { afterEach, describe, expect, test } from "vitest";
import { contextFor, takeIssues } from "../../src/checks/check.ts";
import type { Check } from "../../src/definition.ts";
import { checkOf, type Schema } from "../check-of.ts";
import { pathsOf } from "./request-issues.ts";

describe("unknown keys of a request", () => {
  const known: Schema = { type: "object", properties: { a: true } };
  const other: Schema = { type: "object", properties: { b: { type: "object", properties: { c: true } } } };

  test.each<[sentence: string, schema: Schema, value: unknown, paths: string[]]>([
    ["are refused", known, { a: 1, z: 2 }, ["body.z"]],
    ["are refused deep inside", { items: other }, [{ b: { c: 1, z: 2 } }], ["body[0].b.z"]],
    ["are refused where the document says nothing about them being null", known, { z: null }, ["body.z"]],
    ["pass where no key is known", { type: "object" }, { z: 1 }, []],
    ["pass where additionalProperties is true", { ...known, additionalProperties: true }, { z: 1 }, []],
    [
      "pass where additionalProperties has a schema",
      { ...known, additionalProperties: { type: "number" } },
      { z: 1 },
      [],
    ],
    ["are checked with that schema", { ...known, additionalProperties: { type: "number" } }, { z: "1" }, ["body.z"]],
    ["may match a pattern", { ...known, patternProperties: { "^x-": true } }, { "x-1": 1, z: 1 }, ["body.z"]],
    ["are refused beside a part that says nothing", { allOf: [known, true] }, { a: 1, z: 1 }, ["body.z"]],
    ["are those that no part of allOf knows", { allOf: [known, other] }, { a: 1, b: {}, z: 1 }, ["body.z"]],
    [
      "are those of another alternative",
      {
        oneOf: [
          { ...known, required: ["a"] },
          { ...other, required: ["b"] },
        ],
      },
      { a: 1, c: 1 },
      ["body.c"],
    ],
    [
      "are not those of the alternative that fits",
      { anyOf: [known, { ...other, required: ["b"] }] },
      { a: 1, b: {} },
      [],
    ],
    ["pass where an alternative is any object", { anyOf: [known, { type: "object" }] }, { a: 1, z: 1 }, []],
    ["pass where an alternative is anything", { anyOf: [known, {}] }, { a: 1, z: 1 }, []],
    [
      "are none where they depend on a condition that holds",
      { ...known, if: { required: ["b"] }, then: other },
      { b: {} },
      [],
    ],
    ["are refused where it does not hold", { ...known, if: { required: ["q"] }, then: other }, { b: {} }, ["body.b"]],
    [
      "are refused beside what only not knows",
      { ...known, not: { properties: { z: { const: 1 } }, required: ["z"] } },
      { z: 2 },
      ["body.z"],
    ],
    ["may be called like something that every object inherits", known, { toString: 1 }, ["body.toString"]],
    ["may be called __proto__", known, JSON.parse('{"__proto__": 1}'), ["body.__proto__"]],
    ["are reported together with what else is wrong", { ...known, required: ["a"] }, { z: 1 }, ["body.a", "body.z"]],
  ])("%s", (_sentence, schema, value, paths) => {
    expect(pathsOf(schema, value)).toEqual(paths);
  });

  test("are found behind references, also in a circle", () => {
    const tree: Schema = { type: "object", properties: { children: { type: "array", items: () => tree } } };
    expect(pathsOf(tree, { children: [{ children: [] }, { children: [{ z: 1 }] }] })).toEqual([
      "body.children[1].children[0].z",
    ]);
  });
});

describe("a polluted Object.prototype", () => {
  const polluted = Object.prototype as unknown as Record<string, unknown>;
  const names = [
    "type",
    "properties",
    "additionalProperties",
    "items",
    "format",
    "metadata_key",
    "a",
    "required",
    "path",
    "mode",
  ];

  afterEach(() => {
    for (const name of names) delete polluted[name];
  });

  test("does not give a request what it lacks", () => {
    polluted.metadata_key = "inherited";
    expect(
      pathsOf({ type: "object", required: ["metadata_key"], properties: { metadata_key: { type: "string" } } }, {}),
    ).toEqual(["body.metadata_key"]);
  });

  test("does not make unknown keys known", () => {
    polluted.a = true;
    expect(pathsOf({ type: "object", properties: { b: true } }, { a: 1 })).toEqual(["body.a"]);
  });

  test("does not give a schema what it lacks", () => {
    const [open, closed] = [
      checkOf({ type: "object" }, "request"),
      checkOf({ type: "object", properties: { b: true } }, "request"),
    ];
    polluted.type = "null";
    polluted.properties = {};
    polluted.additionalProperties = false;
    polluted.items = false;
    polluted.format = "uuid";
    polluted.required = ["z"];
    const found = (check: Check, value: unknown): string[] => {
      const context = contextFor("request");
      check(value, context, undefined, "body");
      return takeIssues(context).map(({ path }) => path);
    };
    expect(found(open, { z: [1, "a"] })).toEqual([]);
    expect(found(closed, { z: 1 })).toEqual(["body.z"]);
  });
});
