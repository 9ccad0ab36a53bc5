/** One call, from its beginning to its end. */
import { now } from "../clock.ts";
import { prepare } from "../request/prepare.ts";
import { attempt } from "./attempt.ts";
import type { Bound } from "./bind.ts";
import { Call } from "./call.ts";
import { conclude } from "./conclude.ts";
import { retry } from "./retry.ts";

/**
 * What an operation does.
 * @param whole whether the caller wants more than the data
 * @throws InvalidRequestError, NotSentError, OutcomeUnknownError; ApiError unless `whole`
 */
export async function perform(bound: Bound, input: unknown, options: unknown, whole: boolean): Promise<unknown> {
  const start = now();
  const call = new Call(bound, prepare(bound, input, options), start);
  let verdict: Awaited<ReturnType<typeof attempt>>;
  try {
    verdict = await attempt(call);
    if (verdict.kind !== "success") verdict = await retry(call, verdict);
  } finally {
    call.deadline.close();
  }
  // The usual case: nobody asks for more than the data.
  if (verdict.kind === "success" && !whole && !bound.transport.settings.hooks.onReceipt) return verdict.data;
  return conclude(call, verdict, whole);
}
