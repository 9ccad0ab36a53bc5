import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { deriveMutants } from "@workshop/mutants";
import { listPlatforms, loadPlatform, readDocument } from "@workshop/openapi";
import { expect, test } from "vitest";
import { judgeDocuments } from "../src/document/judge-documents.ts";

const root = resolve(import.meta.dirname, "../../..");

// The contract suite's mutants are run: those that it calls breaking do break the client that was built before them.
// The other way round it does not hold: what no call notices may still be a type that no longer compiles.
test.each(listPlatforms(root))("every change of %s that breaks its client at run time is rated major", (platform) => {
  const [model, bareModel] = [loadPlatform(root, platform), loadPlatform(root, platform, { bare: true })];
  const text = readFileSync(join(root, "specs", `${platform}.yaml`), "utf8");
  const old = readDocument({ file: "old.yaml", text }).model();
  const breaking = deriveMutants(model, bareModel).filter(({ expectation }) => expectation === "breaking");
  const missed = breaking.flatMap(({ name, reason, document }) => {
    const next = readDocument({ file: "new.json", text: JSON.stringify(document()) }).model();
    const { bump } = judgeDocuments({ old, next });
    return bump === "major" ? [] : [`${name}, which breaks because ${reason}, is rated ${bump}`];
  });
  expect(missed).toEqual([]);
  expect(breaking.length).toBeGreaterThan(20);
});
