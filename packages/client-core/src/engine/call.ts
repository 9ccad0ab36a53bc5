import { now } from "../clock.ts";
import type { PreparedRequest } from "../request/prepared.ts";
import { Redaction } from "../response/redaction.ts";
import type { Bound, Credentials } from "./bind.ts";
import { Deadline } from "./deadline.ts";

/** One call, while it lasts. */
export class Call {
  readonly bound: Bound;
  readonly request: PreparedRequest;
  readonly deadline: Deadline;
  /** Within its client. */
  readonly number: number;
  /** On the clock of `now()`, which nobody sets. */
  readonly start: number;
  /** How many times the request was sent. */
  sent = 0;
  /** Whether it was given to `fetch`, whatever came of that. */
  isOut = false;
  presented: Credentials | undefined = undefined;
  /** Blots out what nothing may show. */
  readonly redaction: Redaction;

  constructor(bound: Bound, request: PreparedRequest, start: number) {
    const { transport } = bound;
    const { signal, timeout = transport.settings.timeout } = request.options;
    this.bound = bound;
    this.request = request;
    this.start = start;
    this.redaction = bound.credentials ? bound.redaction : new Redaction([]);
    this.number = ++transport.calls;
    transport.budget.count();
    this.deadline = new Deadline(start, timeout, signal);
  }

  /** Milliseconds so far. */
  get duration(): number {
    return Math.max(0, Math.round(now() - this.start));
  }
}
