import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** How a release ended. */
export interface Released {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it printed as JSON. */
  readonly result: ReleaseOutput;
  /** All that it printed. */
  readonly output: string;
}

/** What `release --json` prints. */
export interface ReleaseOutput {
  readonly packages?: readonly { readonly name: string; readonly version: string; readonly state: string }[];
  readonly error?: { readonly step: string; readonly rule: string; readonly state: string; readonly remedy: string };
}

/** How a release is run. */
export interface ReleaseRun {
  readonly root: string;
  readonly flags?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Is told of each step as it begins, and may send the process a signal. */
  readonly onStep?: (step: string, kill: (signal: NodeJS.Signals) => void) => void;
}

const CLI = createRequire(import.meta.url).resolve("@workshop/release/release-command");

/** Runs `release --json`, as a process of its own. */
export async function runRelease({ root, flags = [], environment, onStep }: ReleaseRun): Promise<Released> {
  const child = spawn(process.execPath, [CLI, "--root", root, "--json", ...flags], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const [, step = ""] of chunk.toString().matchAll(/^(\w+) \.\.\.$/gm)) {
      onStep?.(step, (signal) => child.kill(signal));
    }
  });
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => {
      const output = stdout + stderr;
      // A process that was killed has printed nothing; any other one prints the tool's own format.
      const result = stdout === "" ? {} : (JSON.parse(stdout) as ReleaseOutput);
      resolve({ status, signal, result, output });
    });
  });
}
