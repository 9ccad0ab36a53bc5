import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withSection } from "@workshop/config/readme-section";
import { Command } from "commander";
import { runtimeTable } from "./table.ts";
import { tryRuntimes } from "./try-runtimes.ts";

const README = join(import.meta.dirname, "../../../README.md");

new Command("pnpm runtimes")
  .description("Tries the built clients on Node, Deno, Bun, workerd and in Chromium, against a server on this machine.")
  .option("--only <name>", "the runtimes with this in their name")
  .option("--write", "writes the table into the README")
  .addHelpText(
    "after",
    "\nExample: pnpm runtimes --only deno\nExit codes: 0 as expected everywhere; 1 something is wrong, and is named.",
  )
  .action(async ({ only, write }: { only?: string; write?: true }) => {
    const reports = await tryRuntimes(only);
    const table = runtimeTable(reports);
    console.log(table);
    for (const { name, skipped, problems } of reports) {
      if (skipped !== undefined) console.log(`skipped: ${name}: ${skipped}`);
      for (const problem of problems) console.log(`wrong: ${name}: ${problem}`);
    }
    const wrong = reports.flatMap(({ problems }) => problems).length;
    const skipped = reports.filter((report) => report.skipped !== undefined).length;
    console.log(`\n${reports.length - skipped} runtimes tried, ${skipped} skipped, ${wrong} wrong`);
    if (wrong > 0) process.exitCode = 1;
    else if (write === true) writeFileSync(README, withSection(readFileSync(README, "utf8"), "runtimes", table));
  })
  .parse();
