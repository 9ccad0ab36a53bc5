import { houseChecks } from "./checks/all.ts";
import type { HouseCheck } from "./checks/command.ts";
import { reportContracts } from "./contract-report.ts";
import { ROOT } from "./house.ts";
import { print } from "./print.ts";
import { type Shard, unitsOf, WHOLE } from "./shard.ts";
import { FAILED, PASSED, sum, type Tally, tallyLine } from "./tally.ts";
import { secondsOf } from "./task-seconds.ts";
import { type TaskResult, tallyTask } from "./task-tally.ts";
import { timeLines } from "./time-lines.ts";
import { type LogOrder, type PlannedTask, planTurbo, runAndSummarise } from "./turbo.ts";

/** About how long a check of the workspace takes. */
const CHECK_SECONDS = 3;

/** The task that tries a client on real servers. */
const LIVE = "test-live";

/** How much is done, and of what. */
interface Extent {
  /** Which part of it to do; the shards of one count do all of it together, and each check and test once. */
  readonly shard?: Shard;
  /**
   * Also tries clients on real servers, where there are such tests: after everything else, because a server that shares
   * its machine with a build starts late.
   */
  readonly live?: boolean;
}

/**
 * Checks the workspace, then runs the tasks in every package, and ends its output with the tally of it all.
 *
 * @returns the exit code: 0 when nothing failed
 */
export async function verify(tasks: readonly string[], { shard = WHOLE, live = false }: Extent = {}): Promise<number> {
  const { plan, problems } = planned(tasks, live);
  const mine = idsOf(plan, shard);
  const checks = houseChecks.filter(({ name }) => mine.has(name));
  const work = plan.filter(({ taskId }) => mine.has(taskId));
  if (shard.count > 1) {
    const parts = [...checks.map(({ name }) => name), ...work.map(({ taskId }) => taskId)];
    await print(`shard ${shard.index} of ${shard.count}: ${parts.join(", ") || "nothing is left for it"}\n`);
  }
  const tallies = await checkHouse(checks);
  return conclude(tallies, [...problems, ...runWork(work), ...reportContracts(work)]);
}

/** Tries clients on real servers, and ends its output with the tally of that alone. @returns the exit code */
export function verifyLive(): Promise<number> {
  const { plan, problems } = planned([], true);
  return conclude([], [...problems, ...runWork(plan)]);
}

async function conclude(checks: readonly Tally[], results: readonly TaskResult[]): Promise<number> {
  await print("");
  for (const { taskId, failures = [] } of results) {
    for (const failure of failures) await print(`failed: ${taskId}: ${failure}`);
  }
  for (const { taskId, skipped } of results) {
    for (const name of skipped) await print(`skipped: ${taskId}: ${name}`);
  }
  for (const line of timeLines(results, performance.now() / 1_000)) await print(line);
  const total = sum([...checks, ...results.map(({ tally }) => tally)]);
  await print(tallyLine(total));
  return total.failed === 0 ? 0 : 1;
}

/** What the shard has to do: names of checks, and tasks. */
function idsOf(plan: readonly PlannedTask[], shard: Shard): ReadonlySet<string> {
  const units = [
    ...houseChecks.map(({ name }) => ({ id: name, seconds: CHECK_SECONDS })),
    ...plan.map((task) => ({ id: task.taskId, seconds: secondsOf(task) })),
  ];
  return new Set(unitsOf(units, shard).map(({ id }) => id));
}

async function checkHouse(checks: readonly HouseCheck[]): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const { name, run } of checks) {
    const problem = run();
    await print(problem === "" ? `ok: ${name}` : `failed: ${name}\n${problem}`);
    tallies.push(problem === "" ? PASSED : FAILED);
  }
  return tallies;
}

/** What live tests depend on is built for them, but counted where it is asked for. */
function planned(
  tasks: readonly string[],
  live: boolean,
): { plan: readonly PlannedTask[]; problems: readonly TaskResult[] } {
  try {
    const plan = tasks.length === 0 ? [] : planTurbo(tasks);
    const liveTasks = live ? planTurbo([LIVE]).filter(({ task }) => task === LIVE) : [];
    return { plan: [...plan, ...liveTasks], problems: [] };
  } catch (error) {
    return { plan: [], problems: [{ taskId: "turbo", tally: FAILED, skipped: [], failures: [String(error)] }] };
  }
}

function runWork(work: readonly PlannedTask[]): readonly TaskResult[] {
  return [
    ...runTasks(work.filter(({ task }) => task !== LIVE)),
    ...runTasks(
      work.filter(({ task }) => task === LIVE),
      "stream",
    ),
  ];
}

function runTasks(plan: readonly PlannedTask[], order: LogOrder = "grouped"): readonly TaskResult[] {
  if (plan.length === 0) return [];
  const ids = plan.map(({ taskId }) => taskId);
  const ran = new Map(runAndSummarise(ids, order).map((task) => [task.taskId, task]));
  return plan.map((task) => {
    const seconds = ran.get(task.taskId)?.seconds;
    return { ...tallyTask(ROOT, task, ran.get(task.taskId)), ...(seconds !== undefined && { seconds }) };
  });
}
