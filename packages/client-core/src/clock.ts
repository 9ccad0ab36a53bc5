/** The clocks, which tests and attackers replace: a broken one must not change what a call says. */

/** Milliseconds on the clock that nobody sets; 0 where there is none that counts. */
export function now(): number {
  try {
    const time = performance.now();
    return Number.isFinite(time) ? time : 0;
  } catch {
    return 0;
  }
}

/** Milliseconds since 1970; NaN where nobody knows. */
export function wallTime(): number {
  try {
    return Number(Date.now());
  } catch {
    return Number.NaN;
  }
}
