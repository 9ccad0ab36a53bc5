/** Sends again where that is safe. Only what failed gets here. */
import { wallTime } from "../clock.ts";
import type { RetryPolicy } from "../options.ts";
import type { ResponseHead } from "../response/head.ts";
import type { Failure, Refused, Verdict } from "../response/verdict.ts";
import { attempt } from "./attempt.ts";
import { type Call, durationOf } from "./call.ts";
import { forgetCredentials } from "./credentials.ts";
import { isOnce } from "./exchange.ts";
import { tellHook } from "./hooks.ts";

/** What a call comes to whose first attempt failed. */
export async function retry(call: Call, first: Failure): Promise<Verdict> {
  const { deadline, request, bound } = call;
  const { retry: policy = bound.transport.settings.retry } = request.options;
  let last: Verdict = first;
  let doubtful: Failure | undefined;
  let refused: Refused | undefined;
  let isRenewed = false;
  for (let attempts = 1; ; attempts++) {
    if (last.kind === "success") return last;
    if (last.kind === "refused") refused = refused?.mayHaveHappened ? { ...last, mayHaveHappened: true } : last;
    else {
      const { kind, reason } = last;
      tellHook(call, "onFailure", kind === "notSent" ? call.sent + 1 : call.sent, (about) => ({
        ...about,
        reason,
      }));
    }
    if (last.kind === "unknownOutcome") doubtful = last;
    if (!policy || deadline.ended || isOnce(request.body)) break;
    const renews: boolean = last.response?.status === 401 && !isRenewed && forgetCredentials(call);
    if (renews) isRenewed = true;
    else if (!(await permission(call, last, attempts, policy))) break;
    try {
      last = await attempt(call);
    } catch {
      break; // there is no credential any more, which takes nothing back of what an earlier attempt did
    }
  }
  // A refusal after one of a gateway may be about what that one has let through.
  // A later refusal says nothing about an earlier attempt that may have arrived; one that was not sent says nothing at all.
  return doubtful ?? refused ?? last;
}

/** Waits until the request may be sent again; false: it may not. */
async function permission(call: Call, last: Failure, attempts: number, policy: RetryPolicy): Promise<boolean> {
  const delay = retryDelay(call, last, attempts, policy);
  if (delay === undefined || !call.bound.transport.budget.take()) return false;
  tellHook(call, "onRetry", call.sent + 1, (about) => ({ ...about, delay }));
  return call.deadline.pause(delay);
}

/**
 * In milliseconds; `undefined`: never. What was not sent, or was put off by the server, is sent again for every
 * operation; what may have arrived, if that is safe.
 */
function retryDelay(
  call: Call,
  last: Failure,
  attempts: number,
  { attempts: most, maxDelay, unknownOutcome }: RetryPolicy,
): number | undefined {
  if (attempts >= most) return undefined;
  const isLost = last.kind === "unknownOutcome" && last.reason === "connection";
  if (last.kind === "notSent" || (isLost && (unknownOutcome || isRepeatable(call))))
    return Math.random() * Math.min(maxDelay, 250 * 2 ** attempts);
  const { response } = last;
  const asked = response && [429, 503].includes(response.status) ? retryAfter(response) : undefined;
  return asked !== undefined && asked <= maxDelay ? asked : undefined;
}

/** A minute's grace: the server's clock may be behind. */
function isRepeatable(call: Call): boolean {
  return call.bound.operation.repeatable(call.request, new Date(wallTime() - durationOf(call) - 60_000));
}

/**
 * How long a server asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as a date.
 * `undefined`: it does not say, or not so that it can be understood.
 */
export function retryAfter(headers: Pick<ResponseHead, "get">): number | undefined {
  const [precise, after] = [headers.get("retry-after-ms"), headers.get("retry-after")];
  if (precise && Number(precise) >= 0) return Number(precise);
  if (after && Number(after) >= 0) return Number(after) * 1000;
  // A date is compared with the server's own clock, if it tells that.
  const wait =
    Date.parse(/[a-z]/i.test(after ?? "") ? String(after) : "") - (Date.parse(headers.get("date") ?? "") || wallTime());
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
