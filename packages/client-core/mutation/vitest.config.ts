import { testRun } from "@workshop/config/vitest";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { keptWorker } from "./kept-worker.ts";

/**
 * A mutant is done with at the first test that fails: those come first that are about one thing. Last come those that keep real
 * connections, whose timers others would count, since all share a thread here.
 */
class NarrowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      if (/tls\/|streams\/open|engine\/failure/.test(moduleId)) return 2;
      return Number(/test\/(?!option)[^/]*$|suite/.test(moduleId));
    };
    return [...files].sort((one, other) => rank(one) - rank(other));
  }
}

const base = testRun();

/** How tests run against mutants of the source: `pnpm mutation`. */
export default {
  ...base,
  plugins: [keptWorker],
  test: {
    ...base.test,
    isolate: false,
    testTimeout: 5_000,
    reporters: [{}],
    // Slow, and what they would find is found by others.
    exclude: [
      "test/attack/*.test.ts",
      "test/faults.test.ts",
      "test/tree-shaking.test.ts",
      "test/validation/differential.test.ts",
    ],
    setupFiles: ["mutation/setup.ts"],
    sequence: { sequencer: NarrowFirst },
  },
};
