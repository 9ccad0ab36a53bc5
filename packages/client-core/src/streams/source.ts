/** The body of a response that is read while it comes: with a deadline for each part, and one way to end. */
import { now } from "../clock.ts";
import type { FetchedResponse } from "../definition.ts";
import type { Call } from "../engine/call.ts";
import { errorFor } from "../engine/conclude.ts";
import { Deadline, type Ending, endings } from "../engine/deadline.ts";
import { failureOf } from "../engine/failure.ts";
import type { OutcomeUnknownReason } from "../errors.ts";
import type { ResponseHead } from "../response/head.ts";
import { bytesIn, isWhole, letGo } from "../response/read-body.ts";
import { unknownOutcome } from "../response/verdict.ts";

/** Why a stream cannot go on. It becomes an OutcomeUnknownError where somebody waits for the next part. */
export class Interruption extends Error {
  readonly reason: OutcomeUnknownReason;

  constructor(reason: OutcomeUnknownReason, text: string) {
    super(text);
    this.reason = reason;
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

export class Source {
  /** How many bytes an item may have. */
  readonly limit: number;
  readonly #call: Call;
  readonly #head: ResponseHead;
  readonly #timeout: number;
  readonly #signal: AbortSignal | undefined;
  readonly #reader: Reader | undefined;
  #deadline: Deadline | undefined = undefined;
  #ended: Ending | "closed" | undefined = undefined;

  constructor(call: Call, head: ResponseHead, body: FetchedResponse["body"]) {
    const { settings } = call.bound.transport;
    const { signal, timeout = settings.timeout } = call.request.options;
    this.limit = settings.maxResponseBytes;
    this.#call = call;
    this.#head = head;
    this.#timeout = timeout;
    this.#signal = signal;
    const stream = body && isWhole(body) ? body.stream() : body;
    this.#reader = stream?.getReader() as Reader | undefined; // nobody shares memory with it
    if (signal?.aborted) this.#end("aborted");
    else signal?.addEventListener("abort", this);
  }

  /** The caller's signal. */
  handleEvent(): void {
    this.#end("aborted");
  }

  /** Whether the caller wants no more of it. */
  get isClosed(): boolean {
    return this.#ended === "closed";
  }

  /** An item is there, or another sign of life. */
  rest(): void {
    this.#deadline?.close();
    this.#deadline = undefined;
  }

  /**
   * The next bytes; `undefined`: there are no more. From now on the time of the next item counts: what the caller does with one
   * takes none of it.
   * @throws Interruption
   */
  async read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const reader = this.#reader;
    if (!this.#ended && reader) {
      this.#deadline ??= new Deadline(now(), this.#timeout, undefined);
      const deadline = this.#deadline;
      try {
        deadline.check();
        const { done, value } = await deadline.wait(reader.read());
        if (!done) return bytesIn(value);
      } catch (thrown) {
        if (deadline.ended) this.#end(deadline.ended);
        if (!this.#ended) throw new Interruption("connection", failureOf(thrown).text);
      }
    }
    if (this.#ended && this.#ended !== "closed") throw new Interruption(this.#ended, endings[this.#ended]);
    return undefined;
  }

  /** The error that a caller gets. What was thrown may hold anything. */
  failure(thrown: unknown, count: number, part = "item"): Error {
    const known = thrown instanceof Interruption ? thrown : new Interruption("undecodable", "it cannot be read");
    const text = `its stream ended early, after ${count} ${part}${count === 1 ? "" : "s"}: ${known.message}`;
    return errorFor(this.#call, unknownOutcome(known.reason, text, this.#head));
  }

  /** Lets go of the connection, of the timer and of the caller's signal. */
  close(): void {
    this.#end("closed");
  }

  #end(why: Ending | "closed"): void {
    if (this.#ended) return;
    this.#ended = why;
    this.#deadline?.end("aborted");
    this.rest();
    try {
      this.#signal?.removeEventListener("abort", this);
    } catch {} // it is the caller's, and of no use any more
    this.#call.deadline.end("aborted");
    letGo(this.#reader);
  }
}
