import type { Issue } from "../validation/issue.ts";
import { ClientError, type ErrorContext, isBranded } from "./client-error.ts";

/** The call was refused here; nothing was sent. */
export class InvalidRequestError extends ClientError {
  /** Everything that is wrong with the call, not just the first thing. */
  declare readonly issues: readonly Issue[];

  constructor(context: ErrorContext, issues: readonly Issue[]) {
    const lines = issues.map(({ path, rule, message }) => `\n- ${path}: ${message} (${rule})`);
    super(
      context,
      { issues },
      `was refused before sending; nothing was changed. Correct this and call again:${lines.join("")}`,
    );
  }

  override get name(): "InvalidRequestError" {
    return "InvalidRequestError";
  }
}

/** Whether a value is an `InvalidRequestError`, whichever package or copy it comes from. */
export function isInvalidRequestError(value: unknown): value is InvalidRequestError {
  return isBranded(value, "InvalidRequestError");
}
