/** How long a call may go on: until its time is up, or until its caller does not want it any more. */
import { now } from "../clock.ts";
import { type Alarm, alarmFor, type Timed } from "./alarm.ts";

/** Why a deadline is over. */
export type Ending = "aborted" | "timeout";

/** The same in words. */
export const endings: Readonly<Record<Ending, string>> = {
  aborted: "the caller's signal ended the call",
  timeout: "its time was up",
};

/** What `wait` rejects with when the deadline is over; `ended` says why it is. */
export const over: unique symbol = Symbol("the deadline is over");

export class Deadline implements Timed {
  /** Why it is over; `undefined` as long as it is not. */
  ended: Ending | undefined = undefined;
  readonly endsAt: number;
  index = 0;
  readonly #controller = new AbortController();
  readonly #alarm: Alarm;
  readonly #caller: AbortSignal | undefined;
  #isClosed = false;
  /** Rejects the promise that the call is waiting for. */
  #interrupt: ((reason: unknown) => void) | undefined = undefined;

  /**
   * @param start on the clock of `now()`
   * @param timeout in milliseconds
   */
  constructor(start: number, timeout: number, caller: AbortSignal | undefined) {
    this.endsAt = start + timeout;
    this.#caller = caller;
    this.#alarm = alarmFor(timeout);
    // What is not the caller's signal after all ends here, before anything holds on to this.
    if (caller?.aborted) this.end("aborted");
    else caller?.addEventListener("abort", this);
    this.#alarm.add(this);
  }

  /** For `fetch`, which then lets go of the connection. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for a promise, but not longer than the deadline, even if it never settles. A call waits for one at a time. */
  wait<Value>(promise: PromiseLike<Value> | Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.ended) reject(over);
      else this.#interrupt = reject;
      // Also of what nobody waits for any more: a rejection that nobody handles ends the process.
      Promise.resolve(promise).then(resolve, reject);
    });
  }

  /**
   * For what goes on without a pause, so that no timer goes off.
   * @throws over
   */
  check(): void {
    if (now() >= this.endsAt) this.end("timeout");
    if (this.ended) throw over;
  }

  /** Lets so many milliseconds pass; false: there are not so many left. */
  async pause(milliseconds: number): Promise<boolean> {
    if (this.ended || now() + milliseconds >= this.endsAt) return false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await this.wait(pause).catch(() => {});
    clearTimeout(timer);
    return !this.ended;
  }

  end(why: Ending): void {
    if (this.ended) return;
    this.ended = why;
    this.#controller.abort();
    this.#interrupt?.(over);
  }

  /** The caller's signal. */
  handleEvent(): void {
    this.end("aborted");
  }

  /** Lets go of the timer and of the caller's signal. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#alarm.delete(this);
    try {
      this.#caller?.removeEventListener("abort", this);
    } catch {} // it is the caller's, and of no use any more
  }
}
