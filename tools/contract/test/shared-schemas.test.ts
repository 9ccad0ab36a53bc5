import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel, type Model } from "@workshop/openapi";
import { expect, test } from "vitest";
import { deriveCases } from "../src/index.ts";
import { Coverage, uncovered, wordsOfGap } from "../src/inventory/coverage.ts";
import { takeInventory } from "../src/inventory/inventory.ts";

/** Operations that all send and answer with one schema, and each with something of its own beside it. */
function alike(operations: number, special: object = {}, of = 0): Model {
  const properties = Object.fromEntries(
    Array.from({ length: 12 }, (_, number) => [`text${number}`, { type: "string", maxLength: 5 + number }]),
  );
  const shared = { $ref: "#/components/schemas/Shared" };
  const paths = Object.fromEntries(
    Array.from({ length: operations }, (_, number) => {
      const own = { type: "object", properties: { own: { type: "integer", maximum: number + 1 }, shared } };
      if (number === of) Object.assign(own, special);
      const content = { "application/json": { schema: own } };
      const send = {
        operationId: `send${number}`,
        requestBody: { required: true, content },
        responses: { 200: { description: "Done", content } },
      };
      return [`/send/${number}`, { post: send }];
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  const document = join(folder, "alike.json");
  const components = {
    schemas: {
      Shared: { type: "object", required: ["kind"], properties: { kind: { enum: ["a", "b"] }, ...properties } },
      // Of an object in which a shared one is, each says that it is one.
      Wide: {
        type: "object",
        properties: { wide: { type: "object", allOf: [{ $ref: "#/components/schemas/Shared" }], required: ["kind"] } },
      },
    },
  };
  const info = { title: "Alike", version: "1" };
  writeFileSync(
    document,
    JSON.stringify({ openapi: "3.0.3", info, servers: [{ url: "https://alike.example.com" }], paths, components }),
  );
  const model = loadModel({ document });
  rmSync(folder, { recursive: true });
  return model;
}

const casesOf = (model: Model, name: string): number =>
  deriveCases(model, model).filter(({ operation }) => operation === name).length;

test("the limits of a schema that operations share are tried by the first of them, those of their own by each", () => {
  const model = alike(20);
  const cases = deriveCases(model, model);
  const names = (operation: string): string[] =>
    cases.filter((one) => one.operation === operation).map(({ name }) => name);
  expect(names("send0").some((name) => name.includes("body.shared.text3"))).toBe(true);
  expect(names("send1").some((name) => name.includes("body.shared.text3"))).toBe(false);
  for (const { name } of model.operations) {
    expect(
      names(name).some((one) => one.includes("in which body.own is")),
      name,
    ).toBe(true);
    expect(names(name)).toEqual(expect.arrayContaining(["sends a filled request", "sends a minimal request"]));
  }
  expect(casesOf(model, "send1") * 3).toBeLessThan(casesOf(model, "send0"));
});

test("what the first operation cannot try is tried by the next that can", () => {
  const kind = { properties: { shared: { properties: { kind: { const: "a" } } } } };
  const model = alike(3, { allOf: [kind] });
  const takes = (operation: string): boolean =>
    deriveCases(model, model).some(
      (one) => one.operation === operation && /^sends.*body.shared.kind as "b"/.test(one.name),
    );
  expect(["send0", "send1", "send2"].map(takes)).toEqual([false, true, false]);
});

test("a schema that says the same as one that others have tried, of the same value, is tried with it", () => {
  const model = alike(2, { allOf: [{ $ref: "#/components/schemas/Wide" }] }, 1);
  const cases = deriveCases(model, model);
  const coverage = new Coverage(takeInventory(model, model), cases);
  for (const one of cases) coverage.record(one, "passed");
  const gaps = coverage.operations().flatMap((one) => uncovered(one).map(({ entry }) => entry.words));
  expect(gaps).toEqual([]);
});

test("a bare document that says the same is tried no more than one that is the same", () => {
  const model = alike(3);
  expect(deriveCases(model, alike(3)).map(({ name }) => name)).toEqual(
    deriveCases(model, model).map(({ name }) => name),
  );
});

test("what one operation tries for all counts for all of them once it has passed, and for none before", () => {
  const model = alike(3);
  const cases = deriveCases(model, model);
  const gaps = (failing: string): string[] => {
    const coverage = new Coverage(takeInventory(model, model), cases);
    for (const one of cases) coverage.record(one, one.name.includes(failing) ? "failed" : "passed");
    return coverage
      .operations()
      .flatMap((one) => uncovered(one).map((gap) => wordsOfGap(one.inventory.operation.name, gap, () => "")));
  };
  expect(gaps("no such case")).toEqual([]);
  const broken = gaps("body.shared.text3 has 9 characters");
  for (const { name } of model.operations)
    expect(broken.join("\n")).toContain(` ${name}, body application/json: maxLength: 8`);
});
