import { spawn } from "node:child_process";

/** How a program ended. */
export interface ProgramResult {
  /** Its exit code; `undefined` when it could not be started, or was ended by its deadline. */
  readonly code: number | undefined;
  /** The last part of what it printed, both streams together, or why it could not be started. */
  readonly output: string;
  readonly timedOut: boolean;
}

/** How much of the output is kept, in characters: errors come last. */
const KEPT = 20_000;

/**
 * Runs a program to its end. It never throws: a program that is not there is a result, too.
 *
 * @param options.deadline in milliseconds; after it the program is killed
 * @param options.signal kills the program when it aborts
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { readonly deadline: number; readonly env?: NodeJS.ProcessEnv; readonly signal?: AbortSignal },
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    let output = "";
    let timedOut = false;
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env: options.env ?? process.env });
    const kill = (): void => {
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, options.deadline);
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-KEPT);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    options.signal?.addEventListener("abort", kill, { once: true });
    const end = (code: number | undefined, said: string): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", kill);
      resolve({ code, output: said, timedOut });
    };
    child.once("error", (error) => end(undefined, error.message));
    child.once("close", (code) => end(timedOut ? undefined : (code ?? 1), output));
  });
}
