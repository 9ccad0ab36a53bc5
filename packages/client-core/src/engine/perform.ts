/** One call, from its beginning to its end. */
import { now } from "../clock.ts";
import { type ClientError, isClientError, NotSentError, OutcomeUnknownError } from "../errors.ts";
import { prepare } from "../request/prepare.ts";
import { attempt } from "./attempt.ts";
import type { Bound } from "./bind.ts";
import { type Call, newCall } from "./call.ts";
import { conclude, findOut } from "./conclude.ts";
import { retry } from "./retry.ts";
import type { Transport } from "./transport.ts";

/**
 * What an operation does.
 * @param whole whether the caller wants more than the data
 * @throws InvalidRequestError, NotSentError, OutcomeUnknownError; ApiError unless `whole`
 */
export async function perform(
  transport: Transport,
  bind: () => Bound,
  input: unknown,
  options: unknown,
  whole: boolean,
): Promise<unknown> {
  const start = now();
  let bound: Bound | undefined;
  let call: Call | undefined;
  try {
    bound = bind();
    call = newCall(bound, prepare(bound, input, options), start);
    let verdict = await attempt(call);
    if (verdict.kind !== "success") verdict = await retry(call, verdict);
    call.deadline.close();
    // The usual case: nobody asks for more than the data.
    if (verdict.kind === "success" && !whole && !bound.transport.settings.hooks.onReceipt) return verdict.data;
    return conclude(call, verdict, whole);
  } catch (thrown) {
    call?.deadline.close();
    throw isClientError(thrown) ? thrown : unforeseen(transport, bound, call);
  }
}

/** Somebody has replaced what this code stands on, or given something that changes its mind. What was thrown may hold anything. */
function unforeseen(
  { platform, baseUrl: server }: Transport,
  bound: Bound | undefined,
  call: Call | undefined,
): ClientError {
  const context = bound?.context ?? { platform, operation: "call", server, receipt: undefined };
  const text = "something in this process failed that should not";
  return call?.isOut
    ? new OutcomeUnknownError(context, "connection", text, { findOut: findOut(call.bound.operation) })
    : new NotSentError(context, "unreachable", text);
}
