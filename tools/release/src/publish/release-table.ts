import { styleText } from "node:util";
import Table from "cli-table3";
import type { ReleaseResult } from "./release.ts";

const COLOURS = {
  published: "green",
  "would be published": "yellow",
  prepared: "yellow",
  "already there": "reset",
  "never released": "dim",
} as const;

/** The table that a release ends with. Colours are for a person at a terminal; `NO_COLOR` is heard. */
export function releaseTable({ packages, registry, tags }: ReleaseResult): string {
  const style = (format: "bold" | (typeof COLOURS)[keyof typeof COLOURS], text: string): string =>
    styleText(format, text, { stream: process.stdout });
  const table = new Table({
    head: ["package", "version", "state", "integrity"].map((text) => style("bold", text)),
    style: { head: [], border: [] },
  });
  for (const { name, version, state, integrity } of packages) {
    // Enough to compare by eye; --json has all of it.
    table.push([
      name,
      version,
      style(COLOURS[state], state),
      integrity === undefined ? "" : `${integrity.slice(0, 27)}...`,
    ]);
  }
  const lines = [table.toString(), `registry: ${registry}`];
  if (tags.length > 0) lines.push(`tags: ${tags.join(", ")}`);
  return lines.join("\n");
}
