import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { repositoryRoot } from "@workshop/config/repository-root";
import { Command } from "commander";
import { proposeUpdate } from "./propose-update.ts";
import { jobOutputs, parseResults, reportFailures } from "./report-failures.ts";

// For the workflow that updates documents; by hand, a person opens a pull request as ever.
const REPOSITORY = repositoryRoot();
const program = new Command("proposal").description(
  "What the workflow that updates documents says to GitHub, by `gh`.",
);

program
  .command("propose")
  .description(
    "Commits an updated document with all that follows from it, and opens a pull request with its rating, or brings the " +
      "open one up to date. A branch that a person has worked on is left alone.",
  )
  .requiredOption("--platform <name>", "whose document was updated")
  .requiredOption("--rating <file>", "what `spec rate --json` has printed")
  .option("--base <branch>", "the branch that it is proposed for", "main")
  .option("--root <folder>", "the repository", REPOSITORY)
  .addHelpText("after", "\nExample:\n  proposal propose --platform acme --rating rating.json")
  .action(({ platform, rating, base, root }: { platform: string; rating: string; base: string; root: string }) => {
    console.log(`${platform}: ${proposeUpdate({ root: resolve(root), platform, rating: resolve(rating), base })}`);
  });

program
  .command("outputs")
  .description("Prints, for $GITHUB_OUTPUT, which platforms have a new document, and what to report of all.")
  .requiredOption("--results <file>", "what `spec update --check --json` has printed")
  .addHelpText("after", '\nExample:\n  proposal outputs --results update.json >> "$GITHUB_OUTPUT"')
  .action(({ results }: { results: string }) => {
    process.stdout.write(jobOutputs(parseResults(readFileSync(resolve(results), "utf8"))));
  });

program
  .command("report")
  .description(
    "Keeps one issue that says which sources fail, and closes it when none does. Exits with 1 when one does.",
  )
  .requiredOption("--results <file>", "what `spec update --json` has printed")
  .requiredOption("--run <address>", "of the run that has found it")
  .option("--proposals <result>", "how the jobs that open pull requests have ended, as GitHub says it", "success")
  .option("--root <folder>", "the repository", REPOSITORY)
  .addHelpText(
    "after",
    "\nExample:\n  proposal report --results update.json --run https://github.com/o/r/actions/runs/1",
  )
  .action(({ results, run, proposals, root }: { results: string; run: string; proposals: string; root: string }) => {
    const found = parseResults(readFileSync(resolve(results), "utf8"));
    const proposalFailed = proposals === "failure";
    console.log(`issue: ${reportFailures({ root: resolve(root), results: found, proposalFailed, run })}`);
    for (const { platform, state, error } of found.filter((result) => result.state === "failed")) {
      console.log(`${platform}: ${state}: ${error?.file}: ${error?.rule}`);
      process.exitCode = 1;
    }
  });

program.parse();
