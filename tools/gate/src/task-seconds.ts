import type { PlannedTask } from "./turbo.ts";

/** About how long a task of each kind takes on two cores. */
const USUAL: Readonly<Record<string, number>> = {
  generate: 2,
  build: 2,
  typecheck: 2,
  test: 12,
  "package-check": 16,
  "test-live": 90,
};

/** The tasks that take much longer or shorter than their kind. */
const UNUSUAL: Readonly<Record<string, number>> = {
  "@org/client-core#test": 23,
  "@workshop/bench#test": 3,
  "@workshop/contract#test": 150,
  "@workshop/faults#test": 52,
  "@workshop/gate#test": 3,
  "@workshop/registry#test-system": 150,
  "@workshop/release#test": 60,
  "@workshop/remote-cache#test-system": 60,
  "@workshop/spec#test": 40,
};

/** About how long a task takes, in seconds: what divides the work of several machines fairly. */
export function secondsOf({ taskId, task }: Pick<PlannedTask, "taskId" | "task">): number {
  return UNUSUAL[taskId] ?? USUAL[task] ?? 10;
}
