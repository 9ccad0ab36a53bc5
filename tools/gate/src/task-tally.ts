import { join } from "node:path";
import { FAILED, PASSED, type Tally } from "./tally.ts";
import { readTestReport } from "./test-report.ts";
import type { PlannedTask, RanTask } from "./turbo.ts";

/** The tasks that consist of tests; any other one is a check by itself. */
const TESTING: ReadonlySet<string> = new Set(["test", "mutants", "package-check", "test-system", "test-live"]);

/** How one task ended. */
export interface TaskResult {
  readonly taskId: string;
  readonly tally: Tally;
  readonly skipped: readonly string[];
  /** Its tests that failed, with the beginning of what they said; or why it counts as failed although none did. */
  readonly failures?: readonly string[];
  /** How long it took; absent where that is not known: it came from the cache. */
  readonly seconds?: number;
}

/**
 * Counts a task: its tests where it has some, also when turbo replayed it, else the task itself. A task that was never
 * reached, crashed, or left no report of this very run is a failure, however well the last run went.
 */
export function tallyTask(root: string, planned: PlannedTask, ran: RanTask | undefined): TaskResult {
  const { taskId, task, directory } = planned;
  const failed = (problem: string): TaskResult => ({ taskId, tally: FAILED, skipped: [], failures: [problem] });
  if (ran === undefined) return failed("not run: something it depends on failed");
  if (!TESTING.has(task)) {
    return ran.exitCode === 0 ? { taskId, tally: PASSED, skipped: [] } : failed(`exit code ${ran.exitCode}`);
  }
  const report = readTestReport(join(root, directory, ".reports", `${task}.json`));
  if (report === undefined || (ran.startedAt !== undefined && report.startTime < ran.startedAt)) {
    return failed(`exit code ${ran.exitCode}, and no report of its tests`);
  }
  const { tally, skipped, failures } = report;
  if (ran.exitCode !== 0 && tally.failed === 0) {
    return {
      taskId,
      tally: { ...tally, failed: 1 },
      skipped,
      failures: [`exit code ${ran.exitCode}, though no test failed`],
    };
  }
  return { taskId, tally, skipped, ...(failures.length > 0 && { failures }) };
}
