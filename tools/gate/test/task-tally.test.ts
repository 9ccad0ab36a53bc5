import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tallyTask } from "../src/task-tally.ts";

const tested = { taskId: "a#test", task: "test", directory: "packages/a" };
const built = { taskId: "a#build", task: "build", directory: "packages/a" };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gate-"));
  mkdirSync(join(root, "packages/a/.reports"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

/** A report as vitest writes it, one file per list of statuses. */
function report(startTime: number, ...files: readonly (readonly string[])[]): void {
  const testResults = files.map((statuses) => ({
    name: "broken.test.ts",
    message: "SyntaxError: it is broken",
    status: statuses.every((status) => status !== "failed") && statuses.length > 0 ? "passed" : "failed",
    assertionResults: statuses.map((status, index) => ({
      status,
      fullName: `${status} ${index}`,
      failureMessages:
        status === "failed" ? ["\u001b[31mError: 1 is not 2\u001b[39m\n{ seed: 7 }\n    at here.ts:1"] : [],
    })),
  }));
  writeFileSync(join(root, "packages/a/.reports/test.json"), JSON.stringify({ startTime, testResults }));
}

test("a task without tests counts as one check", () => {
  expect(tallyTask(root, built, { ...built, startedAt: 1, exitCode: 0 }).tally).toMatchObject({ passed: 1, failed: 0 });
  expect(tallyTask(root, built, { ...built, startedAt: 1, exitCode: 2 }).tally).toMatchObject({ passed: 0, failed: 1 });
});

test("a task of tests counts each of them, and names what failed and what was skipped", () => {
  report(10, ["passed", "failed", "skipped"], ["passed", "todo"]);
  expect(tallyTask(root, tested, { ...tested, startedAt: 9, exitCode: 1 })).toEqual({
    taskId: "a#test",
    tally: { passed: 2, failed: 1, skipped: 2 },
    skipped: ["skipped 2", "todo 1"],
    failures: ["failed 1\n    Error: 1 is not 2\n    { seed: 7 }"],
  });
});

test("a task from the cache counts the tests of the run that it comes from", () => {
  report(10, ["passed", "passed"]);
  expect(tallyTask(root, tested, { ...tested, startedAt: undefined, exitCode: 0 }).tally.passed).toBe(2);
});

test("a file that could not be loaded is a failure", () => {
  report(10, [], ["passed"]);
  expect(tallyTask(root, tested, { ...tested, startedAt: 9, exitCode: 1 })).toMatchObject({
    tally: { passed: 1, failed: 1 },
    failures: ["broken.test.ts\n    SyntaxError: it is broken"],
  });
});

test("a crash is a failure, although the report of an earlier run is all green", () => {
  report(10, ["passed"]);
  expect(tallyTask(root, tested, { ...tested, startedAt: 11, exitCode: 1 }).tally).toMatchObject({
    passed: 0,
    failed: 1,
  });
});

test("a run that left no report, or half of one, is a failure, even with exit code 0", () => {
  const ran = { ...tested, startedAt: 9, exitCode: 0 };
  expect(tallyTask(root, tested, ran).tally).toMatchObject({ passed: 0, failed: 1 });
  writeFileSync(join(root, "packages/a/.reports/test.json"), '{"startTime": 10, "testRes');
  expect(tallyTask(root, tested, ran).tally).toMatchObject({ passed: 0, failed: 1 });
});

test("an exit code other than 0 is a failure, although no test failed", () => {
  report(10, ["passed"]);
  expect(tallyTask(root, tested, { ...tested, startedAt: 9, exitCode: 1 }).tally).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test("a task that was never reached is a failure", () => {
  report(10, ["passed"]);
  expect(tallyTask(root, tested, undefined).tally).toMatchObject({ passed: 0, failed: 1 });
});
