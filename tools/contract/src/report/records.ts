import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// What the page reads in a browser: nothing is imported here.

/** A case as a report shows it. */
export interface CaseRecord {
  readonly name: string;
  readonly kind: string;
  readonly outcome: "failed" | "not run" | "passed";
}

/** One side of a clause as a report shows it. Numbers of cases are indexes into the operation's list. */
export interface ClauseRecord {
  readonly scope: string;
  readonly keyword: string;
  readonly words: string;
  readonly side: "absent" | "broken" | "kept" | "present";
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** The most particular of the cases that exercise it. */
  readonly cases: readonly number[];
  /** How many cases exercise it in all. */
  readonly count: number;
  /** Cases that would exercise it, and failed or were not run. */
  readonly missed: readonly number[];
  readonly unreachable?: string;
}

/** What was exercised of one operation. */
export interface OperationRecord {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly clauses: readonly ClauseRecord[];
  readonly cases: readonly CaseRecord[];
}

/** What a run of a platform's contract suite leaves behind for the table and the report. */
export interface ContractRecord {
  readonly platform: string;
  readonly title: string;
  /** From setting the stage to the last case. */
  readonly seconds: number;
  readonly operations: readonly OperationRecord[];
  /** The lines that clauses stand in, by file and number. */
  readonly lines: Readonly<Record<string, Readonly<Record<number, string>>>>;
}

/** Where a package's run leaves its record, from the package's folder; turbo keeps it, so that a cached run counts too. */
export const REPORT_FOLDER = ".reports";
export const RECORD_FILE: string = `${REPORT_FOLDER}/contract.json`;

/** There is nothing to report. The message says what to do. */
export class NoRecords extends Error {
  override readonly name = "NoRecords";
}

/**
 * What the last runs of the contract suite have left behind in the packages of a repository, in the order of their names.
 *
 * @throws {NoRecords} when no run has left anything, or something that cannot be read
 */
export function readRecords(root: string): ContractRecord[] {
  const packages = join(root, "packages");
  const files = (existsSync(packages) ? readdirSync(packages).sort() : [])
    .map((name) => join(packages, name, RECORD_FILE))
    .filter((file) => existsSync(file));
  if (files.length === 0) {
    throw new NoRecords(
      `No package of ${root} has a ${RECORD_FILE}: run the contract suites first, with \`pnpm test\`.`,
    );
  }
  return files.map((file) => {
    try {
      // Written by `describeContract`, in one go.
      return JSON.parse(readFileSync(file, "utf8")) as ContractRecord;
    } catch (error) {
      throw new NoRecords(`${file} cannot be read (${String(error)}): run the contract suite of its package again.`);
    }
  });
}
