import type { Difference, InputRecord } from "./definition.ts";

/**
 * What is known about a call that was sent. It holds no secret and no header, and is frozen. It can be written as JSON: a
 * `bigint` stands in it as its decimal text.
 */
export interface Receipt {
  /** The platform that was called, for example `Phoenix`. */
  readonly platform: string;
  /** The operation's name. */
  readonly operation: string;
  /** Where it was sent: the base URL. */
  readonly server: string;
  /** When the call began (ISO 8601, UTC); `unknown` where the machine's clock cannot be read. */
  readonly startedAt: string;
  /** From its beginning to its end in milliseconds, tokens and waiting included. */
  readonly durationMs: number;
  /** How many times the request was handed to `fetch` and may have been sent. */
  readonly attempts: number;
  /**
   * The runtime may have sent it more often than that: browsers repeat a request by themselves where a kept connection
   * breaks. Absent on Node, Deno, Bun and workerd, where each attempt is one delivery at most (but for a
   * 421, which `fetch` repeats without telling).
   */
  readonly mayHaveRepeated?: true;
  /** Method, path and query as they were sent, without credentials; with `receiptInput: false`, the path template. */
  readonly scope: string;
  /** What was asked for: the input, without credentials, each `bigint` as the decimal text that was sent. It can hold personal data, as `scope` and what `difference` misses can; the option `receiptInput: false` leaves them out. */
  readonly input?: InputRecord;
  /** The status of the last response, if one came. */
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
