/** Tells hooks what goes on. They get frozen copies: nothing that they do, throw or return changes anything. */
import type { Receipt } from "../receipt.ts";
import { sign } from "../request/sign.ts";
import type { ResponseHead } from "../response/head.ts";
import type { NotSent, UnknownOutcome } from "../response/verdict.ts";
import type { Call } from "./call.ts";
import type { HookEvent, Hooks } from "./events.ts";

/** Calls somebody's function, and takes no notice of what comes of it. */
export function tell<Event>(hook: (event: Event) => unknown, event: Event): void {
  try {
    const result = hook(event);
    // What rejects later is nobody's business either.
    if (result !== undefined) new Promise((resolve) => resolve(result)).catch(() => {});
  } catch {}
}

function eventOf<Details extends object>(call: Call, attempt: number, details: Details): HookEvent & Details {
  const { operation, transport } = call.bound;
  const event = { platform: transport.platform, operation: operation.name, call: call.number, attempt, ...details };
  return Object.freeze(event);
}

const hooksOf = ({ bound }: Call): Hooks => bound.transport.settings.hooks;

export function tellRequest(call: Call, attempt: number): void {
  const { onRequest } = hooksOf(call);
  if (!onRequest) return;
  const { bound, request } = call;
  const { url, headers } = sign(bound, request, bound.redacted);
  tell(onRequest, eventOf(call, attempt, { method: bound.operation.method, url, headers: Object.freeze(headers) }));
}

export function tellResponse(call: Call, attempt: number, head: ResponseHead): void {
  const { onResponse } = hooksOf(call);
  if (onResponse) tell(onResponse, eventOf(call, attempt, { status: head.status, headers: head.copy(call.redaction) }));
}

export function tellFailure(call: Call, attempt: number, { reason }: NotSent | UnknownOutcome): void {
  const { onFailure } = hooksOf(call);
  if (onFailure) tell(onFailure, eventOf(call, attempt, { reason }));
}

export function tellRetry(call: Call, delay: number): void {
  const { onRetry } = hooksOf(call);
  if (onRetry) tell(onRetry, eventOf(call, call.sent + 1, { delay }));
}

/** The receipt is frozen through and through. */
export function tellReceipt(call: Call, receipt: Receipt): void {
  const { onReceipt } = hooksOf(call);
  if (onReceipt && call.sent) tell(onReceipt, eventOf(call, call.sent, { receipt }));
}
