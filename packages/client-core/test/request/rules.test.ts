import { describe, expect, test } from "vitest";
import { satisfies as passes } from "../../src/checks/check.ts";
import { every, passes as fits, isEarlier, onlyNames, reader } from "../../src/request/rules.ts";
import { checkOf, type Schema } from "../check-of.ts";
import { type InvalidRequestError, queryForm } from "../core.ts";
import { anyOperation, anyTransport } from "../examples.ts";
import { ofInput } from "../given-input.ts";

describe("a time is earlier", () => {
  test.each([
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"],
    ["2026-01-01t00:00:00z", "2026-01-01T00:00:01Z"],
    [new Date(0), new Date(1)],
    [new Date(0), "1970-01-01T00:00:00.0001Z"],
    ["1969-12-31T23:59:59.9999Z", new Date(0)],
    ["2026-01-01T00:00:00.0001Z", "2026-01-01T00:00:00.0002Z"],
    ["2026-01-01T00:00:00.00019Z", "2026-01-01T00:00:00.0002Z"],
    ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.0000001Z"],
    ["2026-01-01T02:00:00.0001+02:00", "2026-01-01T00:00:00.0002Z"],
    ["2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.1234567Z"],
    ["2026-01-01t00:00:00Z", "2026-01-01T00:00:01Z"],
    ["2026-01-01T02:00:00+05:00", "2026-01-01T01:00:00.0000Z"],
    ["2026-01-01T02:00:00+05:00", "2026-01-01T01:00:00+03:00"],
  ])("%j than %j, and not the other way round", (first, second) => {
    expect(isEarlier(first, second)).toBe(true);
    expect(isEarlier(second, first)).toBe(false);
  });

  test.each([
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000Z"],
    ["2026-01-01T00:00:00.1230Z", "2026-01-01T00:00:00.12300Z"],
    ["2026-01-01T00:00:00.000100Z", "2026-01-01T00:00:00.0001Z"],
    [new Date(5), new Date(5)],
    [new Date(123), "1970-01-01T00:00:00.123Z"],
    ["1970-01-01T00:00:00.1Z", "1970-01-01T00:00:00.100Z"],
    ["soon", "later"],
    ["aZ", "bZ"],
    [`${"a".repeat(18)}Z`, `${"b".repeat(9)}${"a".repeat(9)}Z`],
    ["2026-01-01T00:00:00Z", "later"],
    [0, 1],
    [undefined, new Date(0)],
    [null, null],
  ])("neither of %j and %j", (first, second) => {
    expect(isEarlier(first, second)).toBe(false);
    expect(isEarlier(second, first)).toBe(false);
  });
});

test("a value is found by its location and its name, dots included", () => {
  const input = { query: { "a.b": 1, c: 2 } };
  expect(ofInput(reader("query.a.b"), input)).toBe(1);
  expect(ofInput(reader("query.c"), input)).toBe(2);
  expect(ofInput(reader("query.d"), input)).toBe(undefined);
  expect(ofInput(reader("path.c"), input)).toBe(undefined);
  expect(ofInput(reader(""), input)).toBe(undefined);
});

const satisfies = (schema: Schema, value: unknown): boolean => passes(checkOf(schema, "rule"), value);

test("a rule is read as JSON Schema means it: a Date is a text, and unknown keys are fine", () => {
  expect(satisfies({ type: "string" }, new Date(0))).toBe(true);
  expect(satisfies({ properties: { a: {} } }, { b: 1 })).toBe(true);
  expect(satisfies({ const: 1 }, 2)).toBe(false);
});

test("only these names are given where nothing else is, and where nothing is at all", () => {
  const holds = onlyNames("query", "a", "b");
  for (const input of [{}, { query: {} }, { query: { a: 1 } }, { path: { c: 1 }, query: { b: 1, a: 1 } }]) {
    expect(ofInput(holds, { ...input })).toBe(true);
  }
  expect(ofInput(holds, { query: { a: 1, c: 1 } })).toBe(false);
});

test("a parameter that is not given passes whatever is said of it", () => {
  const holds = fits("query.a", checkOf({ type: "integer" }, "rule"));
  const inputs = [{}, { query: {} }, { query: { a: 1 } }, { query: { a: "1" } }];
  expect(inputs.map((input) => ofInput(holds, { ...input }))).toEqual([true, true, true, false]);
});

test("every one of several conditions has to hold", () => {
  const [yes, no] = [() => () => true, () => () => false];
  const conditions = [every(yes, yes), every(yes, no), every(no, yes), every()];
  expect(conditions.map((condition) => ofInput(condition, {}))).toEqual([true, false, false, true]);
});

describe("what the document says about several parameters", () => {
  const time = (name: string) =>
    ({ name, in: "query", schema: { type: "string", format: "date-time" }, encode: queryForm }) as const;
  const purge = anyOperation({
    parameters: [time("from"), time("to")],
    rules: [
      { name: "order", message: "`from` must be before `to`", earlier: "query.from", later: "query.to" },
      { name: "both", message: "give `to`", schema: { properties: { query: { required: ["to"] } } } },
    ],
    unbounded: { when: { not: { required: ["query"] } }, message: "this purges everything" },
  })(anyTransport());

  const issuesOf = (input: unknown, options?: unknown): InvalidRequestError["issues"] => {
    try {
      purge.plan(input, options);
    } catch (error) {
      return (error as InvalidRequestError).issues;
    }
    return [];
  };

  test.each([
    [{ from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "query.to", "order", "`from` must be before `to`"],
    [{ from: "2026-01-02T00:00:00Z" }, "input", "both", "give `to`"],
  ])("is said where it is broken: %j", (query, path, rule, message) => {
    expect(issuesOf({ query })).toEqual([{ path, rule, message }]);
  });

  test("is said of each rule that is broken, of the whole input too", () => {
    const rules = ["one", "two"].map((name) => ({ name, message: name, schema: { required: ["query"] } }));
    const broken = anyOperation({ parameters: [time("from")], rules })(anyTransport());
    expect(() => broken.plan({})).toThrow(/\(one\)[\s\S]*\(two\)/);
  });

  test("is silent where it is kept", () => {
    expect(issuesOf({ query: { to: "2026-01-01T00:00:00Z" } })).toEqual([]);
    expect(issuesOf({ query: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" } })).toEqual([]);
  });

  test.each([
    [{ from: new Date(Number.NaN), to: "2026-01-02T00:00:00Z" }, "query.from"],
    [{ from: "2026-01-01T00:00:00Z", to: new Date(Number.NaN) }, "query.to"],
    [{ from: "2026-01-01", to: "2026-01-02T00:00:00Z" }, "query.from"],
  ])("is silent about the order of what is no time, which is said itself: %j", (query, path) => {
    expect(issuesOf({ query }).map((issue) => issue.path)).toEqual([path]);
  });

  test("is silent about what was given as undefined, and about nothing else", () => {
    const undefinedGroup = { path: "query", rule: "empty" };
    expect(issuesOf({ query: undefined })).toMatchObject([undefinedGroup]);
    expect(issuesOf({ more: 1, query: undefined })).toMatchObject([{ path: "more" }, undefinedGroup]);
    expect(issuesOf({ query: { from: undefined } })).toMatchObject([{ path: "query.from", rule: "empty" }]);
    expect(issuesOf({ query: { from: "" } })).toMatchObject([{ path: "query.from" }, { rule: "both" }]);
    expect(issuesOf({ more: 1 })).toMatchObject([{ path: "more" }, { rule: "unbounded" }]);
  });

  test("is said beside what is wrong elsewhere", () => {
    const query = { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z", more: 1 };
    expect(issuesOf({ query }).map(({ rule }) => rule)).toEqual(["unknown", "order"]);
  });

  test("of everything asks for its word, and for nothing less", () => {
    const message = "this purges everything; if that is meant, set the call option allowUnbounded: true";
    expect(issuesOf({})).toEqual([{ path: "input", rule: "unbounded", message }]);
    expect(issuesOf({}, { allowUnbounded: false })).toEqual([{ path: "input", rule: "unbounded", message }]);
    expect(issuesOf({}, { allowUnbounded: true })).toEqual([]);
  });
});
