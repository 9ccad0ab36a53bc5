#!/usr/bin/env node
/** Holds types and run time of a client against each other, for any document: `compare.ts <document> [values] [seed]`. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { compareInputs, compareResponses } from "./disagreements.ts";
import { compile } from "./generated-client.ts";

const [document, values = "20", seed = "1"] = process.argv.slice(2);
if (document === undefined) {
  console.error("usage: pnpm --filter @workshop/codegen run agreement <document> [values for each operation] [seed]");
  process.exit(2);
}
const effort = { values: Number(values), seed: Number(seed) };
const parsed: object = parse(readFileSync(document, "utf8"));
for (const [words, compare] of [
  ["values of responses that the run time accepts", compareResponses],
  ["inputs that compile", compareInputs],
] as const) {
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  const comparison = await compare(folder, parsed, effort);
  const { disagreements, compared } = comparison.judge(compile(comparison.client, comparison.lines));
  rmSync(folder, { recursive: true });
  console.log(`${compared} ${words}, ${disagreements.length} disagreements`);
  for (const disagreement of disagreements.slice(0, 10)) console.log(`  ${disagreement}`);
  if (disagreements.length > 0) process.exitCode = 1;
}
