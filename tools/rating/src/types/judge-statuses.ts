import type { Operation } from "@workshop/openapi";
import type { Reason } from "../verdict.ts";

/** What became of the statuses by which users tell the answers of an operation apart. */
export function judgeStatuses(old: Operation, next: Operation): readonly Reason[] {
  const { name, source } = next;
  const place = { pointer: source.pointer, oldLine: old.source.line, newLine: source.line };
  const beyond = (one: Operation, other: Operation): string[] =>
    one.responses
      .map(({ status }) => status)
      .filter((status) => !other.responses.some((response) => response.status === status));
  return [
    ...beyond(old, next).map(
      (status): Reason => ({
        ...place,
        bump: "major",
        rule: "answer-status-removed",
        message: `\`${name}.result\` no longer tells the status ${status} apart: comparing with it does not compile.`,
      }),
    ),
    ...beyond(next, old).map(
      (status): Reason => ({
        ...place,
        bump: "minor",
        rule: "answer-status-added",
        message: `\`${name}.result\` tells the status ${status} apart now.`,
      }),
    ),
  ];
}
