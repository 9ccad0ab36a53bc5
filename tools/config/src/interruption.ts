/** Ctrl-C, a closed terminal, or a polite kill. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Someone wants the command to end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: (typeof SIGNALS)[number];

  constructor(signal: (typeof SIGNALS)[number]) {
    super(`Stopped by ${signal}.`);
    this.signal = signal;
  }
}

/**
 * A signal that aborts, with an `Interrupted` as its reason, when someone wants the process to end. The process then does not end by
 * itself: whoever holds children stops them first. A second Ctrl-C changes nothing, so that no child is left behind.
 */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => controller.abort(new Interrupted(signal)));
  return controller.signal;
}

/** Settles as the work does, or fails with the reason as soon as the signal aborts. */
export async function interruptible<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
