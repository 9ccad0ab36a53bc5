import { join } from "node:path";
import { loadModel } from "@workshop/openapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Case, deriveCases } from "../src/index.ts";
import { Coverage, uncovered } from "../src/inventory/coverage.ts";
import { takeInventory } from "../src/inventory/inventory.ts";
import { runCase } from "../src/runner/run-case.ts";
import { type Stage, setStage } from "../src/runner/stage.ts";
import { type Deviations, modelClient } from "./support/model-client.ts";

const document = join(import.meta.dirname, "documents", "hazards.yaml");
const model = loadModel({ document });
const cases = deriveCases(model, model);
let stage: Stage;

beforeAll(async () => {
  stage = await setStage({ model, bareModel: model, document, createClient: modelClient(model) });
}, 45_000);
afterAll(() => stage.stop());

async function failures(chosen: readonly Case[], deviations: Deviations = {}): Promise<string[]> {
  const failed: string[] = [];
  const other = { ...stage, createClient: modelClient(model, deviations) };
  for (const one of chosen) {
    await runCase(other, one).catch((error: Error) => failed.push(`${one.operation} ${one.name}: ${error.message}`));
  }
  return failed;
}

test("a document with what Prism crashes on and hangs on is tested to the end", async () => {
  expect(await failures(cases)).toEqual([]);
});

test("and every clause of it is exercised", () => {
  const coverage = new Coverage(takeInventory(model, model), cases);
  for (const one of cases) coverage.record(one, "passed");
  const gaps = coverage.operations().flatMap(uncovered);
  expect(gaps.map(({ entry }) => `${entry.clause.scope}: ${entry.words} (${entry.clause.side})`)).toEqual([]);
});

test("where the two judges differ, the case says so by its name", () => {
  const names = cases.map(({ operation, name }) => `${operation} ${name}`);
  expect(names).toEqual(
    expect.arrayContaining([
      "readRows sends a filled request; Prism is not asked: a list in the path (rows) crashes it",
      "readRows refuses a call in which path.rows has 4 items; Prism is not asked: a list in the path (rows) crashes it",
      "replaceNote refuses a call in which query.limit is 0; Prism lets it through: it takes 0 for the null that the document names beside it",
      "replaceNote refuses a call in which body is null; Prism lets it through: it takes null for no body",
      "replaceNote sends a minimal request",
    ]),
  );
});

test("a request that Prism never answers fails its case by its deadline, and no other", {
  timeout: 60_000,
}, async () => {
  const [call] = cases.filter(({ name }) => name.startsWith("sends a filled request as application/json"));
  expect(call).toBeDefined();
  const chosen = call === undefined ? [] : [call];
  const changeRequest: Deviations["changeRequest"] = (request) => ({
    ...request,
    body: new TextEncoder().encode("{no"),
  });
  expect(await failures(chosen, { changeRequest })).toEqual([expect.stringContaining("no response came")]);
  expect(await failures(chosen)).toEqual([]);
});
