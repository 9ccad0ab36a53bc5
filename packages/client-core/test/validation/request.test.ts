import { afterEach, describe, expect, test } from "vitest";
import type { Schema } from "../../src/descriptor.ts";
import type { Issue } from "../../src/validation/issue.ts";
import { validate } from "../../src/validation/validate.ts";

function issuesOf(schema: Schema, value: unknown): Issue[] {
  return validate(schema, value, { path: "body", mode: "request" });
}

function pathsOf(schema: Schema, value: unknown): string[] {
  return issuesOf(schema, value).map(({ path }) => path);
}

const dateTime: Schema = { type: "string", format: "date-time" };
const example: Schema = {
  type: "object",
  required: ["example_ids", "hard_delete"],
  properties: {
    example_ids: { type: "array", minItems: 1, maxItems: 1000, items: { type: "string", format: "uuid" } },
    hard_delete: { type: "boolean" },
  },
};
const id = "123e4567-e89b-12d3-a456-426614174000";

describe("a request", () => {
  test("that is right has no issues", () => {
    expect(issuesOf(example, { example_ids: [id], hard_delete: true })).toEqual([]);
  });

  test("has all its issues reported at once, each with path, rule and remedy", () => {
    expect(issuesOf(example, { example_ids: [id, "x", 7], hard: true })).toEqual([
      { path: "body.hard_delete", rule: "required", message: "is required" },
      { path: "body.example_ids[1]", rule: "format", message: 'must satisfy format: "uuid"' },
      { path: "body.example_ids[2]", rule: "type", message: 'must satisfy type: "string", is number' },
      {
        path: "body.hard",
        rule: "additionalProperties",
        message: 'is unknown: leave it out (known: ["example_ids","hard_delete"])',
      },
    ]);
  });

  test("with a thousand bad items has a hundred issues, which are small", () => {
    const issues = issuesOf(example, { example_ids: Array(1000).fill("x".repeat(10_000)), hard_delete: true });
    expect(issues).toHaveLength(100);
    expect(JSON.stringify(issues).length).toBeLessThan(20_000);
  });

  test("with a long or strange key has a short path on one line", () => {
    const [issue] = issuesOf(example, { example_ids: [id], hard_delete: true, [`a\n${"b".repeat(10_000)}`]: 1 });
    expect(issue?.path.length).toBeLessThan(300);
    expect(issue?.path).not.toContain("\n");
  });

  test("never has its values in a message", () => {
    const secret = "s3cr3t-0123456789";
    const schemas: Schema[] = [
      { type: "integer" },
      { enum: ["a"] },
      { const: "a" },
      { pattern: "^x" },
      { format: "uuid" },
      { format: "date-time" },
      { maxLength: 3 },
      { not: {} },
      { anyOf: [{ type: "number" }, { maxLength: 2 }, { pattern: "^x" }] },
      { oneOf: [{}, {}] },
      false,
    ];
    for (const schema of schemas) {
      const issues = [
        ...issuesOf(schema, secret),
        ...issuesOf({ items: schema, contains: schema, uniqueItems: true }, [secret, secret]),
        ...issuesOf({ properties: { key: schema } }, { key: secret }),
      ];
      expect(issues.length).toBeGreaterThan(2);
      expect(JSON.stringify(issues)).not.toContain("s3cr3t");
    }
  });
});

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

describe("what JSON cannot carry", () => {
  class Money {
    amount = 1;
  }
  const cases: [name: string, value: unknown][] = [
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("a")],
    ["an invalid Date", new Date("never")],
    ["a Set", new Set([1])],
    ["a Map", new Map()],
    ["an instance of a class", new Money()],
    ["a boxed string", Object("a")],
    ["an object with an inherited property", Object.create({ a: 1 })],
    ["a regular expression", /a/],
    ["a promise", Promise.resolve()],
    ["a Blob", new Blob(["a"])],
    ["a buffer", new Uint8Array(3)],
  ];

  test.each(cases)("is refused by name: %s", (_name, value) => {
    expect(pathsOf({ type: "object", properties: { key: { type: "string" } } }, { key: value })).toEqual(["body.key"]);
  });

  test.each(cases)("is refused where anything is allowed: %s", (_name, value) => {
    expect(pathsOf(true, { list: [{ key: value }] })).toEqual(["body.list[0].key"]);
  });

  test.each(cases)("is refused beside alternatives: %s", (_name, value) => {
    expect(pathsOf({ properties: { key: { anyOf: [{ type: "string" }, { type: "null" }] } } }, { key: value })).toEqual(
      ["body.key"],
    );
  });

  test("is a hole in an array", () => {
    const holes = [1, 2, 3];
    delete holes[1];
    expect(pathsOf({ items: { type: "number" } }, holes)).toEqual(["body[1]"]);
    expect(pathsOf(true, holes)).toEqual(["body[1]"]);
  });

  test("is not a plain object of another realm, or one without a prototype", () => {
    const plain = Object.assign(Object.create(null), { a: 1 });
    expect(issuesOf({ type: "object", properties: { a: { type: "number" } } }, plain)).toEqual([]);
  });
});

describe("a Date in a request", () => {
  const date = new Date("2026-01-31T10:00:00Z");

  test.each<[sentence: string, schema: Schema, isAccepted: boolean]>([
    ["is accepted where a date-time is", dateTime, true],
    ["is accepted where a date-time or nothing is", { anyOf: [dateTime, { type: "null" }] }, true],
    ["is accepted where a date-time or null is", { type: ["string", "null"], format: "date-time" }, true],
    ["is accepted where anything is", true, true],
    ["is refused where any text is", { type: "string" }, false],
    ["is refused where a day is, because its zone decides which", { type: "string", format: "date" }, false],
    ["is refused where an object is", { type: "object" }, false],
    ["is refused where a number is", { type: "number" }, false],
  ])("%s", (_sentence, schema, isAccepted) => {
    expect(issuesOf(schema, date).length === 0).toBe(isAccepted);
  });

  test("is refused where none of the alternatives has a place for it", () => {
    expect(issuesOf({ anyOf: [{ type: "string" }, { type: "null" }] }, date)).toHaveLength(1);
  });

  test("may be the first moment of 1970", () => {
    expect(issuesOf(dateTime, new Date(0))).toEqual([]);
  });
});

describe("formats in a request", () => {
  test("are asserted, and a time without a zone gets the remedy", () => {
    expect(issuesOf(dateTime, "2026-01-31T10:00:00")).toEqual([
      { path: "body", rule: "format", message: 'must satisfy format: "date-time", with a zone: add Z for UTC' },
    ]);
    expect(issuesOf(dateTime, "yesterday")).toEqual([
      { path: "body", rule: "format", message: 'must satisfy format: "date-time"' },
    ]);
  });

  test.each<[format: string, right: unknown[], wrong: unknown[]]>([
    ["uuid4", ["5f0c8e0e-4b8e-4c6e-9d0a-3a7d1c2b4e5f"], [id, "5f0c8e0e-4b8e-4c6e-cd0a-3a7d1c2b4e5f", ""]],
    ["date", ["2024-02-29"], ["2025-02-29", "2025-2-1", "2025-01-01T00:00:00Z"]],
    ["email", ["a.b+c@example.com"], ["a@b@c", "a", "a@", "@b", ".a@b", "a@-b"]],
    ["byte", ["", "YQ==", "YWI=", "YWJj"], ["YQ", "YQ=", "Y", "YQ==YQ=="]],
    ["int32", [2 ** 31 - 1, -(2 ** 31)], [2 ** 31, 0.5]],
    ["int64", [Number.MAX_SAFE_INTEGER], [0.5]],
    ["a format of tomorrow", ["anything"], []],
  ])("know %s", (format, right, wrong) => {
    for (const value of right) expect(issuesOf({ format }, value)).toEqual([]);
    for (const value of wrong) expect(pathsOf({ format }, value)).toEqual(["body"]);
  });

  test("let binary data through where it is asked for, and nothing else", () => {
    const file: Schema = {
      type: "object",
      properties: { file: { type: "string", format: "binary" }, name: { type: "string" } },
    };
    for (const data of [new Blob(["a"]), new ArrayBuffer(1), new Uint8Array(1), "text"]) {
      expect(issuesOf(file, { file: data })).toEqual([]);
    }
    expect(pathsOf(file, { file: new Set() })).toEqual(["body.file"]);
    expect(pathsOf(file, { name: new Blob(["a"]) })).toEqual(["body.name"]);
    expect(pathsOf(file, { file: { a: 1 } })).toEqual(["body.file", "body.file"]);
  });
});

describe("numbers and texts in a request", () => {
  test("are measured as a person would", () => {
    expect(issuesOf({ maxLength: 2 }, "😀😀")).toEqual([]);
    expect(issuesOf({ minLength: 3 }, "😀😀")).toHaveLength(1);
    expect(issuesOf({ multipleOf: 0.1 }, 1.1)).toEqual([]);
    expect(issuesOf({ multipleOf: 0.01 }, 19.99)).toEqual([]);
    expect(issuesOf({ multipleOf: 0.1 }, 1.15)).toHaveLength(1);
    expect(issuesOf({ multipleOf: 2 }, Number.MAX_SAFE_INTEGER)).toHaveLength(1);
  });

  test("are integers up to where JavaScript can tell them apart", () => {
    expect(issuesOf({ type: "integer" }, 1)).toEqual([]);
    expect(issuesOf({ type: "integer" }, Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect(issuesOf({ type: "integer" }, 2 ** 53)).toHaveLength(1);
    expect(issuesOf({ type: "integer" }, 1.5)).toHaveLength(1);
    expect(issuesOf({ type: "number" }, 1e300)).toEqual([]);
  });

  test("match patterns that are only valid without the u flag", () => {
    expect(issuesOf({ pattern: "^[\\w-.]+\\-$" }, "a.b-")).toEqual([]);
    expect(issuesOf({ pattern: "^[\\w-.]+\\-$" }, "a b-")).toHaveLength(1);
  });
});

describe("alternatives", () => {
  const cat: Schema = {
    type: "object",
    required: ["kind", "lives"],
    properties: { kind: { const: "cat" }, lives: { type: "integer" } },
  };
  const dog: Schema = {
    type: "object",
    required: ["kind", "name"],
    properties: { kind: { const: "dog" }, name: { type: "string" } },
  };

  test("of which one was meant are reported as if it were the only one", () => {
    expect(issuesOf({ oneOf: [cat, dog] }, { kind: "cat", lives: "nine" })).toEqual([
      { path: "body.lives", rule: "type", message: 'must satisfy type: "integer", is string' },
    ]);
    expect(issuesOf({ anyOf: [{ type: "string", minLength: 1 }, { type: "null" }] }, "")).toEqual([
      { path: "body", rule: "minLength", message: "must satisfy minLength: 1" },
    ]);
  });

  test("of which none was meant are reported in one line", () => {
    expect(issuesOf({ anyOf: [{ type: "string" }, { type: "null" }] }, 5)).toEqual([
      {
        path: "body",
        rule: "anyOf",
        message:
          'must satisfy anyOf: body must satisfy type: "string", is number, or body must satisfy type: "null", is number',
      },
    ]);
    expect(issuesOf({ oneOf: [cat, dog] }, { kind: "cow" })).toHaveLength(1);
  });

  test("that exclude each other must not fit at once", () => {
    const [issue] = issuesOf({ oneOf: [{ type: "number" }, { type: "integer" }] }, 1);
    expect(issue?.rule).toBe("oneOf");
  });

  test("of which none fits do not make known keys unknown", () => {
    expect(pathsOf({ oneOf: [cat, dog] }, { kind: "cat", lives: "nine" })).toEqual(["body.lives"]);
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
    polluted.type = "null";
    polluted.properties = {};
    polluted.additionalProperties = false;
    polluted.items = false;
    polluted.format = "uuid";
    polluted.required = ["z"];
    expect(issuesOf({ type: "object" }, { z: [1, "a"] })).toEqual([]);
    expect(pathsOf({ type: "object", properties: { b: true } }, { z: 1 })).toEqual(["body.z"]);
  });
});

describe("depth", () => {
  function nested(levels: number): unknown {
    let value: unknown = [];
    for (let level = 0; level < levels; level++) value = [value];
    return value;
  }
  const list: Schema = { type: "array", items: () => list };

  test.each<[sentence: string, schema: Schema]>([
    ["without any schema", true],
    ["in a schema that refers to itself", list],
    ["in alternatives that refer to themselves", { anyOf: [() => list, { type: "null" }] }],
    ["in an array of unique items", { uniqueItems: true }],
  ])("is bounded %s", (_sentence, schema) => {
    expect(issuesOf(schema, nested(50))).toEqual([]);
    const issues = issuesOf(schema, nested(100_000));
    expect(issues).toHaveLength(1);
  });

  test("of an object that contains itself is bounded, too", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(issuesOf(true, circle)).toHaveLength(1);
  });
});
