import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { turboEnvironment } from "@workshop/config/turbo-environment";
import { ROOT } from "./house.ts";

const TURBO = join(ROOT, "node_modules/turbo/bin/turbo");
const SUMMARIES = join(ROOT, ".turbo/runs");

/** A task of one package, as turbo plans it. */
export interface PlannedTask {
  /** `<package>#<task>` */
  readonly taskId: string;
  readonly task: string;
  /** The package's folder, from the root. */
  readonly directory: string;
}

/** A task of one package, as turbo ran it or took it from its cache. */
export interface RanTask extends PlannedTask {
  /** Milliseconds since 1970; `undefined` for a result that came from the cache. */
  readonly startedAt: number | undefined;
  /** How long it took; `undefined` for a result that came from the cache. */
  readonly seconds?: number | undefined;
  readonly exitCode: number;
}

/**
 * Runs `turbo run` on the whole workspace, its output going where this process's goes.
 *
 * @returns its exit code
 */
export function runTurbo(tasks: readonly string[], flags: readonly string[] = []): number {
  const { status } = spawnSync(process.execPath, [TURBO, "run", ...tasks, ...flags], {
    cwd: ROOT,
    stdio: "inherit",
    env: turboEnvironment(),
  });
  return status ?? 1;
}

/**
 * What a run of these tasks would do, those they depend on included.
 *
 * @throws {Error} when turbo cannot plan it: its configuration is broken
 */
export function planTurbo(tasks: readonly string[]): readonly PlannedTask[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TURBO, "run", ...tasks, "--dry-run=json"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1e9,
    env: turboEnvironment(),
  });
  if (status !== 0) throw new Error(`turbo cannot plan ${tasks.join(", ")}:\n${stdout}${stderr}`);
  // Turbo's own format, of the one version that is installed.
  const plan = JSON.parse(stdout) as { tasks: (PlannedTask & { command: string })[] };
  return plan.tasks.filter(({ command }) => command !== "<NONEXISTENT>");
}

/** When a task's output is shown: when the task has ended, or, for one that takes its time, as it comes. */
export type LogOrder = "grouped" | "stream";

/**
 * Runs the tasks, going on after a failure with all that do not depend on it.
 *
 * @returns the tasks that were run or taken from the cache; one that is missing was never reached
 */
export function runAndSummarise(tasks: readonly string[], order: LogOrder = "grouped"): readonly RanTask[] {
  rmSync(SUMMARIES, { recursive: true, force: true });
  runTurbo(tasks, [
    "--continue=dependencies-successful",
    "--summarize",
    "--output-logs=new-only",
    `--log-order=${order}`,
  ]);
  return readSummaries().flatMap(({ tasks }) => tasks.map(ranTask));
}

/** The part of turbo's run summary that is read here. */
interface Summary {
  readonly tasks: readonly (PlannedTask & {
    readonly cache: { readonly status: string };
    readonly execution?: { readonly startTime: number; readonly endTime: number; readonly exitCode: number };
  })[];
}

function readSummaries(): readonly Summary[] {
  try {
    // Turbo's own format, of the one version that is installed.
    return readdirSync(SUMMARIES).map((file) => JSON.parse(readFileSync(join(SUMMARIES, file), "utf8")) as Summary);
  } catch {
    return [];
  }
}

function ranTask({ taskId, task, directory, cache, execution }: Summary["tasks"][number]): RanTask {
  const cached = cache.status === "HIT";
  return {
    taskId,
    task,
    directory,
    startedAt: cached ? undefined : execution?.startTime,
    seconds: cached || execution === undefined ? undefined : (execution.endTime - execution.startTime) / 1_000,
    exitCode: cached ? 0 : (execution?.exitCode ?? 1),
  };
}
