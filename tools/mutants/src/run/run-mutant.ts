import type { Case, Stage } from "@workshop/contract";
import type { Model } from "@workshop/openapi";
import type { Mutant } from "../mutant.ts";
import { ALL_PROBES, type Probe } from "./probes.ts";
import { type Judges, sceneOf } from "./scene.ts";

/** With what mutants are looked for; by default with everything there is. */
export interface Means {
  readonly probes?: readonly Probe[];
  readonly judges?: Partial<Judges>;
}

/** What a run of a client against a mutant came to. */
export interface Outcome {
  readonly mutant: Mutant;
  /** Where they part; `undefined`: they do not. */
  readonly deviation: string | undefined;
  /** Whether that is what the mutant's rule says. */
  readonly isRight: boolean;
}

/**
 * Runs the operations that a mutant touches, with the client that was built from the original, until something deviates.
 *
 * @param stage whose Prism was started from the mutant, and whose bare reading is the mutant's
 * @param bareModel the original document as it was published
 * @param cases those of the original
 */
export async function runMutant(
  stage: Stage,
  mutant: Mutant,
  bareModel: Model,
  cases: readonly Case[],
  { probes = ALL_PROBES, judges = {} }: Means = {},
): Promise<Outcome> {
  let deviation: string | undefined;
  search: for (const name of mutant.operations) {
    const scene = sceneOf(stage, bareModel, name, cases, { prism: true, wire: true, reading: true, ...judges });
    if (scene === undefined) continue;
    for (const probe of probes) {
      deviation = await probe(scene);
      if (deviation !== undefined) break search;
    }
  }
  return { mutant, deviation, isRight: (deviation !== undefined) === (mutant.expectation === "breaking") };
}
