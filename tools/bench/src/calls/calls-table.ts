import type { Footprint } from "./footprints.ts";

/** What was measured of a way. */
export interface WayRow {
  readonly way: string;
  readonly isOurs: boolean;
  /** For each platform, times the time of a bare fetch, answered in the process; empty: it cannot be. */
  readonly alone: readonly number[];
  /** By how many are in flight: for each platform, times the throughput of a bare fetch. */
  readonly throughput: readonly (readonly number[])[];
}

/** A table of what a call costs, in Markdown. */
export function callsTable(platforms: readonly string[], inFlight: readonly number[], rows: readonly WayRow[]): string {
  const head = ["a call", ...platforms, ...inFlight.map((count) => `throughput, ${count} in flight`)];
  return markdown(
    head,
    rows.map(({ way, alone, throughput }) => [
      way,
      ...platforms.map((_, index) => times(alone[index])),
      ...throughput.map((values) => `${times(Math.min(...values))} to ${times(Math.max(...values))}`),
    ]),
  );
}

/** A table of what each weighs, in Markdown. */
export function footprintTable(footprints: readonly Footprint[]): string {
  const head = ["min+gzip", "one operation", "a client", "cold import", "installed", "packages"];
  return markdown(
    head,
    footprints.map(({ name, operation, client, coldImport, install, packages }) => [
      name,
      kilobytes(operation),
      kilobytes(client),
      Number.isNaN(coldImport) ? "" : `${coldImport.toFixed(0)} ms`,
      install === undefined ? "" : `${(install / 1e6).toFixed(1)} MB`,
      packages === undefined ? "" : String(packages),
    ]),
  );
}

/** The first column is text, all others are numbers. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function times(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : value.toFixed(2);
}

function kilobytes(bytes: number | undefined): string {
  return bytes === undefined ? "" : `${(bytes / 1000).toFixed(1)} kB`;
}
