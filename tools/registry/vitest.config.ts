import { testRun } from "@workshop/config/vitest";
import { mergeConfig } from "vitest/config";

/** A release is a dozen programs, one after the other, on a machine that may be busy. */
const PATIENCE_MS = 300_000;

export default mergeConfig(testRun(), {
  test: {
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    maxConcurrency: 2,
    outputFile: { json: ".reports/test-system.json" },
  },
});
