import { expect, test } from "vitest";
import { tryRuntimes } from "../src/try-runtimes.ts";

const reports = await tryRuntimes();

for (const { name, skipped, problems, calls } of reports)
  test.skipIf(skipped !== undefined)(
    `the clients keep their promises on ${name}${skipped ? ` (skipped: ${skipped})` : ""}`,
    () => {
      expect(problems).toEqual([]);
      expect(calls).toBeGreaterThan(50);
    },
  );
