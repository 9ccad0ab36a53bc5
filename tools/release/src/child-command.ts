import { spawn } from "node:child_process";
import type { CommandResult } from "@workshop/config/run-command";

/** Where and how a child runs. */
interface ChildOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the child, and all that it has started. Without one, a child that was started is waited for. */
  readonly signal?: AbortSignal | undefined;
}

/** For a child that was asked to end before it is made to. */
const GRACE_MS = 5_000;

/**
 * Runs a command to its end without blocking, in a process group of its own: Ctrl-C in the terminal reaches this
 * process alone, which decides what may be ended and what must not.
 *
 * @returns how it ended; one that cannot be started counts as status 1
 * @throws the signal's reason, once the child is gone, when the signal was given
 */
export async function runChild(
  file: string,
  args: readonly string[],
  { cwd, env = process.env, signal }: ChildOptions,
): Promise<CommandResult> {
  signal?.throwIfAborted();
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const [stdout, output]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout.push(chunk);
    output.push(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  let impatient: NodeJS.Timeout | undefined;
  const end = (): void => {
    endGroup(child.pid, "SIGTERM");
    impatient = setTimeout(() => endGroup(child.pid, "SIGKILL"), GRACE_MS);
  };
  signal?.addEventListener("abort", end);
  try {
    const status = await new Promise<number>((resolve) => {
      child.once("error", (error) => {
        output.push(Buffer.from(error.message));
        resolve(1);
      });
      child.once("close", (code) => resolve(code ?? 1));
    });
    signal?.throwIfAborted();
    return { status, stdout: text(stdout), output: text(output) };
  } finally {
    clearTimeout(impatient);
    signal?.removeEventListener("abort", end);
  }
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

function endGroup(group: number | undefined, signal: NodeJS.Signals): void {
  if (group === undefined) return;
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended by itself.
  }
}
