import { expect, test } from "vitest";
import { barChart } from "../src/calls/bar-chart.ts";
import { callsTable, type WayRow } from "../src/calls/calls-table.ts";

const rows: readonly WayRow[] = [
  { way: "bare fetch", isOurs: false, alone: [1, 1], throughput: [[1, 1]] },
  { way: "this client, <method>", isOurs: true, alone: [1.5, 2.5], throughput: [[0.9, 0.8]] },
  { way: "this client, on ./node", isOurs: true, alone: [], throughput: [[3, 4]] },
];

test("a chart has a bar for each way that was measured in the process, as long as its mean", () => {
  const chart = barChart(rows);
  expect(chart.match(/<rect/g)).toHaveLength(2);
  const [other, ours] = [...chart.matchAll(/class="(ours|other)"[^>]* width="([\d.]+)"/g)];
  expect(other?.[1]).toBe("other");
  expect(ours?.[1]).toBe("ours");
  expect(Number(ours?.[2]) / Number(other?.[2])).toBeCloseTo(2, 2);
  expect(chart).toContain("this client, &lt;method>");
});

test("a table shows a ratio for each platform, and the range of what goes through", () => {
  expect(callsTable(["a", "b"], [64], rows).split("\n").slice(2)).toEqual([
    "| bare fetch | 1.00 | 1.00 | 1.00 to 1.00 |",
    "| this client, <method> | 1.50 | 2.50 | 0.80 to 0.90 |",
    "| this client, on ./node |  |  | 3.00 to 4.00 |",
  ]);
});
