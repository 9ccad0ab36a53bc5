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
  "@org/client-core#test": 45,
  "@workshop/bench#test": 3,
  "@workshop/codegen#test": 60,
  "@workshop/config#test": 3,
  "@workshop/contract#test": 60,
  "@workshop/demo#test": 25,
  "@workshop/faults#test": 70,
  "@workshop/gate#test": 3,
  "@workshop/mutants#test": 40,
  "@workshop/openapi#test": 60,
  "@workshop/probe#test": 30,
  "@workshop/rating#test": 110,
  "@workshop/registry#test-system": 700,
  "@workshop/release#test": 60,
  "@workshop/remote-cache#test-system": 290,
};

/** About how long a task takes, in seconds: what divides the work of several machines fairly. */
export function secondsOf({ taskId, task }: Pick<PlannedTask, "taskId" | "task">): number {
  return UNUSUAL[taskId] ?? USUAL[task] ?? 10;
}
