import Table from "cli-table3";
import type { Mutant } from "./mutant.ts";
import type { Outcome } from "./run/run-mutant.ts";

/** The score of each operator as a table, and below it whatever is not as its rule says. */
export function scoreTable(title: string, outcomes: readonly Outcome[]): string {
  const scores = scoreOf(outcomes);
  const table = new Table({
    head: [title, "mutants", "breaking: caught", "compatible: passed"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const score of scores) table.push(rowOf(score));
  table.push(rowOf(totalOf(scores)));
  const wrong = outcomes.filter(({ isRight }) => !isRight).map((outcome) => `  ${explain(outcome)}`);
  return [table.toString(), ...(wrong.length === 0 ? [] : [`Not as the rule says: ${wrong.length}`, ...wrong])].join(
    "\n",
  );
}

/** What a mutant was expected to do by its rule, and what it did. */
export function explain({ mutant, deviation }: Outcome): string {
  const { name, pointer, expectation, reason } = mutant;
  const found = deviation === undefined ? "and no case noticed it" : `but this was found: ${deviation}`;
  return expectation === "breaking"
    ? `${name} (${pointer}) breaks clients, for ${reason}, ${found}`
    : `${name} (${pointer}) breaks no client, for ${reason}, ${found}`;
}

function rowOf({ operator, breaking, caught, compatible, passed }: Score): string[] {
  const share = (right: number, all: number): string => (all === 0 ? "" : `${right} of ${all}`);
  return [operator, String(breaking + compatible), share(caught, breaking), share(passed, compatible)];
}

function totalOf(scores: readonly Score[]): Score {
  const sum = (key: "breaking" | "caught" | "compatible" | "passed"): number =>
    scores.reduce((total, score) => total + score[key], 0);
  return {
    operator: "all",
    breaking: sum("breaking"),
    caught: sum("caught"),
    compatible: sum("compatible"),
    passed: sum("passed"),
  };
}

/** What became of the mutants of one operator. */
export interface Score {
  readonly operator: string;
  readonly breaking: number;
  readonly caught: number;
  readonly compatible: number;
  readonly passed: number;
}

/** The score of each operator, in the order in which they first appear. */
export function scoreOf(outcomes: readonly Outcome[]): Score[] {
  const operators = [...new Set(outcomes.map(({ mutant }) => mutant.operator))];
  return operators.map((operator) => {
    const own = outcomes.filter(({ mutant }) => mutant.operator === operator);
    const count = (expectation: Mutant["expectation"]): Outcome[] =>
      own.filter(({ mutant }) => mutant.expectation === expectation);
    return {
      operator,
      breaking: count("breaking").length,
      caught: count("breaking").filter(({ isRight }) => isRight).length,
      compatible: count("compatible").length,
      passed: count("compatible").filter(({ isRight }) => isRight).length,
    };
  });
}
