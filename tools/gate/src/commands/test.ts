import { Command, InvalidArgumentError, Option } from "commander";
import { parseShard, type Shard, WHOLE } from "../shard.ts";
import { verify } from "../verify.ts";

// Everything: what `check` does, and the tests.
const command = new Command("pnpm test")
  .description("Checks and tests the whole workspace. The last line is the tally.")
  .addHelpText(
    "after",
    "\nThe work is divided by packages and their tasks. The shards of one count, each run on the same commit, do all of\n" +
      "it, and each test in exactly one of them; a build that several of them need is done in each.\n\n" +
      "Example: pnpm test --shard 1/2\nExit codes: 0 nothing failed; 1 something did, and is named above the tally.",
  )
  .addOption(
    new Option("--shard <index/count>", "do one part of the work, for several machines to share it")
      .argParser(shard)
      .default(WHOLE, "all of it"),
  )
  .option("--live", "also try the clients on real servers, which are installed for it: what `pnpm test:live` does")
  .option(
    "--system",
    "also change each document in every way, release to a private registry, and share a cache, which takes minutes",
  )
  .showHelpAfterError("(--help shows how it is used)");
// `pnpm test -- --shard 1/2` arrives with its dashes.
const words = process.argv.slice(2).filter((word, index) => word !== "--" || index > 0);
const options = command.parse(words, { from: "user" }).opts<{ shard: Shard; live?: true; system?: true }>();
const tasks = ["generate", "build", "typecheck", "test", "package-check"];
if (options.system) tasks.push("mutants", "test-system");
process.exitCode = await verify(tasks, {
  shard: options.shard,
  live: options.live === true,
});

function shard(text: string): Shard {
  try {
    return parseShard(text);
  } catch (error) {
    throw error instanceof RangeError ? new InvalidArgumentError(`\n${error.message}`) : error;
  }
}
