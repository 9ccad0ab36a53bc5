import type { SafeCause } from "../transport/failure.ts";
import { ClientError, type ErrorContext, isBranded } from "./client-error.ts";

/** Why a request could not be sent. `credentials`: a function in `auth` failed; `token`: no token could be had. */
export type NotSentReason = "aborted" | "credentials" | "dns" | "refused" | "timeout" | "tls" | "token" | "unreachable";

/** The server could not be reached, or the call ended before it was sent: the server has seen nothing of it. */
export class NotSentError extends ClientError {
  declare readonly reason: NotSentReason;
  declare readonly cause?: SafeCause;

  constructor(context: ErrorContext, reason: NotSentReason, text: string, cause?: SafeCause) {
    super(
      context,
      { reason, ...(cause && { cause }) },
      `was not sent: ${text}. Nothing was changed; it is safe to call again.`,
    );
  }

  override get name(): "NotSentError" {
    return "NotSentError";
  }
}

/** Whether a value is a `NotSentError`, whichever package or copy it comes from. */
export function isNotSentError(value: unknown): value is NotSentError {
  return isBranded(value, "NotSentError");
}
