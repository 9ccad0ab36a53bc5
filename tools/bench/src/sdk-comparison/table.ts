import type { Platform } from "./platform-operations.ts";

/** What a candidate did on each platform that a row is about. */
export type Findings = ReadonlyMap<Platform, string>;

export interface Row {
  readonly title: string;
  /** In the order of the columns. */
  readonly findings: readonly Findings[];
}

/** One text for all platforms: what most of them have in common, then those that differ, by name. */
export function cell(findings: Findings): string {
  const groups = new Map<string, Platform[]>();
  for (const [platform, text] of findings) groups.set(text, [...(groups.get(text) ?? []), platform]);
  const [most, ...others] = [...groups].sort(([, one], [, other]) => other.length - one.length);
  if (most === undefined) return "";
  return [most[0], ...others.map(([text, platforms]) => `${platforms.join(", ")}: ${text}`)].join("; ");
}

/** The table as Markdown. */
export function markdownTable(columns: readonly string[], rows: readonly Row[]): string {
  return [
    line(["fault", ...columns]),
    line(["---", ...columns.map(() => "---")]),
    ...rows.map(({ title, findings }) => line([title, ...findings.map(cell)])),
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ")).join(" | ")} |`;
}
