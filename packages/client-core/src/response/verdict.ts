/** What came of an attempt. Every field is always there, and a verdict is told by its `kind`: nothing is read from a prototype. */
import type { NotSentReason, OutcomeUnknownReason, SafeCause } from "../errors.ts";
import type { ResponseHead } from "./head.ts";

export interface Success {
  readonly kind: "success";
  /** Under which the document declares the response. */
  readonly key: number | string;
  readonly data: unknown;
  /** Whether there is more to come: the data is a stream. */
  readonly isOpen: boolean;
  readonly response: ResponseHead;
}

/** The server says no. */
export interface Refused {
  readonly kind: "refused";
  /** `undefined`: the document declares no such response. */
  readonly key: number | string | undefined;
  readonly body: unknown;
  /** The part of the body that says why. */
  readonly message: unknown;
  /** Whether it, or an earlier response to the same call, says nothing about what was done before. */
  readonly mayHaveHappened: boolean;
  readonly response: ResponseHead;
}

/** It was sent, and no response came, or none that can be trusted. */
export interface UnknownOutcome {
  readonly kind: "unknownOutcome";
  readonly reason: OutcomeUnknownReason;
  readonly text: string;
  readonly response: ResponseHead | undefined;
  readonly cause: SafeCause | undefined;
}

export interface NotSent {
  readonly kind: "notSent";
  readonly reason: NotSentReason;
  readonly text: string;
  readonly response: undefined;
  readonly cause: SafeCause | undefined;
}

export type Failure = NotSent | Refused | UnknownOutcome;
export type Verdict = Failure | Success;

export const success = (key: number | string, data: unknown, response: ResponseHead, isOpen = false): Success => ({
  kind: "success",
  key,
  data,
  isOpen,
  response,
});

export const refused = (
  key: number | string | undefined,
  body: unknown,
  message: unknown,
  response: ResponseHead,
): Refused => ({
  kind: "refused",
  key,
  body,
  message,
  mayHaveHappened: isDoubtful(response.status),
  response,
});

/** A gateway, or a server that fails, says nothing about what was done before it failed; nor does one that leads elsewhere. */
const isDoubtful = (status: number): boolean =>
  status === 408 || status >= 500 || (status >= 300 && status < 400 && status !== 304);

export const unknownOutcome = (
  reason: OutcomeUnknownReason,
  text: string,
  response: ResponseHead | undefined,
  cause?: SafeCause,
): UnknownOutcome => ({ kind: "unknownOutcome", reason, text, response, cause });

export const notSent = (reason: NotSentReason, text: string, cause?: SafeCause): NotSent => ({
  kind: "notSent",
  reason,
  text,
  response: undefined,
  cause,
});
