import { repositoryRoot } from "@workshop/config/repository-root";
import { Command } from "commander";
import type { CallsOptions } from "./calls/measure-calls.ts";
import type { SizeOptions } from "./calls/measure-size.ts";
import type { DifferentialOptions } from "./differential.ts";
import { type ComparisonOptions, compareSdks } from "./sdk-comparison/compare-sdks.ts";

const program = new Command("pnpm bench")
  .description("Measurements on which decisions of this repository rest.")
  .addHelpText("after", "\nExit codes: 0 measured; 1 not measured, or a --gate or --check does not hold.")
  .showHelpAfterError("(--help shows how it is used)");

program
  .command("calls", { isDefault: true })
  .summary("what a call costs, and what each way to make it weighs, beside other clients")
  .description(
    "Measures the built clients, openapi-fetch, hey-api's client, ky, ofetch and axios against a bare fetch of the same " +
      "process, and what each of them and the vendors' SDKs weigh. The peers are installed outside of the repository. " +
      "Takes about half an hour on a quiet machine, and means nothing on a busy one.",
  )
  .option("--write", "write the tables and the chart into the README and docs/")
  .option("--gate", "measure our methods alone, and fail where one costs more than two bare fetches")
  .option("--json", "print what was measured as JSON")
  .option("--repeats <count>", "processes that measure each way; the median counts", Number, 3)
  .option("--peers <folder>", "keep the peers in this folder, and use what is installed there")
  .addHelpText("after", "\nExample: pnpm bench calls --peers /tmp/peers --write")
  .action(async (options: CallsOptions) => {
    await untilInterrupted("calls", async (signal) => {
      // It brings the contract suite along, which the other has no use for.
      const { measureCalls } = await import("./calls/measure-calls.ts");
      await measureCalls(options, signal);
    });
  });

program
  .command("size")
  .summary("what one operation of each client weighs, and which promise and which part of the runtime that is")
  .description(
    "Bundles one operation of each client as a page would load it, takes each file of the runtime, and all files of each promise, " +
      "out of the bundle in turn, and prints by how many compressed bytes it is smaller then. Takes seconds.",
  )
  .option("--write", "write the tables into the README of client-core")
  .option("--json", "print what was measured as JSON")
  .addHelpText("after", "\nExample: pnpm bench size --write")
  .action(async (options: SizeOptions) => {
    await untilInterrupted("size", async () => {
      const { measureSize } = await import("./calls/measure-size.ts");
      await measureSize(options);
    });
  });

program
  .command("generate")
  .summary("what importing and generating a document costs, beside other generators")
  .description(
    "Measures processor time and memory for made-up documents and for those given, and what the compiler makes of the " +
      "generated client. The other generators are installed outside of the repository.",
  )
  .argument("[document...]", "further OpenAPI documents")
  .option("--sizes <numbers>", "operations of the made-up documents", "10,100,1000,5000")
  .option("--peers <folder>", "keep the other generators in this folder, and use what is installed there")
  .addHelpText("after", "\nExample: pnpm bench generate --sizes 10,1000 specs/phoenix.yaml")
  .action(async (documents: string[], { sizes, peers }: { sizes: string; peers?: string }) => {
    await untilInterrupted("generate", async (signal) => {
      const { measureGenerate } = await import("./generate/measure-generate.ts");
      const numbers = sizes
        .split(",")
        .map(Number)
        .filter((size) => size > 0);
      await measureGenerate({ sizes: numbers, documents, ...(peers && { peers }) }, signal);
    });
  });

program
  .command("comparison")
  .summary("what the vendors' SDKs, openapi-fetch, hey-api's client, ky and these clients do when something goes wrong")
  .description(
    "Installs the vendors' SDKs into a folder outside of the repository, calls each of them against servers on this " +
      "machine that misbehave, and prints the table that the README of client-core shows. Takes about five minutes.",
  )
  .option("--write", "write the table into the README")
  .option("--check", "fail when the README says something else")
  .option("--sdks <folder>", "keep the SDKs in this folder, and use what is installed there")
  .addHelpText("after", "\nExample: pnpm bench comparison --sdks /tmp/sdks --write")
  .action((options: ComparisonOptions) => untilInterrupted("comparison", (signal) => compareSdks(options, signal)));

program
  .command("differential")
  .summary("whether the clients of another commit plan the same requests, and refuse the same inputs")
  .description(
    "Gives the same random inputs to the built clients of this checkout and of another one, and prints each difference.",
  )
  .requiredOption("--old <checkout>", "a checkout of the other commit, its clients built")
  .option("--inputs <count>", "inputs for each platform", Number, 20_000)
  .option("--seed <number>", "the same inputs as another run", Number, Date.now() % 1_000_000)
  .addHelpText("after", "\nExample: pnpm bench differential --old ../other-checkout --inputs 1000 --seed 1")
  .action(async (options: DifferentialOptions) => {
    const { compareClients } = await import("./differential.ts");
    await compareClients(repositoryRoot(), options);
  });

await program.parseAsync();

/** Runs a command until it is done, or somebody presses Ctrl-C. */
async function untilInterrupted(name: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort(new Error("interrupted")));
  try {
    await run(interrupted.signal);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
