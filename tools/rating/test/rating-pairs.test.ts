import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { judgeDocuments } from "../src/document/judge-documents.ts";
import { labelledPairs } from "./labelled-pairs.ts";

const pairs = labelledPairs(join(import.meta.dirname, "pairs"));
const rated = pairs.map((pair) => ({ ...pair, verdict: judgeDocuments(pair) }));

describe("Labelled pairs of documents", () => {
  it.each(rated)("$kind: $name is $label, because $why", ({ label, verdict }) => {
    expect(verdict.bump, JSON.stringify(verdict.reasons, null, 2)).toBe(label);
  });

  it("has no breaking pair below major, and at most one harmless pair in twenty there", () => {
    const breaking = rated.filter(({ label }) => label === "major");
    const harmless = rated.filter(({ label }) => label !== "major");
    console.table(tableOf(rated));
    expect(breaking.filter(({ verdict }) => verdict.bump !== "major")).toEqual([]);
    expect(harmless.filter(({ verdict }) => verdict.bump === "major").length).toBeLessThanOrEqual(harmless.length / 20);
    expect(rated.length).toBeGreaterThanOrEqual(120);
  });

  it("gives every reason a place, a rule and a sentence", () => {
    for (const { verdict, name } of rated) {
      for (const { pointer, rule, message, oldLine, newLine } of verdict.reasons) {
        expect(pointer, name).toMatch(/^(\/|$)/u);
        expect(rule, name).toMatch(/^[a-z]+(-[a-z]+)*$/u);
        expect(message, name).toMatch(/^\S.*\.$/su);
        expect(oldLine ?? newLine ?? 1, name).toBeGreaterThan(0);
      }
    }
  });
});

interface Row {
  pairs: number;
  breaking: number;
  "rated lower": number;
  harmless: number;
  "rated major": number;
}

/** For each kind of change: how many pairs there are, and how many are rated wrongly. */
function tableOf(all: typeof rated): Record<string, Row> {
  const table: Record<string, Row> = {};
  for (const { kind, label, verdict } of all) {
    for (const name of [kind, "all"]) {
      table[name] ??= { pairs: 0, breaking: 0, "rated lower": 0, harmless: 0, "rated major": 0 };
      const row = table[name];
      const isBreaking = label === "major";
      row.pairs += 1;
      row[isBreaking ? "breaking" : "harmless"] += 1;
      if (isBreaking !== (verdict.bump === "major")) row[isBreaking ? "rated lower" : "rated major"] += 1;
    }
  }
  return table;
}
