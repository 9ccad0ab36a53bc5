/** How long a call may go on: until its time is up, or until the caller does not want it any more. */
export interface Deadline {
  /** For `fetch`, which then lets go of the connection. */
  readonly signal: AbortSignal;
  /** Why it is over; `undefined` as long as it is not. */
  readonly ended: "aborted" | "timeout" | undefined;
  /** Waits for a promise until the deadline is over, and then rejects, even if the promise never settles. */
  race<Value>(promise: Promise<Value> | Value): Promise<Value>;
  /** Waits for so many milliseconds; false: the deadline is over, or would be. */
  wait(milliseconds: number): Promise<boolean>;
  /** Lets go of the timer and of the caller's signal. */
  close(): void;
}

/** Starts a deadline of so many milliseconds, ended before that by the caller's signal. */
export function startDeadline(timeout: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  const endsAt = performance.now() + timeout;
  let ended: Deadline["ended"];
  let reject: (reason: unknown) => void;
  const over = new Promise<never>((_resolve, rejectOver) => {
    reject = rejectOver;
  });
  over.catch(() => {}); // nobody may be waiting when it ends
  const end = (why: Deadline["ended"]): void => {
    ended ??= why;
    controller.abort();
    reject(ended);
  };
  const abort = (): void => end("aborted");
  const timer = setTimeout(end, timeout, "timeout");
  if (caller?.aborted) abort();
  else caller?.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    get ended() {
      return ended;
    },
    race: (promise) => Promise.race([promise, over]),
    async wait(milliseconds) {
      if (performance.now() + milliseconds >= endsAt) return false;
      let waiting: ReturnType<typeof setTimeout> | undefined;
      const pause = new Promise((resolve) => {
        waiting = setTimeout(resolve, milliseconds);
      });
      await Promise.race([pause, over]).catch(() => {});
      clearTimeout(waiting);
      return !ended;
    },
    close() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", abort);
    },
  };
}
