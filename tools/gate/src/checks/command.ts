import { spawnSync } from "node:child_process";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../house.ts";

/** A check that is a command: it holds when the command exits with 0, and what it prints is the explanation. */
export function command(name: string, file: string, ...args: readonly string[]): HouseCheck {
  return { name, run: () => outcome(file, args, () => {}) };
}

/** The same, for a command that also has something to say when all is well: how far its word goes. */
export function tellingCommand(name: string, file: string, ...args: readonly string[]): HouseCheck {
  return { name, run: () => outcome(file, args, (stdout) => writeSync(process.stdout.fd, stdout)) };
}

/** The path of a tool that the root installs. */
export function tool(name: string): string {
  return join(ROOT, "node_modules/.bin", name);
}

function outcome(file: string, args: readonly string[], tell: (stdout: string) => void): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1e9 });
  if (status === 0) {
    tell(stdout);
    return "";
  }
  return [stdout, stderr, error?.message, `(${[file, ...args].join(" ")}: exit code ${status})`]
    .filter(Boolean)
    .join("\n");
}

/** One thing that has to hold for the whole workspace. */
export interface HouseCheck {
  /** A sentence that says what holds when it passes. */
  readonly name: string;
  /** What does not hold, in words that can be printed; empty when all is well. */
  run(): string;
}
