import { expect, test } from "vitest";
import { PASSED } from "../src/tally.ts";
import { timeLines } from "../src/time-lines.ts";

const task = (taskId: string, seconds?: number) => ({
  taskId,
  tally: PASSED,
  skipped: [],
  ...(seconds && { seconds }),
});

test("the tasks that took longest are named first, and those that were not run are counted", () => {
  expect(timeLines([task("a", 2), task("b"), task("c", 61.25)], 64.2)).toEqual([
    "time: 64 s for 2 tasks, and 1 from the cache or not run",
    "time:   61.3 s c",
    "time:    2.0 s a",
  ]);
});

test("of many tasks, eight are named", () => {
  const many = Array.from({ length: 20 }, (_, index) => task(`t${index}`, index + 1));
  expect(timeLines(many, 300)).toHaveLength(9);
});
