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
