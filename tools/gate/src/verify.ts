import { houseChecks } from "./checks/all.ts";
import { ROOT } from "./house.ts";
import { print } from "./print.ts";
import { FAILED, PASSED, sum, type Tally, tallyLine } from "./tally.ts";
import { type TaskResult, tallyTask } from "./task-tally.ts";
import { planTurbo, runAndSummarise } from "./turbo.ts";

/**
 * Checks the workspace, then runs the tasks in every package, and ends its output with the tally of it all.
 *
 * @returns the exit code: 0 when nothing failed
 */
export async function verify(tasks: readonly string[]): Promise<number> {
  const checks = await checkHouse();
  const results = runTasks(tasks);
  await print("");
  for (const { taskId, tally, problem } of results.filter(({ tally }) => tally.failed > 0)) {
    await print(`failed: ${taskId}: ${problem ?? `${tally.failed} of its tests`}`);
  }
  for (const { taskId, skipped } of results) {
    for (const name of skipped) await print(`skipped: ${taskId}: ${name}`);
  }
  const total = sum([...checks, ...results.map(({ tally }) => tally)]);
  await print(tallyLine(total));
  return total.failed === 0 ? 0 : 1;
}

async function checkHouse(): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const { name, run } of houseChecks) {
    const problem = run();
    await print(problem === "" ? `ok: ${name}` : `failed: ${name}\n${problem}`);
    tallies.push(problem === "" ? PASSED : FAILED);
  }
  return tallies;
}

function runTasks(tasks: readonly string[]): readonly TaskResult[] {
  try {
    const plan = planTurbo(tasks);
    const ran = new Map(runAndSummarise(tasks).map((task) => [task.taskId, task]));
    return plan.map((planned) => tallyTask(ROOT, planned, ran.get(planned.taskId)));
  } catch (error) {
    return [{ taskId: "turbo", tally: FAILED, skipped: [], problem: String(error) }];
  }
}
