import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withSection } from "@workshop/config/readme-section";
import { repositoryRoot } from "@workshop/config/repository-root";
import { listPlatforms } from "@workshop/openapi";
import { type BytePrices, bytePrices } from "./byte-prices.ts";
import { markdown } from "./calls-table.ts";
import { oneOperation } from "./footprints.ts";
import { prepareCall } from "./prepared-call.ts";

export interface SizeOptions {
  /** Writes the table into the README of client-core. */
  readonly write?: boolean;
  /** Prints what was measured as JSON. */
  readonly json?: boolean;
}

const CORE = "packages/client-core/src/";
const README = "packages/client-core/README.md";
/** Files that cost less everywhere, in bytes, share a row. */
const LEAST = 100;

/**
 * Measures what one operation of each platform weighs in a page, and what each subject of the runtime is of it.
 *
 * @throws {Error} when a client cannot be bundled
 */
export async function measureSize(options: SizeOptions): Promise<void> {
  const root = repositoryRoot();
  const platforms = listPlatforms(root);
  const measured: BytePrices[] = [];
  for (const platform of platforms) {
    const call = prepareCall(root, platform);
    const { folder } = call;
    const program = oneOperation(call, join(folder, "src", "index.ts"));
    measured.push(await bytePrices(root, folder, program));
  }
  if (options.json) {
    const entries = platforms.map((platform, index) => [platform, measured[index]]);
    return console.info(JSON.stringify(Object.fromEntries(entries)));
  }
  const table = sizeTable(platforms, measured);
  console.info(table);
  if (!options.write) return;
  const file = join(root, README);
  writeFileSync(file, withSection(readFileSync(file, "utf8"), "size", table));
}

/** A table of what each file of the runtime costs, in bytes, in Markdown. */
export function sizeTable(platforms: readonly string[], measured: readonly BytePrices[]): string {
  const rows = new Map<string, number[]>();
  for (const [index, { prices }] of measured.entries())
    for (const { file, bytes } of prices) {
      const name = file.startsWith(CORE) ? `\`${file.slice(CORE.length)}\`` : "what is generated";
      const row = rows.get(name) ?? platforms.map(() => 0);
      row[index] = (row[index] ?? 0) + bytes;
      rows.set(name, row);
    }
  const most = (row: readonly number[]): number => Math.max(...row);
  const small = [...rows].filter(([, row]) => most(row) < LEAST);
  const shown = [...rows]
    .filter(([, row]) => most(row) >= LEAST)
    .sort(([, left], [, right]) => most(right) - most(left));
  const others = platforms.map((_, index) => small.reduce((sum, [, row]) => sum + (row[index] ?? 0), 0));
  const cells = (name: string, row: readonly number[]): string[] => [name, ...row.map((bytes) => String(bytes || ""))];
  return markdown(
    ["one operation, min+gzip", ...platforms],
    [
      cells(
        "**all of it**",
        measured.map(({ total }) => total),
      ),
      ...shown.map(([name, row]) => cells(name, row)),
      cells(`${small.length} smaller files`, others),
    ],
  );
}
