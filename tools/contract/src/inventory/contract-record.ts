import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import type { Case } from "../cases/case.ts";
import type { ClauseRecord, ContractRecord, OperationRecord } from "../report/records.ts";
import type { ClauseCoverage, OperationCoverage } from "./coverage.ts";

/** Of so many cases for one clause the rest is a number. */
const SHOWN_CASES = 12;
/** A line of a document that was written without line breaks says nothing. */
const SHOWN_CHARACTERS = 200;

/** Writes down what was covered. Reads the documents once more, for the lines. */
export function contractRecord(
  { platform, title }: { readonly platform: string; readonly title: string },
  operations: readonly OperationCoverage[],
  seconds: number,
  root: string,
): ContractRecord {
  const lines = new Lines(root);
  return {
    platform,
    title,
    seconds,
    operations: operations.map((operation) => operationRecord(operation, lines)),
    lines: lines.collected,
  };
}

function operationRecord({ inventory, ends, clauses }: OperationCoverage, lines: Lines): OperationRecord {
  const { name, method, path, summary } = inventory.operation;
  const numbers = new Map(ends.map(({ contractCase }, index) => [contractCase, index]));
  const indexes = (cases: readonly Case[]): number[] =>
    cases.slice(0, SHOWN_CASES).flatMap((contractCase) => numbers.get(contractCase) ?? []);
  const clauseRecord = ({ entry, passed, missed }: ClauseCoverage): ClauseRecord => {
    const { clause, words, unreachable } = entry;
    const { file, line } = lines.place(clause.source);
    return {
      scope: clause.scope,
      keyword: clause.keyword,
      words,
      side: clause.side,
      file,
      line,
      cases: indexes(passed),
      count: passed.length,
      missed: indexes(missed),
      ...(unreachable === undefined ? {} : { unreachable }),
    };
  };
  return {
    name,
    method: method.toUpperCase(),
    path,
    ...(summary === undefined ? {} : { summary }),
    clauses: clauses.map(clauseRecord),
    cases: ends.map(({ contractCase, outcome }) => ({ name: contractCase.name, kind: contractCase.kind, outcome })),
  };
}

/** Looks up lines, and remembers those that were asked for. */
class Lines {
  readonly collected: Record<string, Record<number, string>> = {};
  private readonly root: string;
  private readonly texts = new Map<string, readonly string[]>();
  private readonly known = new Map<string, number>();

  constructor(root: string) {
    this.root = root;
  }

  place(source: { readonly file: string; readonly pointer: string; readonly line: number }): {
    file: string;
    line: number;
  } {
    const file = relative(this.root, source.file).split(sep).join("/");
    // To find a line takes a walk through the document; what many operations share is looked up once.
    const key = `${file}#${source.pointer}`;
    const line = this.known.get(key) ?? source.line;
    this.known.set(key, line);
    const text = this.texts.get(file) ?? readFileSync(source.file, "utf8").split(/\r?\n/);
    this.texts.set(file, text);
    const lines = this.collected[file] ?? {};
    this.collected[file] = lines;
    lines[line] ??= (text[line - 1] ?? "").slice(0, SHOWN_CHARACTERS);
    return { file, line };
  }
}
