import type { ClauseRecord, ContractRecord, OperationRecord } from "../records.ts";

/** How a clause stands. */
export type State = "exercised" | "missing" | "unreachable";

export function stateOf({ count, unreachable }: ClauseRecord): State {
  if (unreachable !== undefined) return "unreachable";
  return count > 0 ? "exercised" : "missing";
}

/** A line of a document, with all that it says: sides of one clause, or of several. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly words: string;
  readonly sides: readonly ClauseRecord[];
}

/** The rows of one part of an operation. */
export interface Section {
  readonly scope: string;
  readonly rows: readonly Row[];
}

/** Which clauses are wanted. */
export interface Wanted {
  readonly query: string;
  readonly state: State | undefined;
}

/** The sections of an operation with what is wanted of them; none if nothing is. */
export function sectionsOf(record: ContractRecord, operation: OperationRecord, wanted: Wanted): Section[] {
  const query = wanted.query.toLowerCase();
  const found = matching(record, operation, wanted.state, query);
  if (found.length > 0 || query === "") return found;
  // Its name alone is found: then all that it has.
  const isNamed = `${operation.method} ${operation.path} ${operation.name}`.toLowerCase().includes(query);
  return isNamed ? matching(record, operation, wanted.state, "") : [];
}

function matching(
  record: ContractRecord,
  operation: OperationRecord,
  state: State | undefined,
  query: string,
): Section[] {
  const sections = Map.groupBy(operation.clauses, ({ scope }) => scope);
  return [...sections].flatMap(([scope, clauses]) => {
    const rows = Map.groupBy(clauses, ({ file, line, words }) => `${file}:${line} ${words}`);
    const found = [...rows.values()].flatMap((sides): Row[] => {
      const [first] = sides;
      if (first === undefined) return [];
      const { file, line, words } = first;
      const text = record.lines[file]?.[line] ?? "";
      const shown = sides.filter((side) => state === undefined || stateOf(side) === state);
      if (shown.length === 0) return [];
      const isFound = textOf(operation, { file, line, text, words, sides: shown }, scope).includes(query);
      return isFound ? [{ file, line, text, words, sides: shown }] : [];
    });
    return found.length === 0 ? [] : [{ scope, rows: found }];
  });
}

/** All that can be looked for in a row. */
function textOf(operation: OperationRecord, { file, line, text, words, sides }: Row, scope: string): string {
  const cases = sides.flatMap((side) =>
    [...side.cases, ...side.missed].map((index) => operation.cases[index]?.name ?? ""),
  );
  const reasons = sides.map(({ unreachable }) => unreachable ?? "");
  return [`${file}:${line}`, text, words, scope, ...cases, ...reasons].join("\n").toLowerCase();
}

/** How many of each there are. */
export function countStates(operations: readonly OperationRecord[]): Record<State, number> {
  const counts = { exercised: 0, missing: 0, unreachable: 0 };
  for (const { clauses } of operations) for (const clause of clauses) counts[stateOf(clause)] += 1;
  return counts;
}
