import { resolve } from "node:path";
import { Command } from "commander";
import { proposeUpdate } from "./propose-update.ts";

// For the workflow that updates documents; by hand, a person opens a pull request as ever.
const { platform, rating, base, root } = new Command("propose-update")
  .description("Commits an updated document with all that follows from it, and opens a pull request with its rating.")
  .requiredOption("--platform <name>", "whose document was updated")
  .requiredOption("--rating <file>", "what `spec rate --json` has printed")
  .option("--base <branch>", "the branch that it is proposed for", "main")
  .option("--root <folder>", "the repository", resolve(import.meta.dirname, "../../../.."))
  .parse()
  .opts<{ platform: string; rating: string; base: string; root: string }>();
console.log(`${platform}: ${proposeUpdate({ root: resolve(root), platform, rating: resolve(rating), base })}`);
