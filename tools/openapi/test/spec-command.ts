import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

const COMMAND = [process.execPath, resolve(import.meta.dirname, "../src/commands/cli.ts")];

/** Runs `spec`. */
export function spec(...words: readonly string[]): Promise<Ended> {
  return ended(start(words));
}

/** Starts `spec`, in another program's care if one is given: that gets the whole command as its last words. */
export function start(
  words: readonly string[],
  within: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const [file = "", ...rest] = [...within, ...COMMAND, ...words];
  return spawn(file, rest, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

/** Waits for the end of a command. */
export function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((done) => {
    let out = "";
    let err = "";
    child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("close", (code, signal) => done({ code, signal, out, err }));
  });
}
