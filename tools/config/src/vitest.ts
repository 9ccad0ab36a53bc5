import { join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Where a run leaves its report, for `pnpm test` to add up; turbo keeps it, so that a cached run counts too. */
const REPORT = ".reports/test.json";

/**
 * How tests run, everywhere. Types are tested by the type checker (`*.test-d.ts`, in `typecheck`), not by vitest.
 */
export function testRun(): ViteUserConfig {
  return defineConfig({
    test: {
      include: ["test/**/*.test.ts"],
      environment: "node",
      globalSetup: [join(import.meta.dirname, "temporary-folder.ts")],
      // Long enough for a busy machine: only what hangs may fail by the clock.
      testTimeout: 180_000,
      hookTimeout: 240_000,
      unstubGlobals: true,
      restoreMocks: true,
      passWithNoTests: false,
      // `test.only` left behind must not turn the rest of the suite into silence.
      allowOnly: false,
      reporters: ["default", "json"],
      outputFile: { json: REPORT },
    },
  });
}
