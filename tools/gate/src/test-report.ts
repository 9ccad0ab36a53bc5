import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import type { Tally } from "./tally.ts";

/** What a vitest run has left behind in its JSON report. */
export interface TestReport {
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly tally: Tally;
  /** The full names of what was skipped, so that it can be said aloud. */
  readonly skipped: readonly string[];
  /** What failed: the full name of each test, or the file that failed by itself, and the beginning of what was said. */
  readonly failures: readonly string[];
}

/** Enough of a message for an assertion or a counterexample with its seed. */
const MESSAGE_LINES = 8;

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly startTime: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
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
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [failureLines(name, message)];
    return failed.map(({ fullName, failureMessages }) => failureLines(fullName, failureMessages[0] ?? ""));
  });
  const passed = tests.filter((test) => test.status === "passed").length;
  const skipped = tests.filter(({ status }) => status !== "failed" && status !== "passed").map((test) => test.fullName);
  return {
    startTime: report.startTime,
    tally: { passed, failed: failures.length, skipped: skipped.length },
    skipped,
    failures,
  };
}

function failureLines(name: string, message: string): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
  return [name, ...lines.slice(0, MESSAGE_LINES).map((line) => `    ${line}`)].join("\n");
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
