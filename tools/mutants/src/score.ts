import type { Mutant } from "./mutant.ts";
import type { Outcome } from "./run/run-mutant.ts";

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
