import type { Model } from "@workshop/openapi";
import { deriveCases } from "../../src/index.ts";
import { Coverage, reachedAllTheSame, uncovered } from "../../src/inventory/coverage.ts";
import { takeInventory } from "../../src/inventory/inventory.ts";

/** What no case exercises and no reason explains, and what was exercised although a reason says that it cannot be. */
export function gapsOf(model: Model): string[] {
  const cases = deriveCases(model, model);
  const coverage = new Coverage(takeInventory(model, model), cases);
  for (const one of cases) coverage.record(one, one.kind === "impossible" ? "failed" : "passed");
  return coverage
    .operations()
    .flatMap((one) => [...uncovered(one), ...reachedAllTheSame(one)])
    .map(({ entry: { clause, words, unreachable } }) => `${words} (${clause.side}) ${unreachable ?? ""}`.trim());
}

/** Why clauses are out of reach, each with its words. */
export function reasonsOf(model: Model): string[] {
  const clauses = takeInventory(model, model).flatMap((one) => one.clauses);
  return clauses.flatMap(({ clause, words, unreachable }) =>
    unreachable === undefined ? [] : [`${words} (${clause.side}): ${unreachable}`],
  );
}
