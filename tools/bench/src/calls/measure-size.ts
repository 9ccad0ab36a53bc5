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
  /** Writes the tables into the README of client-core. */
  readonly write?: boolean;
  /** Prints what was measured as JSON. */
  readonly json?: boolean;
}

const CORE = "packages/client-core/src/";
const README = "packages/client-core/README.md";
/** What keeps each promise, by the folders and files of the runtime; the rest is what any client needs. */
const PROMISES: readonly (readonly [promise: string, files: RegExp])[] = [
  ["nothing widens a delete: copied once, refused or written as the document says", /src\/(request\/|records|issue)/],
  ["constraints are checked before sending, and all faults named", /src\/checks\//],
  ["options and clients are checked as strictly", /src\/(read-options|options|servers)\.|engine\/bind\./],
  ["success is only the declared success", /response\/(decode|difference|head|headers|judge)\./],
  ["failures say what is known of the outcome", /engine\/failure\.|src\/errors\.|response\/verdict\./],
  ["receipts", /engine\/conclude\.|src\/receipt\./],
  ["credentials stay home, tokens are asked for once", /src\/security\/|response\/redaction\.|engine\/credentials\./],
  ["a deadline holds, and a limit of bytes", /engine\/(alarm|deadline)\.|response\/read-body\./],
  ["retries are earned", /engine\/retry/],
  ["the same in each runtime, and to whoever looks on", /engine\/(exchange|hooks|runtime)\./],
];

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
    measured.push(
      await bytePrices(
        root,
        folder,
        program,
        PROMISES.map(([, files]) => files),
      ),
    );
  }
  if (options.json) {
    const entries = platforms.map((platform, index) => [platform, measured[index]]);
    return console.info(JSON.stringify(Object.fromEntries(entries)));
  }
  const table = `${promiseTable(platforms, measured)}\n\n${sizeTable(platforms, measured)}`;
  console.info(table);
  if (!options.write) return;
  const file = join(root, README);
  writeFileSync(file, withSection(readFileSync(file, "utf8"), "size", table));
}

/** A table of what each promise costs, in bytes, in Markdown. */
function promiseTable(platforms: readonly string[], measured: readonly BytePrices[]): string {
  const head = ["one operation, min+gzip, by promise", ...platforms];
  return markdown(head, [
    ...PROMISES.map(([promise], index) => [promise, ...measured.map(({ promises }) => String(promises[index] || ""))]),
    ["**all of it**", ...measured.map(({ total }) => String(total))],
  ]);
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
    ["one operation, min+gzip, by file", ...platforms],
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
