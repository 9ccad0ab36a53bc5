import type { PlannedTask } from "./turbo.ts";

/** About how long a task of each kind takes on two cores. */
const USUAL: Readonly<Record<string, number>> = {
  generate: 2,
  build: 2,
  typecheck: 2,
  test: 11,
  mutants: 45,
  "package-check": 18,
  "test-live": 110,
};

/** The tasks that take much longer or shorter than their kind. */
const UNUSUAL: Readonly<Record<string, number>> = {
  "@org/client-core#test": 39,
  "@workshop/bench#test": 3,
  "@workshop/contract#test": 230,
  "@workshop/faults#test": 57,
  "@workshop/gate#test": 3,
  "@workshop/registry#test-system": 560,
  "@workshop/release#test": 120,
  "@workshop/remote-cache#test-system": 290,
  "@workshop/openapi#test": 60,
};

/** About how long a task takes, in seconds: what divides the work of several machines fairly. */
export function secondsOf({ taskId, task }: Pick<PlannedTask, "taskId" | "task">): number {
  return UNUSUAL[taskId] ?? USUAL[task] ?? 10;
}
