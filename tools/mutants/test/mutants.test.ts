import { join } from "node:path";
import { type Deviations, modelClient } from "@workshop/contract/model-client";
import { bareOrchard, overlaidOrchard } from "@workshop/contract/orchard";
import { loadModel, readDocument } from "@workshop/openapi";
import { modelOf, modelOfBody } from "@workshop/openapi/model-of";
import { describe, expect, test } from "vitest";
import { deriveMutants } from "../src/derive-mutants.ts";
import type { Mutant } from "../src/mutant.ts";
import { ALL_OPERATORS } from "../src/operators/all-operators.ts";
import { MutantRunner } from "../src/run/mutant-runner.ts";
import { callsAtNewLimits, originalCalls, responsesAtNewLimits, responsesOfPrism } from "../src/run/probes.ts";
import type { Means } from "../src/run/run-mutant.ts";
import { explain, scoreTable } from "../src/score-table.ts";

const harbour = loadModel({ document: join(import.meta.dirname, "harbour.yaml") });
const mutants = deriveMutants(harbour, harbour);

/** Runs mutants, all of them or those with these names, and tells what is not as their rules say. */
async function wrong(names?: readonly string[], means: Means = {}, deviations: Deviations = {}): Promise<string[]> {
  const chosen = mutants.filter(({ name }) => names === undefined || names.includes(name));
  expect(chosen).toHaveLength(names?.length ?? mutants.length);
  const runner = new MutantRunner(
    { model: harbour, bareModel: harbour, createClient: modelClient(harbour, deviations) },
    chosen,
  );
  try {
    const found: string[] = [];
    for (const index of chosen.keys()) {
      const outcome = await runner.run(index, means);
      if (!outcome.isRight) found.push(explain(outcome));
    }
    return found;
  } finally {
    await runner.stop();
  }
}

const named = (...words: string[]): string[] => words.map((each) => `harbour: ${each}`);

test("mutants have names of their own, and are the same each time", () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  const again = deriveMutants(harbour, harbour);
  expect(again.map(({ name, expectation }) => [name, expectation])).toEqual(
    mutants.map(({ name, expectation }) => [name, expectation]),
  );
});

test("a mutant is a document of its own: the original stays as it is", () => {
  const before = JSON.stringify(harbour.document);
  const changed = mutants.filter((mutant) => JSON.stringify(mutant.document()) !== before);
  expect(JSON.stringify(harbour.document)).toBe(before);
  expect(mutants.filter((mutant) => !changed.includes(mutant)).map(({ name }) => name)).toEqual([
    "harbour: nothing changed",
  ]);
});

test("every operator finds a place where it applies", () => {
  const found = [...mutants, ...deriveMutants(overlaidOrchard(), bareOrchard())].map(({ operator }) => operator);
  expect(ALL_OPERATORS.map(({ name }) => name).filter((name) => !found.includes(name))).toEqual([]);
});

test.each<[string, Mutant["expectation"]]>([
  ["clearBerths query berths renamed", "breaking"],
  ["clearBerths header X-Reason written in another case", "compatible"],
  ["clearBerths operation with path harbour renamed", "compatible"],
  ["clearBerths query berths with explode false", "breaking"],
  ["clearBerths header X-Reason with explode true", "compatible"],
  ["clearBerths header X-Reason with maxLength 39", "breaking"],
  ["clearBerths header X-Reason without maxLength", "compatible"],
  ["clearBerths query since.day retyped as string", "compatible"],
  ["registerShip body (application/json) name retyped as integer", "breaking"],
  // Read only: only responses carry it.
  ["registerShip response 201 id retyped as number", "breaking"],
  ["registerShip response 201 id with minimum 5", "compatible"],
  ["clearBerths response 409 (application/json) property title made optional", "breaking"],
  ["clearBerths response 410 added", "compatible"],
  ["clearBerths response 207 added", "breaking"],
  ["clearBerths security alternative key dropped", "breaking"],
  ["clearBerths security alternative added", "compatible"],
])("%s is %s", (words, expectation) => {
  const [mutant] = mutants.filter(({ name }) => name === `harbour: ${words}`);
  expect(mutant?.expectation).toBe(expectation);
});

test("an alternative can go without breaking a client where another one allows anything", () => {
  const small = modelOfBody({ type: "object", properties: { a: { anyOf: [{ title: "A" }, { type: "null" }] } } });
  const dropped = deriveMutants(small, small).filter(({ name }) => name.includes("without branch"));
  expect(dropped.map(({ name, expectation }) => [name.slice(-17), expectation])).toEqual([
    ["branch 1 of anyOf", "breaking"],
    ["branch 2 of anyOf", "compatible"],
  ]);
});

test.each([
  ["get", 0],
  ["delete", 2],
])("of a %s that has no body, %d mutants ask for one", (method, count) => {
  const paths = { "/a": { [method]: { operationId: "a", responses: { 204: { description: "Done" } } } } };
  const document = { openapi: "3.0.3", info: { title: "A", version: "1" }, paths };
  const model = readDocument({ file: "a.yaml", text: JSON.stringify(document) }).model();
  const added = deriveMutants(model, model).filter(({ operator }) => / body added$/.test(operator));
  expect(added).toHaveLength(count);
});

test("where a default is all that is declared it is a success, and clients of it are judged by what they make of it", {
  timeout: 120_000,
}, async () => {
  const content = {
    "application/json": { schema: { type: "object", required: ["a"], properties: { a: { type: "string" } } } },
  };
  const model = modelOf({ responses: { default: { description: "The thing, or what is wrong", content } } });
  const derived = deriveMutants(model, model);
  expect(derived.filter(({ operator }) => operator === "status of a success added")).toEqual([]);
  const chosen = derived.filter(({ name }) => /nothing changed|property a (?:made optional|renamed)/.test(name));
  expect(chosen.map(({ expectation }) => expectation).sort()).toEqual(["breaking", "breaking", "compatible"]);
  const runner = new MutantRunner({ model, bareModel: model, createClient: modelClient(model) }, chosen);
  try {
    for (const index of chosen.keys()) {
      const outcome = await runner.run(index);
      expect(outcome.isRight ? "" : explain(outcome)).toBe("");
    }
  } finally {
    await runner.stop();
  }
});

test("every mutant that breaks a client is caught, and every other one passes", { timeout: 300_000 }, async () => {
  expect(await wrong()).toEqual([]);
});

describe("a weakened suite misses mutants:", () => {
  const cookies = named("clearBerths required cookie parameter added");
  const dropped = named("clearBerths query berths dropped", "clearBerths cookie watch renamed");
  // The original says nothing of the length: none of its own calls goes to any limit.
  const limits = named("registerShip body (multipart/form-data) name with minLength 2");
  const calls = named("clearBerths operation under PUT", "clearBerths security alternative key dropped");
  const responses = named(
    "registerShip body (application/json) property name made optional",
    "registerShip response 207 added",
    "clearBerths response 409 (application/json) property title renamed",
  );
  const branch = named("registerShip body (application/json) cargo with a further branch of anyOf");
  test.each<[string, readonly string[], Means, Deviations]>([
    ["one that believes Prism", [...cookies, ...dropped], { judges: { wire: false } }, {}],
    ["one that looks at no response", responses, { judges: { reading: false } }, {}],
    ["one that makes no call of the original's", calls, { probes: [callsAtNewLimits, responsesAtNewLimits] }, {}],
    ["one that makes no call at new limits", limits, { probes: [originalCalls, responsesAtNewLimits] }, {}],
    [
      "one that looks at Prism's responses alone",
      branch,
      { probes: [originalCalls, callsAtNewLimits, responsesOfPrism] },
      {},
    ],
  ])("%s", { timeout: 180_000 }, async (_words, names, means, deviations) => {
    expect(await wrong(names, {}, deviations)).toEqual([]);
    const missed = await wrong(names, means, deviations);
    expect(missed.map((line) => line.split(" (/")[0]).sort()).toEqual([...names].sort());
  });

  test("a client that trusts every response lets mutants pass, too", { timeout: 180_000 }, async () => {
    const missing = await wrong(
      named("clearBerths response 409 responses 451 instead"),
      {},
      { trustsEverything: true },
    );
    expect(missing).toEqual([expect.stringContaining("was told as")]);
  });
});

test("the table tells the score of each operator, and what is not as its rule says", () => {
  const [mutant] = mutants.filter(({ expectation }) => expectation === "breaking");
  if (mutant === undefined) throw new Error("There is no mutant.");
  const text = scoreTable("harbour", [
    { mutant, deviation: "it differs", isRight: true },
    { mutant: { ...mutant, expectation: "compatible" }, deviation: "it differs", isRight: false },
  ]);
  expect(text).toMatch(new RegExp(`${mutant.operator} +│ +2 │ +1 of 1 │ +0 of 1`));
  expect(text).toContain("Not as the rule says: 1");
  expect(text).toContain("but this was found: it differs");
});
