import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 8_000;
const POLL_MS = 25;

/**
 * Runs a program in a process group of its own, its output going where this process's goes, and resolves with its exit code.
 * When the signal aborts, the whole group is asked to end, then made to: the promise settles when no process of it is left.
 *
 * @throws {Error} when the program cannot be started
 */
export async function runInGroup(
  file: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
    /** Milliseconds that it has to end when it is asked to. Default: 8 000. */
    readonly patience?: number;
  },
): Promise<number> {
  options.signal.throwIfAborted();
  // Its own group, so that a Ctrl-C of the terminal reaches the program once, from here, and so that grandchildren are found.
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  const exit = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  const group = child.pid;
  if (group === undefined) return exit;
  const aborted = new Promise<never>((_, reject) => {
    options.signal.addEventListener("abort", () => reject(options.signal.reason), { once: true });
  });
  try {
    return await Promise.race([exit, aborted]);
  } finally {
    await endGroup(group, options.patience ?? PATIENCE_MS);
  }
}

/** Asks a group to end, as Ctrl-C does; then, when its patience is over, makes it. */
async function endGroup(group: number, patience: number): Promise<void> {
  if (!tell(group, "SIGINT")) return;
  const deadline = Date.now() + patience;
  while (tell(group, 0)) {
    if (Date.now() > deadline) tell(group, "SIGKILL");
    await wait(POLL_MS);
  }
}

/** Sends a signal to every process of a group; `false` when there is none left. */
function tell(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
