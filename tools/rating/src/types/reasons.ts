import type { Operation } from "@workshop/openapi";
import type { Reason } from "../verdict.ts";
import type { Objection } from "./ask.ts";

/** An operation before and after. */
export interface OperationPair {
  readonly old: Operation;
  readonly next: Operation;
  /** Operations that changed in the same way: by the same definitions, in the same role. */
  readonly alike: number;
}

/** The reason for an objection, at the place of the operation that it is about. */
export function reasonFor({ question, explanation }: Objection, pairs: readonly OperationPair[]): Reason {
  const pair = pairs.find(({ next }) => next.name === question.subject);
  const { message } = explanation;
  const alike =
    pair === undefined || pair.alike === 0 ? message : `${message.slice(0, -1)} (and ${others(pair.alike)}).`;
  return {
    ...explanation,
    message: alike,
    pointer: pair?.next.source.pointer ?? "",
    oldLine: pair?.old.source.line,
    newLine: pair?.next.source.line,
  };
}

function others(count: number): string {
  return count === 1 ? "one more operation alike" : `${count} more operations alike`;
}
