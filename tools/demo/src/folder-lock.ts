import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 100;

/**
 * Waits until no other process holds the lock, then holds it. Two builds of the same packages at once would take each
 * other's files away. A lock whose process is gone does not count.
 *
 * @param onWait is called once if another process has to be waited for
 * @returns what releases it; it is released when this process ends, too
 */
export async function lock(file: string, signal: AbortSignal, onWait: (holder: number) => void): Promise<() => void> {
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (holder !== undefined && !told) onWait(holder);
    told ||= holder !== undefined;
    await wait(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  const release = (): void => {
    if (holderOf(file) === process.pid) rmSync(file, { force: true });
  };
  process.once("exit", release);
  return release;
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    // Of Node's own file functions: it has a code.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The process that holds the lock; `undefined` if it was released meanwhile, or is being written. */
function holderOf(file: string): number | undefined {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    return Number.isInteger(holder) && holder > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and someone else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
