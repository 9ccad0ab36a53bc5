const reports = ".reports/mutation";

export default {
  mutate: ["src/**/*.ts"],
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "mutation/vitest.config.ts", related: false },
  // Stryker reads a tsconfig through an API that TypeScript 7 does not have: it is told of one that is not there.
  tsconfigFile: "none.json",
  coverageAnalysis: "perTest",
  concurrency: 2,
  // Beyond the time that the tests take: on a busy machine, too, nothing but a loop without end needs as much.
  timeoutMS: 10_000,
  // What has not changed since the last run is not run again; `--force` runs everything.
  incremental: true,
  incrementalFile: `${reports}/incremental.json`,
  tempDirName: `${reports}/sandboxes`,
  ignorePatterns: [".reports"],
  reporters: ["clear-text", "json", "progress"],
  jsonReporter: { fileName: `${reports}/mutation.json` },
  clearTextReporter: { reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
