import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { repositoryRoot } from "@workshop/config/repository-root";
import { loadBoth, usableDocument } from "@workshop/openapi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deriveCases } from "./cases/derive-cases.ts";
import { type Grants, withGrants } from "./credentials/grants.ts";
import { contractRecord } from "./inventory/contract-record.ts";
import { Coverage, type OperationCoverage, reachedAllTheSame, uncovered, wordsOfGap } from "./inventory/coverage.ts";
import { takeInventory } from "./inventory/inventory.ts";
import { startDeadline } from "./prism/start-prism.ts";
import { coverageTable } from "./report/coverage-table.ts";
import { RECORD_FILE, REPORT_FOLDER } from "./report/read-records.ts";
import { summarise } from "./report/summary.ts";
import { runCase } from "./runner/run-case.ts";
import { type CreateClient, type Stage, setStage } from "./runner/stage.ts";

/** What a package's contract test says. */
export interface ContractSubject {
  /** The platform's name: `specs/<platform>.yaml`. */
  readonly platform: string;
  /** The package's `create<Name>Client`, whatever options and operations it has. */
  readonly createClient: (options: never) => object;
  /** The package's `create<Name>FetchClient`. Absent: there is no such way to make a call. */
  readonly createFetchClient?: (options: never) => object;
  /** The package's functions for OAuth2 grants. Absent: its document has none. */
  readonly grants?: Grants;
}

/** Prism never answers some requests: no case may wait longer than this, in milliseconds. */
const CASE_DEADLINE = 10_000;
/** What stands on a stage beside Prism may take so long, too. */
const STAGE_DEADLINE = 15_000;
/** Of so many gaps the first ones are told. */
const TOLD_GAPS = 50;

/** Of a derivation that takes longer than this, in milliseconds, somebody wants to know where it is. */
const PATIENCE = 5_000;

function progressOf(platform: string, operations: number): Parameters<typeof deriveCases>[2] {
  let told = performance.now();
  return ({ name }, index) => {
    if (performance.now() - told < PATIENCE) return;
    told = performance.now();
    console.error(`${platform}: deriving the cases of ${name}, operation ${index + 1} of ${operations}`);
  };
}

/**
 * Derives the contract of a platform from its document and overlay, and tests a client against it: on a Prism mock of the
 * bare document, and by what really arrives there. Last comes a test that every clause was exercised; what was is written
 * to `.reports/contract.json` of the package. To be called once at the top of a vitest file.
 */
export function describeContract({ platform, createClient, grants }: ContractSubject): void {
  const root = repositoryRoot();
  const { model, bareModel } = loadBoth(root, platform);
  const usable = usableDocument(root, platform);
  for (const repair of usable.repairs) console.log(`${platform}: the mock starts from a repaired document: ${repair}`);
  const cases = deriveCases(model, bareModel, progressOf(platform, model.operations.length));
  const coverage = new Coverage(takeInventory(model, bareModel), cases);
  const inRoot = (file: string): string => relative(root, file);
  const start = performance.now();
  let stage: Stage;
  const deadline = STAGE_DEADLINE + startDeadline([{ document: usable.file }]);
  beforeAll(async () => {
    // What an earlier run left behind says nothing about this one, should it not come to its end.
    rmSync(RECORD_FILE, { force: true });
    stage = await setStage({
      model,
      bareModel,
      document: usable.file,
      // The suite hands inputs and credentials to the client that no type of its package allows: that is its purpose.
      createClient: withGrants(createClient as unknown as CreateClient, grants),
    });
  }, deadline);
  afterAll(() => stage?.stop());
  const byOperation = Map.groupBy(cases, ({ operation }) => operation);
  for (const { name } of model.operations) {
    describe(`${platform} ${name}`, () => {
      for (const contractCase of byOperation.get(name) ?? []) {
        test(contractCase.name, { timeout: CASE_DEADLINE }, async () => {
          coverage.record(contractCase, "failed");
          await runCase(stage, contractCase);
          coverage.record(contractCase, "passed");
        });
      }
    });
  }
  test("every clause of the document and its overlay is exercised, or out of reach for a reason that holds", () => {
    const operations = coverage.operations();
    const seconds = (performance.now() - start) / 1000;
    const record = contractRecord(model, operations, seconds, root);
    mkdirSync(REPORT_FOLDER, { recursive: true });
    writeFileSync(RECORD_FILE, JSON.stringify(record));
    console.log(coverageTable([summarise(record)]));
    const told = (find: typeof uncovered, words: string): string[] =>
      operations
        .flatMap((one: OperationCoverage) =>
          find(one).map((gap) => wordsOfGap(one.inventory.operation.name, gap, inRoot)),
        )
        .map((gap) => `${gap}${words}`);
    const gaps = told(uncovered, "");
    const wrong = told(reachedAllTheSame, "; it is listed as out of reach, and was exercised");
    expect({ gaps: gaps.slice(0, TOLD_GAPS), wrong: wrong.slice(0, TOLD_GAPS) }, `${gaps.length} gaps`).toEqual({
      gaps: [],
      wrong: [],
    });
  });
}
