import { resolve } from "node:path";
import { listClients } from "@workshop/release";
import { beforeAll, describe, expect, it } from "vitest";
import { enumOfParameter } from "../src/walkthrough/enum-value.ts";
import { type WalkThroughStep, walkThrough } from "../src/walkthrough/walk-through.ts";

/** Three releases of the whole workspace, on a machine that may be busy. */
const PATIENCE_MS = 1_800_000;

const clients = listClients(resolve(import.meta.dirname, "../../..")).length;

describe("from a vendor's change to an installed package", { timeout: PATIENCE_MS }, () => {
  let steps: readonly WalkThroughStep[];
  const said: string[] = [];
  beforeAll(async () => {
    steps = await walkThrough({ progress: (step) => said.push(step) });
  }, PATIENCE_MS);

  it.each([
    { index: 0, bump: "minor", lines: { added: 1, removed: 0 }, from: "0.1.0", to: "0.2.0" },
    { index: 1, bump: "major", lines: { added: 0, removed: 1 }, from: "0.2.0", to: "1.0.0" },
  ])(
    "change $index is rated $bump, released as $to, and old code compiles exactly if that is not major",
    (expected) => {
      const step = steps[expected.index];
      expect(step?.update).toEqual({ state: "updated", ...expected.lines });
      expect(step?.rating, step?.reasons.join("\n")).toBe(expected.bump);
      expect(step?.changeset).toContain(`": ${expected.bump}\n`);
      expect(step?.contract.failed).toBe(0);
      expect(step?.contract.passed).toBeGreaterThan(50);
      expect(step?.released).toMatchObject({ from: expected.from, to: expected.to, others: clients - 1 });
      expect(step?.compileErrors === "", step?.compileErrors).toBe(expected.bump !== "major");
      expect(step?.isTrue).toBe(true);
    },
  );

  it("says what is being done, while it is", () => {
    expect(said.length).toBeGreaterThan(15);
    expect(said.filter((step) => step === "spec update")).toHaveLength(2);
  });
});

describe("enumOfParameter", () => {
  const text = (parameter: string): string =>
    `openapi: 3.1.0\npaths:\n  /a:\n    get:\n      parameters:\n        - { in: path, name: id, schema: { type: string } }\n${parameter}components:\n  parameters:\n    P: { in: query, name: kind, schema: { $ref: '#/components/schemas/a~1b' } }\n  schemas:\n    a/b:\n      enum:\n        - one\n        - two\n`;

  it.each([
    ["behind references", "        - $ref: '#/components/parameters/P'\n"],
    [
      "among alternatives",
      "        - in: query\n          name: kind\n          schema:\n            anyOf:\n              - enum:\n                  - one\n                  - two\n              - type: 'null'\n",
    ],
  ])("finds the values %s, and changes one line of the text", (_what, parameter) => {
    const page = text(parameter);
    const found = enumOfParameter(page);
    expect(found).toMatchObject({ parameter: "kind", values: ["one", "two"] });
    const lines = (changed: string | undefined): string[] => (changed ?? "").split("\n");
    expect(lines(found?.with("three"))).toHaveLength(lines(page).length + 1);
    expect(enumOfParameter(found?.with("three") ?? "")?.values).toEqual(["one", "two", "three"]);
    expect(enumOfParameter(found?.without("one") ?? "")?.values).toEqual(["two"]);
    expect(lines(found?.without("one"))).toHaveLength(lines(page).length - 1);
  });

  it("finds none where there is none", () => {
    expect(enumOfParameter(text(""))).toBeUndefined();
    expect(enumOfParameter("just words")).toBeUndefined();
  });
});
