import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Case, deriveCases } from "../src/index.ts";
import { runCase } from "../src/runner/run-case.ts";
import { type Stage, setStage } from "../src/runner/stage.ts";
import { type Deviations, modelClient } from "./support/model-client.ts";
import { bareOrchard, ORCHARD, overlaidOrchard } from "./support/orchard.ts";

const model = overlaidOrchard();
const bareModel = bareOrchard();
const cases = deriveCases(model, bareModel);
let stage: Stage;

beforeAll(async () => {
  stage = await setStage({ model, bareModel, document: ORCHARD, createClient: modelClient(model) });
}, 45_000);
afterAll(() => stage.stop());

/** The cases that fail for a client that deviates. */
function failures(deviations: Deviations, chosen: readonly Case[] = cases): Promise<string[]> {
  return failuresOn({ ...stage, createClient: modelClient(model, deviations) }, chosen);
}

async function failuresOn(other: Stage, chosen: readonly Case[]): Promise<string[]> {
  const failed: string[] = [];
  for (const one of chosen) {
    await runCase(other, one).catch((error: Error) => failed.push(`${one.name}\n${error.message}`));
  }
  return failed;
}

const of = (kind: Case["kind"]): Case[] => cases.filter((one) => one.kind === kind);

test("a client that keeps its promises passes every case", { timeout: 60_000 }, async () => {
  expect(await failures({})).toEqual([]);
});

describe("a client that deviates fails", () => {
  test("by checking nothing", { timeout: 60_000 }, async () => {
    const failed = await failures({ checksNothing: true }, of("refusal"));
    expect(failed.length).toBeGreaterThan(of("refusal").length * 0.9);
  });

  test("by refusing too late, after sending", { timeout: 60_000 }, async () => {
    const failed = await failures({ refusesTooLate: true }, of("refusal"));
    expect(failed.filter((message) => message.includes("refused before anything is sent")).length).toBeGreaterThan(20);
  });

  test("by not asking whether an unbounded call is meant", async () => {
    const failed = await failures({ allowsUnbounded: true }, of("refusal"));
    expect(failed).toEqual([expect.stringContaining("means everything and does not say so")]);
  });

  test("by crashing Prism, which is there again for the next case", { timeout: 60_000 }, async () => {
    const [call] = of("request").filter(({ operation }) => operation === "plantTree");
    expect(call).toBeDefined();
    // A list in a path: one of the requests that the suite itself keeps from Prism.
    const changeRequest: Deviations["changeRequest"] = (request) => ({
      ...request,
      method: "POST",
      target: "/rows/1,2",
    });
    const calls = call === undefined ? [] : [call];
    expect(await failures({ changeRequest }, calls)).toEqual([expect.stringContaining("this case crashed Prism")]);
    expect(await failures({}, calls)).toEqual([]);
  });

  test("by forgetting credentials", async () => {
    const failed = await failures({ forgetsCredentials: true }, of("security"));
    expect(failed).toHaveLength(of("security").length);
  });

  test("by going elsewhere than to the document's server", async () => {
    const failed = await failures({ address: "https://other.example.com" }, of("address"));
    expect(failed).toHaveLength(of("address").length);
    expect(failed[0]).toContain("would go to https://other.example.com/");
  });

  test("by repeating what is not safe to repeat", async () => {
    const failed = await failures({ repeatsEverything: true }, of("lost response"));
    expect(failed).toEqual([expect.stringContaining("does not repeat a call that is not safe to repeat")]);
  });

  test("by losing the headers of responses", async () => {
    const failed = await failures({ losesHeaders: true }, of("response"));
    expect(failed.filter((message) => message.includes("had to be handed on")).length).toBeGreaterThan(20);
  });

  test("by calling every response a success", async () => {
    const failed = await failures({ trustsEverything: true }, of("response"));
    expect(failed.filter((message) => message.includes("had to be read as failure")).length).toBeGreaterThanOrEqual(5);
  });

  test.each<[string, (target: string) => string]>([
    ["by dropping a filter", (target) => target.replace(/&?code=[^&]*/, "")],
    ["by leaving a plus sign as it is", (target) => target.replaceAll("%2B", "+")],
    ["by sending something more", (target) => `${target}${target.includes("?") ? "&" : "?"}dry_run=1`],
    [
      "by swapping two values",
      (target) => target.replace("planted_after", "x").replace("planted_before", "planted_after").replace("=x", ""),
    ],
    ["by another path", (target) => target.replace("/trees/", "/tree/")],
  ])("%s", async (_words, change) => {
    const changeRequest: Deviations["changeRequest"] = (request) => ({ ...request, target: change(request.target) });
    const calls = of("request").filter(({ operation }) => operation === "fellTree");
    expect((await failures({ changeRequest }, calls)).length).toBeGreaterThan(0);
  });

  test.each<[string, Deviations["changeRequest"]]>([
    ["by another method", (request) => ({ ...request, method: "POST" })],
    ["by a header of its own", (request) => ({ ...request, headers: [...request.headers, ["x-sdk", "1"]] })],
    [
      "by losing cookies",
      (request) => ({ ...request, headers: request.headers.filter(([name]) => name !== "cookie") }),
    ],
    ["by another body", (request) => ({ ...request, body: new TextEncoder().encode('{"kind":"other"}') })],
  ])("%s", async (_words, changeRequest) => {
    expect(
      (await failures({ ...(changeRequest === undefined ? {} : { changeRequest }) }, of("request"))).length,
    ).toBeGreaterThan(0);
  });
});

test.each([
  ["has lost a status", /'404':/, "'410':", "reads 404 as text/plain as a failure"],
  ["allows more", /maximum: 400/, "maximum: 4000", "refuses a call in which query.age is 405, and so does Prism"],
  ["asks for more", /name: X-Reason/, "name: X-Other", "sends a filled request"],
  [
    "names a response's property otherwise",
    /(required: \[)title(\]\n +properties:\n +)title/,
    "$1name$2name",
    "reads 404 as application/json as a failure",
  ],
])("a server that %s fails a client that does not", { timeout: 60_000 }, async (_words, clause, other, failing) => {
  const text = readFileSync(ORCHARD, "utf8");
  const document = join(mkdtempSync(join(tmpdir(), "contract-")), "orchard.yaml");
  writeFileSync(document, text.replace(clause, other));
  const deviating = await setStage({ model, bareModel, document, createClient: modelClient(model) });
  const chosen = cases.filter(({ operation, kind }) => operation === "fellTree" && kind !== "security");
  const failed = await failuresOn(deviating, chosen);
  await deviating.stop();
  expect(failed.map((message) => message.split("\n")[0])).toContain(failing);
});
