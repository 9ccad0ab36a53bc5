import { testRun } from "@workshop/config/vitest";
import { mergeConfig } from "vitest/config";

export default mergeConfig(testRun(), { test: { outputFile: { json: ".reports/test-system.json" } } });
