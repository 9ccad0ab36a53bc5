import { houseChecks } from "./checks/all.ts";
import type { HouseCheck } from "./checks/house-check.ts";
import { reportContracts } from "./contract-report.ts";
import { ROOT } from "./house.ts";
import { print } from "./print.ts";
import { type Shard, unitsOf, WHOLE } from "./shard.ts";
import { FAILED, PASSED, sum, type Tally, tallyLine } from "./tally.ts";
import { secondsOf } from "./task-seconds.ts";
import { type TaskResult, tallyTask } from "./task-tally.ts";
import { type PlannedTask, planTurbo, runAndSummarise } from "./turbo.ts";

/** About how long a check of the workspace takes. */
const CHECK_SECONDS = 3;

/**
 * Checks the workspace, then runs the tasks in every package, and ends its output with the tally of it all.
 *
 * @param shard which part of it to do; the shards of one count do all of it together, and each check and test once
 * @returns the exit code: 0 when nothing failed
 */
export async function verify(tasks: readonly string[], shard: Shard = WHOLE): Promise<number> {
  const { plan, problems } = planned(tasks);
  const mine = idsOf(plan, shard);
  const checks = houseChecks.filter(({ name }) => mine.has(name));
  const work = plan.filter(({ taskId }) => mine.has(taskId));
  if (shard.count > 1) {
    const parts = [...checks.map(({ name }) => name), ...work.map(({ taskId }) => taskId)];
    await print(`shard ${shard.index} of ${shard.count}: ${parts.join(", ") || "nothing is left for it"}\n`);
  }
  const tallies = await checkHouse(checks);
  const ran = runTasks(work);
  const results = [...problems, ...ran, ...reportContracts(work)];
  await print("");
  for (const { taskId, tally, problem } of results.filter(({ tally }) => tally.failed > 0)) {
    await print(`failed: ${taskId}: ${problem ?? `${tally.failed} of its tests`}`);
  }
  for (const { taskId, skipped } of results) {
    for (const name of skipped) await print(`skipped: ${taskId}: ${name}`);
  }
  const total = sum([...tallies, ...results.map(({ tally }) => tally)]);
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

function planned(tasks: readonly string[]): { plan: readonly PlannedTask[]; problems: readonly TaskResult[] } {
  try {
    return { plan: planTurbo(tasks), problems: [] };
  } catch (error) {
    return { plan: [], problems: [{ taskId: "turbo", tally: FAILED, skipped: [], problem: String(error) }] };
  }
}

function runTasks(plan: readonly PlannedTask[]): readonly TaskResult[] {
  if (plan.length === 0) return [];
  const ran = new Map(runAndSummarise(plan.map(({ taskId }) => taskId)).map((task) => [task.taskId, task]));
  return plan.map((task) => tallyTask(ROOT, task, ran.get(task.taskId)));
}
