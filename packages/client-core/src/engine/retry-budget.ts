/** How many retries there may be to so many calls; it keeps many clients from finishing off a server that is down. */
export interface RetryBudget {
  /** Counts a call. */
  count(): void;
  /** Takes one retry out of the budget; false: there is none left. */
  take(): boolean;
}

/** One retry to ten calls, but a few in any case. Old calls count less and less. */
export function createRetryBudget(): RetryBudget {
  let calls = 0;
  let retries = 0;
  return {
    count() {
      if (++calls < 1000) return;
      calls /= 2;
      retries /= 2;
    },
    take() {
      const left = retries < Math.max(10, calls / 10);
      if (left) retries++;
      return left;
    },
  };
}
