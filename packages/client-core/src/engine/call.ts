import { now } from "../clock.ts";
import type { PreparedRequest } from "../request/prepared.ts";
import { Redaction } from "../response/redaction.ts";
import type { Bound, Credentials } from "./bind.ts";
import { Deadline } from "./deadline.ts";

/** One call, while it lasts. */
export interface Call {
  readonly bound: Bound;
  readonly request: PreparedRequest;
  readonly deadline: Deadline;
  /** Within its client. */
  readonly number: number;
  /** On the clock of `now()`, which nobody sets. */
  readonly start: number;
  /** How many times the request was sent. */
  sent: number;
  /** Whether it was given to `fetch`, whatever came of that. */
  isOut: boolean;
  presented: Credentials | undefined;
  /** Redacts what nothing may show. */
  readonly redaction: Redaction;
}

export function newCall(bound: Bound, request: PreparedRequest, start: number): Call {
  const { transport } = bound;
  const { signal, timeout = transport.settings.timeout } = request.options;
  transport.budget.count();
  return {
    bound,
    request,
    deadline: new Deadline(start, timeout, signal),
    number: ++transport.calls,
    start,
    sent: 0,
    isOut: false,
    presented: undefined,
    redaction: bound.credentials ? bound.redaction : new Redaction([]),
  };
}

/** Milliseconds so far. */
export const durationOf = ({ start }: Call): number => Math.max(0, Math.round(now() - start));
