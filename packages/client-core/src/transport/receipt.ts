import type { OperationDescriptor } from "../descriptor.ts";
import { valueAt } from "../request/check-rules.ts";
import type { OwnRecord } from "../request/own-values.ts";
import type { Attempt } from "./attempt.ts";
import type { Difference } from "./difference.ts";

/** What is known about a call that was sent. It holds no secret and no header. */
export interface Receipt {
  readonly platform: string;
  readonly operation: string;
  /** When the call began (ISO 8601, UTC). */
  readonly startedAt: string;
  /** From its beginning to its end in milliseconds, tokens and waiting included. */
  readonly durationMs: number;
  /** How many times the request was sent. */
  readonly attempts: number;
  /** Method, path and query as they were sent, without credentials. */
  readonly scope: string;
  /** The status of the last answer, if one came. */
  readonly status?: number;
  /** The server's name for the request, from the usual headers. */
  readonly requestId?: string;
  /** On success: whether the work is done, or will be done later. */
  readonly completion?: "accepted" | "completed";
  /** The job that does the work. */
  readonly job?: number | string;
  /** How many things the server says were touched. */
  readonly count?: number;
  /** On success: where what the server says it touched is not what was asked for. */
  readonly difference?: Difference;
}

/** Headers in which servers name a request, the most telling first. */
const requestIdHeaders = ["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "cf-ray"];

/** The part of a receipt that the answer gives. */
export function answerOf(
  { outcome }: OperationDescriptor,
  { response, data, key, refusal, doubt }: Attempt,
  input: OwnRecord,
): Partial<Receipt> {
  const told = (property: string | undefined): unknown =>
    property && (data as Record<string, unknown> | undefined)?.[property];
  const [job, count] = [told(outcome?.job), told(outcome?.count)];
  const later = outcome ? outcome.completion === "accepted" && (!outcome.job || job != null) : key === 202;
  const difference =
    typeof data === "object" &&
    data &&
    // Stryker disable next-line StringLiteral: there is nothing at either place
    outcome?.compare?.(outcome, valueAt(input, outcome.asked ?? ""), data as OwnRecord);
  const id = requestIdHeaders.map((name) => response?.headers.get(name)).find(Boolean);
  return {
    ...(response?.status && { status: response.status }),
    ...(id && { requestId: id }),
    ...(!refusal && !doubt && { completion: later ? "accepted" : "completed" }),
    ...((typeof job === "string" || typeof job === "number") && { job }),
    ...(typeof count === "number" && { count }),
    ...(difference && { difference }),
  };
}
