/** Delays from here on are no delays: such a timer ends when a fault says so. */
const FIRST = 1_000_000_000;
let next = FIRST;
const held = new Map<number, (() => void)[]>();

/** Holds back timers with delays that `heldDelay` gave. Only the clients see it: what Node does inside has its own timers. */
export function holdTimers(): void {
  const { setTimeout } = globalThis;
  const holding = (callback: (...args: unknown[]) => void, delay = 0, ...args: unknown[]): NodeJS.Timeout => {
    if (delay >= FIRST) held.set(delay, [...(held.get(delay) ?? []), () => callback(...args)]);
    return setTimeout(callback, delay, ...args);
  };
  globalThis.setTimeout = Object.assign(holding, setTimeout) as typeof setTimeout; // whatever else is on it is on this one
}

/** A delay that nobody else has. */
export function heldDelay(): number {
  next += 1;
  return next;
}

/** Ends the timers of this delay, in the order in which they were set. */
export function endTimers(delay: number): void {
  for (const end of held.get(delay) ?? []) end();
  held.delete(delay);
}
