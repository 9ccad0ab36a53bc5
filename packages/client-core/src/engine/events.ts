/** What hooks are told. */
import type { NotSentReason, OutcomeUnknownReason } from "../errors.ts";
import type { Receipt } from "../receipt.ts";

/** What every hook is told. An event is a frozen copy: nothing that is done to it changes anything. */
export interface HookEvent {
  readonly platform: string;
  readonly operation: string;
  /** The number of the call within its client: events of one call have the same. */
  readonly call: number;
  /** How many times the request has been sent, with this one. */
  readonly attempt: number;
}

/** A request is about to be sent. Credentials are `[redacted]`. */
export interface RequestEvent extends HookEvent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A response came, or at least its head. */
export interface ResponseEvent extends HookEvent {
  readonly status: number;
  readonly headers: Headers;
}

/** To a request no response came, or none that can be trusted; perhaps it was not even sent. */
export interface FailureEvent extends HookEvent {
  readonly reason: NotSentReason | OutcomeUnknownReason;
}

/** A request will be sent once more. */
export interface RetryEvent extends HookEvent {
  /** Milliseconds until then. */
  readonly delay: number;
}

/** A call that was sent is over. */
export interface ReceiptEvent extends HookEvent {
  readonly receipt: Receipt;
}

/** Functions that are told what goes on. What they return, throw or reject with changes nothing. */
export interface Hooks {
  readonly onRequest?: ((event: RequestEvent) => unknown) | undefined;
  readonly onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  readonly onFailure?: ((event: FailureEvent) => unknown) | undefined;
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
  readonly onReceipt?: ((event: ReceiptEvent) => unknown) | undefined;
}
