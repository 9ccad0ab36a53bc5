import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./house.ts";
import { FAILED } from "./tally.ts";
import type { TaskResult } from "./task-tally.ts";
import type { PlannedTask } from "./turbo.ts";

/**
 * Shows what the contract suites have covered, and writes `contract-report.html`: after each run, also one that failed or
 * came from the cache. It is no check of its own; where it cannot be made, that is a failure.
 */
export function reportContracts(ran: readonly PlannedTask[]): readonly TaskResult[] {
  const isAny = ran.some(({ task, directory }) => {
    return task === "test" && existsSync(join(ROOT, directory, ".reports/contract.json"));
  });
  if (!isAny) return [];
  const command = join(ROOT, "tools/contract/src/report/cli.ts");
  const { status } = spawnSync(process.execPath, [command], { cwd: ROOT, stdio: "inherit" });
  if (status === 0) return [];
  return [{ taskId: "contract-report", tally: FAILED, skipped: [], failures: ["the report could not be made"] }];
}
