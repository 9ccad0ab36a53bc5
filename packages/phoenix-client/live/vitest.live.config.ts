import { testRun } from "@workshop/config/vitest";
import { mergeConfig } from "vitest/config";

const base = testRun();

/** One file after the other: they share two servers, and a machine that those keep busy. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  {
    test: {
      include: ["live/**/*.live.ts"],
      globalSetup: ["src/global-setup.ts"],
      fileParallelism: false,
      testTimeout: 180_000,
      hookTimeout: 300_000,
      outputFile: { json: ".reports/test-live.json" },
    },
  },
);
