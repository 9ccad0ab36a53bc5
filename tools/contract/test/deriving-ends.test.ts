import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel, type Model } from "@workshop/openapi";
import { expect, test } from "vitest";
import { deriveCases } from "../src/index.ts";
import { Coverage, uncovered, wordsOfGap } from "../src/inventory/coverage.ts";
import { takeInventory } from "../src/inventory/inventory.ts";

/** So many schemas, each of which leads to some others: there are more ways through them than seconds. */
const MANY = 14;

function entangled(many: number, doneWith: "204" | "200" = "200"): object {
  const name = (number: number): string => `#/components/schemas/S${number % many}`;
  const schemas = Array.from({ length: many }, (_, number) => {
    const others = [1, 7, 11].map((step) => [`to${step}`, { $ref: name(number * step + step) }] as const);
    const list = {
      type: "array",
      items: { anyOf: [{ $ref: name(number * 3 + 1) }, { type: "string", enum: ["a", "b"] }] },
    };
    const properties = {
      id: { type: "integer" },
      label: { type: "string", maxLength: 10 },
      ...Object.fromEntries(others),
      list,
    };
    return [`S${number}`, { type: "object", required: ["id"], properties }] as const;
  });
  const content = (number: number): object => ({ "application/json": { schema: { $ref: name(number) } } });
  const send = {
    operationId: "send",
    requestBody: { required: true, content: content(0) },
    responses: { [doneWith]: { description: "Done", ...(doneWith === "200" ? { content: content(1) } : {}) } },
  };
  return {
    openapi: "3.0.3",
    info: { title: "Entangled", version: "1" },
    servers: [{ url: "https://entangled.example.com" }],
    paths: { "/send": { post: send } },
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function modelOfEntangled(many: number, doneWith?: "204" | "200"): Model {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  const document = join(folder, "entangled.yaml");
  writeFileSync(document, JSON.stringify(entangled(many, doneWith)));
  const model = loadModel({ document });
  rmSync(folder, { recursive: true });
  return model;
}

test("deriving ends for schemas that all lead to each other, tells where it is, and forgets none of them", {
  timeout: 120_000,
}, () => {
  const model = modelOfEntangled(MANY);
  const told: string[] = [];
  const cases = deriveCases(model, model, ({ name }) => told.push(name));
  expect(told).toEqual(["send"]);
  expect(cases.length).toBeLessThan(100 * MANY);
  const coverage = new Coverage(takeInventory(model, model), cases);
  // Nobody runs them here: what is asked is whether there is one for each clause.
  for (const one of cases) coverage.record(one, "passed");
  const [operation] = coverage.operations();
  expect(operation && uncovered(operation).map((gap) => wordsOfGap("send", gap, (file) => file))).toEqual([]);
});

test("Prism is not asked about a body that it would write out on more ways than it has seconds", () => {
  const names = (many: number): string[] => {
    const model = modelOfEntangled(many, "204");
    return deriveCases(model, model).map(({ name }) => name);
  };
  expect(names(2)).toContain("sends a filled request");
  expect(names(MANY)).toContain(
    "sends a filled request; Prism is not asked: it takes seconds to write out schemas that lead to each other on so many ways",
  );
});

test("what is tried of many schemas grows with their number, and what is sent and answered for it, too", {
  timeout: 120_000,
}, () => {
  const partsOf = (many: number): number => {
    const model = modelOfEntangled(many);
    const bodies = deriveCases(model, model).map((one) =>
      one.kind === "response"
        ? (one.response?.body.length ?? 0)
        : "input" in one
          ? JSON.stringify(one.input).length
          : 0,
    );
    return bodies.reduce((sum, length) => sum + length, 0);
  };
  expect(partsOf(60) / partsOf(30)).toBeLessThan(2.8);
});
