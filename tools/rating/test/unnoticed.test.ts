import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { judgeDocuments } from "../src/document/judge-documents.ts";
import { combine, compareBumps, type Rating } from "../src/rating.ts";
import { judgeTypes } from "../src/types/judge-types.ts";
import { type LabelledPair, labelledPairs } from "./labelled-pairs.ts";

// Those beside them that look alike and can be noticed are judged with all other pairs.
const pairs = labelledPairs(join(import.meta.dirname, "pairs")).filter(
  ({ kind, label }) => kind === "unnoticed" && compareBumps(label, "patch") <= 0,
);

/** What the document says, and what the compiler says to the client's code. */
async function rate({ old, next }: LabelledPair): Promise<Rating> {
  const models = { old, next };
  const judges = [judgeDocuments(models), await judgeTypes(models, () => {})];
  return combine({ old: "old", new: "new" }, { judges, abstentions: [] });
}

describe("What no user of the client can notice", () => {
  it.each(pairs)("$name is $label for all judges, because $why", async (pair) => {
    const { bump, judges } = await rate(pair);
    expect(bump, JSON.stringify(judges, null, 2)).toBe(pair.label);
  });
});
