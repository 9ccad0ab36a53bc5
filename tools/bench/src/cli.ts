import { Command } from "commander";
import { type ComparisonOptions, compareSdks } from "./sdk-comparison/compare-sdks.ts";

const program = new Command("bench")
  .description("Measurements on which decisions of this repository rest.")
  .showHelpAfterError("(--help shows how it is used)");

program
  .command("calls", { isDefault: true })
  .summary("what a call costs: the built clients and openapi-fetch against a bare fetch")
  .action(async () => {
    // It brings the contract suite along, which the other has no use for.
    const { measureCalls } = await import("./calls/measure-calls.ts");
    await measureCalls();
  });

program
  .command("comparison")
  .summary("what the vendors' SDKs, openapi-fetch and these clients do when something goes wrong")
  .description(
    "Installs the vendors' SDKs into a folder outside of the repository, calls each of them against servers on this " +
      "machine that misbehave, and prints the table that the README of client-core shows. Takes about five minutes.",
  )
  .option("--write", "write the table into the README")
  .option("--check", "fail when the README says something else")
  .option("--sdks <folder>", "keep the SDKs in this folder, and use what is installed there")
  .action(async (options: ComparisonOptions) => {
    const interrupted = new AbortController();
    process.once("SIGINT", () => interrupted.abort(new Error("interrupted")));
    try {
      await compareSdks(options, interrupted.signal);
    } catch (error) {
      console.error(`comparison: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  });

await program.parseAsync();
