import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What a command took, with all processes that it started. */
export interface Cost {
  /** Seconds of the processor. */
  readonly seconds: number;
  /** Bytes of the largest process; `undefined` where the machine does not tell. */
  readonly memory: number | undefined;
  readonly failed: boolean;
}

/** Runs a command to its end. What it costs is asked of GNU time, where there is one, else of the shell. */
export function cost(command: readonly string[], cwd: string): Cost {
  const gnu = "/usr/bin/time";
  const [file = "", ...args] = existsSync(gnu)
    ? [gnu, "-f", "%U %S %M", ...command]
    : ["bash", "-c", 'TIMEFORMAT="%U %S"; time "$@"', "bash", ...command];
  const { status, stderr } = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  const [user = "", system = "", memory] = stderr.trim().split("\n").at(-1)?.split(" ") ?? [];
  return {
    seconds: Number(user) + Number(system),
    memory: memory === undefined ? undefined : Number(memory) * 1024,
    failed: status !== 0,
  };
}

/** One of the figures that `tsc --extendedDiagnostics` prints. */
export function diagnostic([file = "", ...args]: readonly string[], cwd: string, name: string): string {
  const { stdout } = spawnSync(file, args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  return new RegExp(`^${name}:\\s+(\\S+)`, "mu").exec(stdout)?.[1] ?? "";
}
