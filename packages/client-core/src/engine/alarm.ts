/** Ends deadlines when their time is up. One timer does for all that have the same limit; one for each costs a sixth of a bare call. */

import { now } from "../clock.ts";

/** What an alarm can end. */
export interface Timed {
  /** On the clock of `now()`. */
  readonly endsAt: number;
  readonly ended: unknown;
  /** Where the alarm has it. */
  index: number;
  end(why: "timeout"): void;
}

type Timer = ReturnType<typeof setTimeout>;

export class Alarm {
  readonly #limit: number;
  /** In no order, so that each can leave at once. */
  readonly #running: Timed[] = [];
  #timer: Timer | undefined = undefined;
  /** What has set the timer: tests replace `setTimeout`. */
  #setBy: unknown = undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(timed: Timed): void {
    timed.index = this.#running.push(timed) - 1;
    if (this.#timer === undefined || this.#setBy !== setTimeout) this.#set(timed, this.#limit);
    else if (this.#running.length === 1) this.#hold(true);
  }

  delete(timed: Timed): void {
    const last = this.#running.pop();
    if (last && last !== timed) {
      this.#running[timed.index] = last;
      last.index = timed.index;
    }
    if (this.#running.length === 0) this.#rest();
  }

  /** The timer must keep no process up, and is good for the next call. */
  #rest(): void {
    if (alarms.get(this.#limit) === this && this.#hold(false)) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Whether the timer keeps the process up; false: this runtime has no say in that. */
  #hold(isNeeded: boolean): boolean {
    const timer = this.#timer as { ref?: () => void; unref?: () => void } | undefined; // of Node, Deno and Bun
    if (typeof timer?.unref !== "function" || typeof timer.ref !== "function") return false;
    if (isNeeded) timer.ref();
    else timer.unref();
    return true;
  }

  #set(first: Timed, delay: number): void {
    this.#setBy = setTimeout;
    this.#timer = setTimeout(() => this.#goOff(first), delay);
  }

  #goOff(first: Timed): void {
    this.#timer = undefined;
    // A timer may be a little early by the other clock: whom it was set for ends in any case.
    if (this.#running[first.index] === first) first.end("timeout");
    const time = now();
    let next: Timed | undefined;
    for (const timed of this.#running) {
      if (timed.endsAt <= time) timed.end("timeout");
      else if (!timed.ended && (!next || timed.endsAt < next.endsAt)) next = timed;
    }
    if (next && this.#timer === undefined) this.#set(next, Math.max(1, next.endsAt - time));
  }
}

/** Beyond a few limits callers seem to compute them: such an alarm is used once. */
const mostAlarms = 16;
const alarms: Map<number, Alarm> = /* @__PURE__ */ new Map();

/** The alarm for so many milliseconds. */
export function alarmFor(limit: number): Alarm {
  const known = alarms.get(limit);
  if (known) return known;
  const alarm = new Alarm(limit);
  if (alarms.size < mostAlarms) alarms.set(limit, alarm);
  return alarm;
}
