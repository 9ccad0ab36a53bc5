import assert from "node:assert/strict";
import { repositoryRoot } from "@workshop/config/repository-root";
import { type CreateClient, withGrants } from "@workshop/contract";
import type { ContractSubject } from "@workshop/contract/suite";
import { loadPlatform } from "@workshop/openapi";
import { afterAll, describe, test } from "vitest";
import { deriveMutants } from "./derive-mutants.ts";
import { MutantRunner } from "./run/mutant-runner.ts";
import type { Outcome } from "./run/run-mutant.ts";
import { explain, scoreTable } from "./score-table.ts";

/** In milliseconds; the first mutant of many waits for their Prism to start. Only what hangs may fail by the clock. */
const DEADLINE = 180_000;

/**
 * Proves that the contract of a platform can fail: its document is changed in every way that the operators know, each
 * change is mocked, and the client that was built from the original has to be caught out by those that break it and by no
 * other. Prints the score of each operator. To be called once at the top of a vitest file.
 */
export function describeMutants({ platform, createClient, grants }: ContractSubject): void {
  const root = repositoryRoot();
  const model = loadPlatform(root, platform);
  const bareModel = loadPlatform(root, platform, { bare: true });
  const mutants = deriveMutants(model, bareModel);
  // The suite hands inputs to the client that no type of its package allows: that is its purpose.
  const runner = new MutantRunner(
    { model, bareModel, createClient: withGrants(createClient as unknown as CreateClient, grants) },
    mutants,
  );
  const outcomes: Outcome[] = [];
  afterAll(async () => {
    await runner.stop();
    console.log(scoreTable(`mutants of ${platform}`, outcomes));
  });
  describe(`mutants of ${platform}`, () => {
    for (const [index, { name, expectation }] of mutants.entries()) {
      test(`${name}: ${expectation === "breaking" ? "is caught" : "passes"}`, { timeout: DEADLINE }, async () => {
        const outcome = await runner.run(index);
        outcomes.push(outcome);
        assert.ok(outcome.isRight, explain(outcome));
      });
    }
  });
}
