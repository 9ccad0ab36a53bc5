import { spawnSync } from "node:child_process";

/** How a command ended. */
export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  /** All that it printed, on either stream. */
  readonly output: string;
}

/** Runs a command to its end; one that cannot be started, or is killed, counts as status 1. */
export function runCommand(file: string, args: readonly string[], cwd: string): CommandResult {
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  return { status: status ?? 1, stdout, output: [stdout, stderr, error?.message].filter(Boolean).join("\n") };
}
