import { expect, test } from "vitest";
import { FAILED, PASSED, sum, tallyLine } from "../src/tally.ts";

test("nothing at all is nothing passed and nothing failed", () => {
  expect(tallyLine(sum([]))).toBe("0 passed, 0 failed");
});

test("the line says what was skipped only where something was", () => {
  expect(tallyLine(sum([PASSED, PASSED, FAILED]))).toBe("2 passed, 1 failed");
  expect(tallyLine(sum([PASSED, { passed: 3, failed: 0, skipped: 2 }]))).toBe("4 passed, 0 failed, 2 skipped");
});
