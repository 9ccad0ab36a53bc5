import { join } from "node:path";
import { loadPlatform } from "@workshop/spec";
import { afterAll, beforeAll, describe, test } from "vitest";
import { deriveCases } from "./cases/derive-cases.ts";
import { repositoryRoot } from "./repository-root.ts";
import { runCase } from "./runner/run-case.ts";
import { type CreateClient, type Stage, setStage } from "./runner/stage.ts";

/** What a package's contract test says. */
export interface ContractSubject {
  /** The platform's name: `specs/<platform>.yaml`. */
  readonly platform: string;
  /** The package's `create<Name>Client`, whatever options and operations it has. */
  readonly createClient: (options: never) => object;
}

/** Prism never answers some requests: no case may wait longer than this, in milliseconds. */
const CASE_DEADLINE = 10_000;
const STAGE_DEADLINE = 45_000;

/**
 * Derives the contract of a platform from its document and overlay, and tests a client against it: on a Prism mock of the
 * bare document, and by what really arrives there. To be called once at the top of a vitest file.
 */
export function describeContract({ platform, createClient }: ContractSubject): void {
  const root = repositoryRoot();
  const model = loadPlatform(root, platform, {});
  const bareModel = loadPlatform(root, platform, { bare: true });
  const cases = deriveCases(model, bareModel);
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({
      model,
      bareModel,
      document: join(root, "specs", `${platform}.yaml`),
      // The suite hands inputs and credentials to the client that no type of its package allows: that is its purpose.
      createClient: createClient as unknown as CreateClient,
    });
  }, STAGE_DEADLINE);
  afterAll(() => stage?.stop());
  for (const { name } of model.operations) {
    describe(`${platform} ${name}`, () => {
      for (const contractCase of cases) {
        if (contractCase.operation === name)
          test(contractCase.name, { timeout: CASE_DEADLINE }, () => runCase(stage, contractCase));
      }
    });
  }
}
