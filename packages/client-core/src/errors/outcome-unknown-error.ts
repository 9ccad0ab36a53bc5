import type { SafeCause } from "../transport/failure.ts";
import { ClientError, type ErrorContext, isBranded } from "./client-error.ts";

/**
 * Why nobody can tell what a call did. `connection`: it broke; `undeclared`: the document knows no such answer;
 * `undecodable`: the answer could not be read; `too-large`: it had more than `maxResponseBytes`.
 */
export type OutcomeUnknownReason =
  | "aborted"
  | "connection"
  | "redirect"
  | "timeout"
  | "too-large"
  | "undeclared"
  | "undecodable";

/** The request was sent, and no trustworthy answer came: it may have been carried out, in whole, in part or not at all. */
export class OutcomeUnknownError extends ClientError {
  declare readonly reason: OutcomeUnknownReason;
  /** The status of the answer, if one came. */
  declare readonly status?: number;
  /** How to find out what happened. */
  declare readonly findOut: string;
  declare readonly cause?: SafeCause;

  constructor(
    context: ErrorContext,
    reason: OutcomeUnknownReason,
    text: string,
    details: { readonly findOut: string; readonly status?: number | undefined; readonly cause?: SafeCause | undefined },
  ) {
    super(
      context,
      { reason, ...details },
      `was sent, but its outcome is unknown: ${text}. It may have been carried out. Before you repeat it, ${details.findOut}.`,
    );
  }

  override get name(): "OutcomeUnknownError" {
    return "OutcomeUnknownError";
  }
}

/** Whether a value is an `OutcomeUnknownError`, whichever package or copy it comes from. */
export function isOutcomeUnknownError(value: unknown): value is OutcomeUnknownError {
  return isBranded(value, "OutcomeUnknownError");
}
