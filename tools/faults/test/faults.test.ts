import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findClientPackage } from "@workshop/config/client-packages";
import { nodeVersions } from "@workshop/node-versions";
import { listPlatforms } from "@workshop/openapi";
import { describe, expect, test } from "vitest";
import { WAYS } from "../src/fault.ts";
import { makeSubject } from "../src/make-subject.ts";
import { bundleRunner, runOnNode } from "../src/run-on-node.ts";
import type { FaultResult, RunResult } from "../src/runner/result.ts";
import { resultTable } from "../src/table.ts";

const root = join(import.meta.dirname, "../../..");
const platforms = listPlatforms(root);
const folder = mkdtempSync(join(tmpdir(), "faults-"));

/** All at once: each keeps a core busy, and none of them waits for a clock. */
async function runAll(): Promise<readonly RunResult[]> {
  try {
    const subjects = join(folder, "subjects.json");
    writeFileSync(subjects, JSON.stringify(platforms.map((platform) => makeSubject(root, platform))));
    const program = await bundleRunner(folder);
    const executables = nodeVersions().flatMap(({ executable }) => executable ?? []);
    return await Promise.all(executables.map((executable) => runOnNode(executable, program, subjects)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const runs = await runAll();
const faults = runs[0]?.faults ?? [];
const cases = (results: readonly FaultResult[]): number =>
  results.reduce((sum, { platforms: tried }) => sum + Object.keys(tried).length, 0);
console.log(
  `${resultTable(runs)}\n\n${faults.length} faults, of which ${faults.filter(({ group }) => group === "status").length} are statuses; ` +
    `${cases(faults)} cases over ${platforms.length} platforms, each by ${WAYS.join(", ")}, on Node ${runs.map(({ node }) => node).join(", ")}`,
);

/** What is wrong, each problem once, with where it is. */
function problemsOf({ platforms: tried }: FaultResult): readonly string[] {
  return Object.entries(tried).flatMap(([platform, ways]) =>
    Object.entries(ways).flatMap(([way, { problems }]) => problems.map((problem) => `${platform}, ${way}: ${problem}`)),
  );
}

test("there are at least 150 faults, statuses not counted, and each happens to every client that it can happen to", () => {
  expect(faults.filter(({ group }) => group !== "status").length).toBeGreaterThanOrEqual(150);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  for (const { name, platforms: tried } of faults) {
    expect(Object.keys(tried).length, name).toBeGreaterThan(0);
    for (const ways of Object.values(tried)) expect(Object.keys(ways).sort()).toEqual([...WAYS].sort());
  }
});

test("the clients of all platforms are built before this", () => {
  const tasks = readFileSync(join(import.meta.dirname, "../turbo.json"), "utf8");
  for (const platform of platforms) expect(tasks).toContain(`"${findClientPackage(root, platform).name}#build"`);
});

for (const { major, executable } of nodeVersions()) {
  const run = runs.find(({ node }) => Number.parseInt(node, 10) === major);
  describe(`on Node ${major}`, () => {
    if (executable === undefined || run === undefined) {
      test("the faults", (context) => {
        context.skip(`there is no Node ${major} for ${process.platform} on ${process.arch}`);
      });
      return;
    }
    test.each(run.faults.map((fault) => [fault.group, fault.name, fault] as const))(
      "%s: %s",
      (_group, _name, fault) => {
        expect(problemsOf(fault)).toEqual([]);
      },
    );
    test.each(run.scenarios.map((scenario) => [scenario.name, scenario.platform, scenario] as const))(
      "%s (%s)",
      (_name, _platform, { problems }) => {
        expect(problems).toEqual([]);
      },
    );
    test("nothing goes wrong outside of the calls", () => {
      expect(run.strays).toEqual([]);
    });
  });
}
