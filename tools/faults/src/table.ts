import { describeOutcome } from "./runner/describe-outcome.ts";
import type { FaultResult, RunResult } from "./runner/result.ts";

interface Row {
  readonly group: string;
  name: string;
  readonly outcome: string;
  readonly calls: number;
  nodes: string;
}

/** What came of every fault: how the error calls it, how many times the server saw the request, on which Nodes. */
export function resultTable(runs: readonly RunResult[]): string {
  const rows = new Map<string, Row>();
  for (const { node, faults } of runs) {
    for (const fault of faults) {
      const { outcome, calls } = summary(fault);
      const key = `${fault.name}\n${outcome}`;
      const row = rows.get(key);
      if (row) row.nodes += `, ${node}`;
      else rows.set(key, { group: fault.group, name: fault.name, outcome, calls, nodes: node });
    }
  }
  const lines = merge([...rows.values()]).map(({ group, name, outcome, calls, nodes }) => [
    group,
    name,
    outcome,
    String(calls),
    nodes,
  ]);
  const scenarios = runs.flatMap(({ node, scenarios }) =>
    scenarios.map(({ name, platform, observed = "failed" }) => [
      "many calls",
      `${name} (${platform})`,
      observed,
      "",
      node,
    ]),
  );
  const header = ["group", "fault", "error class, reason, status x deliveries", "calls", "Node"];
  return aligned([header, ...lines, ...scenarios]);
}

/** The same on all platforms in a few words, else by platform. `calls`: platforms times ways. */
function summary({ platforms }: FaultResult): { outcome: string; calls: number } {
  const byOutcome = new Map<string, Set<string>>();
  let calls = 0;
  for (const [platform, ways] of Object.entries(platforms)) {
    for (const { outcome, deliveries } of Object.values(ways)) {
      calls += 1;
      const text = `${describeOutcome(outcome)} x${deliveries}`;
      byOutcome.set(text, (byOutcome.get(text) ?? new Set()).add(platform));
    }
  }
  const all = [...byOutcome];
  if (all.length === 1) return { outcome: String(all[0]?.[0]), calls };
  return { outcome: all.map(([text, names]) => `${text} (${[...names].join(", ")})`).join("; "), calls };
}

/** Neighbours of the family of statuses that come to the same are one row. */
function merge(rows: readonly Row[]): readonly Row[] {
  const merged: Row[] = [];
  const general = ({ outcome }: Row): string => outcome.replace(/\b[1-5]\d\d\b/g, "N");
  const statuses = rows
    .filter(({ group }) => group === "status")
    .sort((one, other) => one.name.localeCompare(other.name) || one.nodes.localeCompare(other.nodes));
  for (const row of [...statuses, ...rows.filter(({ group }) => group !== "status")]) {
    const last = merged.at(-1);
    if (
      last?.group === "status" &&
      row.group === "status" &&
      general(last) === general(row) &&
      last.nodes === row.nodes
    ) {
      const [first] = last.name.replace("status ", "").split("-");
      merged[merged.length - 1] = {
        ...last,
        name: `status ${first}-${row.name.replace("status ", "")}`,
        outcome: general(row),
        calls: last.calls + row.calls,
      };
    } else merged.push({ ...row });
  }
  return merged;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map(
      ([group = "", name = "", outcome = "", calls = "", nodes = ""]) =>
        `${group.padEnd(widths[0] ?? 0)}  ${name.padEnd(widths[1] ?? 0)}  ${calls.padStart(5)}  ${outcome}  [${nodes}]`,
    )
    .join("\n");
}
