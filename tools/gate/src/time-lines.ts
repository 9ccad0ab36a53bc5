import type { TaskResult } from "./task-tally.ts";

/** How many tasks are named. */
const LONGEST = 8;

/**
 * Where the time of a run went: the tasks that took longest, and how much was taken from the cache.
 *
 * @param total seconds that the whole run took
 */
export function timeLines(results: readonly TaskResult[], total: number): readonly string[] {
  const timed = results.flatMap(({ taskId, seconds }) => (seconds === undefined ? [] : [{ taskId, seconds }]));
  const longest = timed.toSorted((one, other) => other.seconds - one.seconds).slice(0, LONGEST);
  const cached = results.length - timed.length;
  return [
    `time: ${Math.round(total)} s for ${timed.length} tasks${cached === 0 ? "" : `, and ${cached} from the cache or not run`}`,
    ...longest.map(({ taskId, seconds }) => `time: ${seconds.toFixed(1).padStart(6)} s ${taskId}`),
  ];
}
