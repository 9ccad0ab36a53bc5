import { readFileSync } from "node:fs";
import type { Tally } from "./tally.ts";

/** What a vitest run has left behind in its JSON report. */
export interface TestReport {
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly tally: Tally;
  /** The full names of what was skipped, so that it can be said aloud. */
  readonly skipped: readonly string[];
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly startTime: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/**
 * Reads a report. A file that failed without any failing test (a syntax error, a hook that threw, no test at all)
 * counts as one failure.
 *
 * @returns `undefined` where there is no report, or none that can be read: its run has crashed
 */
export function readTestReport(file: string): TestReport | undefined {
  const report = parse(file);
  if (report === undefined) return undefined;
  let [passed, failed] = [0, 0];
  const skipped: string[] = [];
  for (const { status, assertionResults } of report.testResults) {
    const failures = assertionResults.filter((test) => test.status === "failed").length;
    failed += status === "failed" && failures === 0 ? 1 : failures;
    passed += assertionResults.filter((test) => test.status === "passed").length;
    for (const test of assertionResults) {
      if (test.status !== "failed" && test.status !== "passed") skipped.push(test.fullName);
    }
  }
  return { startTime: report.startTime, tally: { passed, failed, skipped: skipped.length }, skipped };
}

function parse(file: string): Report | undefined {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isReport(report) ? report : undefined;
  } catch {
    return undefined;
  }
}

/** Vitest writes the file in one go: where the outline is right, so is the rest. */
function isReport(value: unknown): value is Report {
  return (
    typeof value === "object" &&
    value !== null &&
    "startTime" in value &&
    typeof value.startTime === "number" &&
    "testResults" in value &&
    Array.isArray(value.testResults)
  );
}
