import { styleText } from "node:util";
import Table from "cli-table3";
import { outOfReach, type PlatformSummary } from "./summary.ts";

/** The table that a run of the contract suite ends with, and the reasons for what no client can reach. */
export function coverageTable(summaries: readonly PlatformSummary[]): string {
  const style = (format: "bold" | "green" | "red", text: string): string =>
    styleText(format, text, { stream: process.stdout });
  const table = new Table({
    head: ["contract", "operations", "clauses", "exercised", "out of reach", "cases", "not passed", "seconds"].map(
      (text) => style("bold", text),
    ),
    colAligns: ["left", "right", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const summary of summaries) {
    const { platform, operations, clauses, exercised, cases, failed, seconds } = summary;
    const reachable = clauses - outOfReach(summary);
    const share = `${exercised} (${percentage(exercised, reachable)})`;
    table.push([
      platform,
      operations,
      clauses,
      style(exercised === reachable ? "green" : "red", share),
      outOfReach(summary),
      cases,
      style(failed === 0 ? "green" : "red", String(failed)),
      seconds.toFixed(1),
    ]);
  }
  const reasons = summaries.flatMap(({ platform, reasons: all }) =>
    all.map(([reason, count]) => `  ${platform}: ${count} out of reach, because ${reason}`),
  );
  return [table.toString(), ...reasons].join("\n");
}

/** Rounded down: only all is 100 %. */
function percentage(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((part * 1000) / whole) / 10} %`;
}
