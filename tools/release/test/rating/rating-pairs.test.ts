import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { judgeDocuments } from "../../src/rating/document/judge-documents.ts";
import { labelledPairs } from "./labelled-pairs.ts";

const pairs = labelledPairs(join(import.meta.dirname, "pairs"));
const rated = pairs.map((pair) => ({ ...pair, verdict: judgeDocuments(pair.old, pair.next) }));

describe("Labelled pairs of documents", () => {
  it.each(rated)("$kind: $name is $label, because $why", ({ label, verdict }) => {
    expect(verdict.bump, JSON.stringify(verdict.reasons, null, 2)).toBe(label);
  });
});
