/** `pnpm contract-report`: the table of all platforms, and the page with every clause. */
import { join, relative, resolve } from "node:path";
import { repositoryRoot } from "@workshop/config/repository-root";
import { replaceFiles } from "@workshop/openapi/replace-files";
import { Command } from "commander";
import { coverageTable } from "./coverage-table.ts";
import { NoRecords, readRecords } from "./read-records.ts";
import { reportPage } from "./report-page.ts";
import { outOfReach, summarise } from "./summary.ts";

const command = new Command("pnpm contract-report")
  .description(
    "Shows which clauses of the documents the contract suites have exercised, as they were run last, and writes a page with " +
      "every clause and its cases.",
  )
  .option("--root <dir>", "folder that holds `packages`; by default this repository")
  .option("--out <file>", "where the page goes; by default contract-report.html in that folder")
  .option("--json", "print one JSON document instead of the table")
  .addHelpText(
    "after",
    "\nExample: pnpm contract-report --json\nExit codes: 0 written; 1 no suite has run yet, or it cannot be written.",
  )
  .showHelpAfterError("(--help shows how it is used)")
  .action(run);

await command.parseAsync();

async function run(options: { readonly root?: string; readonly out?: string; readonly json?: true }): Promise<void> {
  try {
    const root = options.root === undefined ? repositoryRoot() : resolve(options.root);
    const records = readRecords(root);
    const page = options.out === undefined ? join(root, "contract-report.html") : resolve(options.out);
    // In one go: whoever has it open never sees half of it.
    replaceFiles([[page, await reportPage(records)]]);
    const summaries = records.map(summarise);
    if (options.json === true) {
      const told = summaries.map((summary) => ({ ...summary, outOfReach: outOfReach(summary) }));
      console.log(JSON.stringify({ page, platforms: told }, undefined, 2));
    } else {
      console.log(`${coverageTable(summaries)}\nEvery clause and its cases: ${relative(process.cwd(), page)}`);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (!(error instanceof NoRecords) && code === undefined) throw error;
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
