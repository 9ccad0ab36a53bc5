/** What hooks are told. */
import type { NotSentReason, OutcomeUnknownReason } from "../errors.ts";
import type { Receipt } from "../receipt.ts";

/** What every hook is told. An event is a copy: nothing that is done to it changes anything. */
export interface HookEvent {
  /** The platform that is called, for example `Phoenix`. */
  readonly platform: string;
  /** The operation's name. */
  readonly operation: string;
  /** The number of the call within its client: events of one call have the same. */
  readonly call: number;
  /** How many times the request has been sent, with this one. */
  readonly attempt: number;
}

/** A request is about to be sent. Credentials are `[redacted]`. */
export interface RequestEvent extends HookEvent {
  /** In capitals. */
  readonly method: string;
  /** With `[redacted]` for credentials. */
  readonly url: string;
  /** By lower-case name, with `[redacted]` for credentials. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A response came, or at least its head. */
export interface ResponseEvent extends HookEvent {
  /** The status that the server sent. */
  readonly status: number;
  /** A copy of the response's headers, without `Set-Cookie` and with credentials redacted out. */
  readonly headers: Headers;
}

/** To a request no response came, or none that can be trusted; perhaps it was not even sent. */
export interface FailureEvent extends HookEvent {
  /** Why no response came, or none that can be trusted. */
  readonly reason: NotSentReason | OutcomeUnknownReason;
}

/** A request will be sent once more. */
export interface RetryEvent extends HookEvent {
  /** Milliseconds until then. */
  readonly delay: number;
}

/** A call that was sent is over. */
export interface ReceiptEvent extends HookEvent {
  /** What is known of the call, frozen. */
  readonly receipt: Receipt;
}

/** Functions that are told what goes on. What they return, throw or reject with changes nothing. */
export interface Hooks {
  /** Before each attempt is sent. */
  readonly onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** When the head of a response has come, before its body is read. */
  readonly onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** When an attempt has come to no response that can be trusted. */
  readonly onFailure?: ((event: FailureEvent) => unknown) | undefined;
  /** Before a pause, after which it is sent again. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
  /** At the end of each call that was sent. */
  readonly onReceipt?: ((event: ReceiptEvent) => unknown) | undefined;
}
