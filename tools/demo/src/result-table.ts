import { styleText } from "node:util";
import Table from "cli-table3";
import type { BuiltCall, BuiltPackage } from "./built-call.ts";

/** One row: a platform, its package, the call. */
export interface ResultRow {
  readonly platform: string;
  readonly built: BuiltPackage;
  readonly call: BuiltCall;
}

/** The narrowest table that can still be read, and the width where there is no terminal to ask. */
const NARROWEST = 100;
const UNKNOWN_WIDTH = 140;

/** The table that `start` ends with. Colours are for a person at a terminal; `NO_COLOR` is heard. */
export function resultTable(
  rows: readonly ResultRow[],
  columns: number = process.stdout.columns ?? UNKNOWN_WIDTH,
): string {
  const style = (format: "bold" | "green", text: string): string => styleText(format, text, { stream: process.stdout });
  const width = Math.max(NARROWEST, columns);
  const [operation, status, size] = [28, 8, 20];
  const platform = 2 + Math.max(8, ...rows.map((row) => row.platform.length));
  const rest = width - platform - operation - status - size - 7;
  const request = Math.floor(rest * 0.6);
  const table = new Table({
    head: ["platform", "operation", "request line", "status", "response", "shipped; min+gzip"].map((text) =>
      style("bold", text),
    ),
    colWidths: [platform, operation, request, status, rest - request, size],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
  });
  for (const { platform: name, built, call } of rows) {
    table.push([
      name,
      call.operation,
      call.requestLine,
      style("green", String(call.status)),
      call.response === undefined ? "no body" : JSON.stringify(call.response),
      `${kilobytes(built.bytes)}; ${kilobytes(built.bundledBytes)}`,
    ]);
  }
  return table.toString();
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
