import { modelOf } from "@workshop/openapi/model-of";
import { expect, test } from "vitest";
import { type Case, deriveCases } from "../src/index.ts";
import { Coverage, reachedAllTheSame, uncovered, wordsOfGap } from "../src/inventory/coverage.ts";
import { takeInventory } from "../src/inventory/inventory.ts";
import { bareOrchard, overlaidOrchard } from "./support/orchard.ts";

const model = overlaidOrchard();
const bareModel = bareOrchard();
const cases = deriveCases(model, bareModel);

/** What is not covered when these cases pass. */
function gaps(passed: readonly Case[], failed: readonly Case[] = []): string[] {
  const coverage = new Coverage(takeInventory(model, bareModel), cases);
  for (const one of passed) coverage.record(one, "passed");
  for (const one of failed) coverage.record(one, "failed");
  return coverage
    .operations()
    .flatMap((one) => uncovered(one).map((gap) => wordsOfGap(one.inventory.operation.name, gap, (file) => file)));
}

test("the derived cases exercise every clause of a document that has something of everything", () => {
  expect(gaps(cases)).toEqual([]);
});

test("a case that was not run exercises nothing, and one that failed does not either", () => {
  const maximum = cases.filter(({ name }) => name.startsWith("refuses a call in which query.age is 405"));
  const others = cases.filter((one) => !maximum.includes(one));
  const words =
    /orchard\.yaml:73 fellTree, parameters: maximum: 400 \(broken\) is not exercised, its case did not pass: "refuses/;
  expect(gaps(others)).toEqual([expect.stringMatching(words)]);
  expect(gaps(others, maximum)).toEqual([expect.stringMatching(words)]);
});

test("a clause that no case was derived for is named with its file and line", () => {
  const small = modelOf({
    parameters: [{ name: "q", in: "query", schema: { type: "string", minContains: 3 } }],
  });
  const coverage = new Coverage(takeInventory(small, small), []);
  const [operation] = coverage.operations();
  const words =
    operation === undefined ? [] : uncovered(operation).map((gap) => wordsOfGap("doIt", gap, (file) => file));
  expect(words).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /small\d+\.yaml:\d+ doIt, parameters: type: string \(kept\) is not exercised, no case is derived/,
      ),
      expect.stringMatching(/small\d+\.yaml:\d+ doIt, parameters: minContains \(kept\) is not exercised, no case is/),
    ]),
  );
});

test("a keyword that nobody derives cases for fails, whatever cases there are", () => {
  const small = modelOf({ parameters: [{ name: "q", in: "query", schema: { type: "string", minContains: 3 } }] });
  const derived = deriveCases(small, small);
  const coverage = new Coverage(takeInventory(small, small), derived);
  for (const one of derived) coverage.record(one, "passed");
  expect(
    coverage
      .operations()
      .flatMap(uncovered)
      .map(({ entry }) => entry.words),
  ).toEqual(["minContains"]);
});

test("a word that is no keyword of JSON Schema says nothing, and has that for its reason", () => {
  const small = modelOf({ parameters: [{ name: "q", in: "query", schema: { type: "string", minimumDistance: 3 } }] });
  const said = takeInventory(small, small).flatMap(({ clauses }) => clauses.filter(({ unreachable }) => unreachable));
  expect(said.map(({ words, unreachable }) => `${words}: ${unreachable}`)).toEqual([
    "minimumDistance: JSON Schema has no such keyword: it says nothing",
  ]);
});

test("what no client can reach has its reason, and no case that reaches it", () => {
  const coverage = new Coverage(takeInventory(model, bareModel), cases);
  for (const one of cases) coverage.record(one, "passed");
  const operations = coverage.operations();
  expect(operations.flatMap(reachedAllTheSame)).toEqual([]);
  const reasons = operations.flatMap(({ clauses }) => clauses.flatMap(({ entry }) => entry.unreachable ?? []));
  expect([...new Set(reasons)].sort()).toEqual([
    "a body of this media type is a text, whatever it says",
    "no style of a parameter can write null",
    "read only: it is the server's to say",
    "the overlay takes it out, or says it otherwise",
  ]);
});

test("a clause that the overlay says stands in the overlay's file, also within what the document says", () => {
  const clauses = takeInventory(model, bareModel).flatMap((one) => one.clauses);
  const placeOf = (words: string): string[] =>
    clauses.flatMap(({ clause, words: own }) =>
      own === words ? `${clause.source.file.split("/").at(-1)}:${clause.source.line} ${clause.side}` : [],
    );
  expect(placeOf("rule both-times")).toEqual(["orchard.overlay.yaml:30 kept", "orchard.overlay.yaml:30 broken"]);
  expect(placeOf("Between two times")).toEqual(["orchard.overlay.yaml:34 kept"]);
  expect(placeOf("minItems: 1")).toContain("orchard.overlay.yaml:16 kept");
});

test.each<[string, object, string[]]>([
  ["a limit that forbids nothing", { type: "string", minLength: 0 }, ["a limit of 0 forbids nothing"]],
  [
    "a format that is a hint",
    { type: "string", format: "password" },
    ["the format password is a hint that forbids nothing"],
  ],
  ["a limit too far away", { type: "string", maxLength: 1_000_000 }, ["more than 100000 are too many to try"]],
  ["a way that allows anything", { anyOf: [{ type: "string" }, {}] }, ["one of its ways allows anything"]],
  ["a plain one", { type: "string", maxLength: 3 }, []],
])("%s is out of reach for its own reason", (_words, schema, wanted) => {
  const small = modelOf({
    requestBody: {
      required: true,
      content: { "application/json": { schema: { type: "object", properties: { p: schema } } } },
    },
  });
  const reasons = takeInventory(small, small).flatMap(({ clauses }) => clauses.flatMap((one) => one.unreachable ?? []));
  expect(reasons).toEqual(wanted);
});

test("what one way of a union forbids and another allows is sent, and what its ways together allow cannot be broken", () => {
  const body = {
    type: "object",
    properties: {
      anything: { anyOf: ["boolean", "number", "string", "object", "array", "null"].map((type) => ({ type })) },
      id: {
        anyOf: [
          {
            type: "object",
            required: ["number"],
            properties: { number: { type: "integer" } },
            additionalProperties: true,
          },
          { type: "object", title: "Any" },
        ],
      },
    },
  };
  const small = modelOf({ requestBody: { required: true, content: { "application/json": { schema: body } } } });
  const derived = deriveCases(small, small);
  const coverage = new Coverage(takeInventory(small, small), derived);
  for (const one of derived) coverage.record(one, "passed");
  const [operation] = coverage.operations();
  expect(operation === undefined ? undefined : uncovered(operation)).toEqual([]);
  expect(operation?.clauses.flatMap(({ entry }) => entry.unreachable ?? [])).toEqual([
    "its ways together allow anything",
  ]);
  const names = derived.map(({ name }) => name);
  expect(names).toContain("sends a request in which body.id.number is a text, which another way allows");
  expect(names).toContain("refuses a call in which body.id is a text, and so does Prism");
});
