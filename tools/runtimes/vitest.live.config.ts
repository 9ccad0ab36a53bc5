import { testRun } from "@workshop/config/vitest";
import { mergeConfig } from "vitest/config";

const base = testRun();

export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  { test: { include: ["live/**/*.live.ts"], outputFile: { json: ".reports/test-live.json" } } },
);
