import { resolve } from "node:path";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "@workshop/openapi/commands";
import { type Command, Option } from "commander";
import { type Bump, compareBumps, type Rating } from "./rating.ts";

interface CommandOptions extends CommonOptions {
  readonly platform?: string;
  readonly check?: Bump;
  readonly bare?: true;
}

const EXAMPLES = `
Examples:
  spec rate old.yaml new.yaml                        two files
  spec rate specs/a.yaml https://example.com/a.json  the document that is here, and a published one
  spec rate HEAD~1:specs/a.yaml specs/a.yaml         a revision of a document, and its file
  spec rate v1 . --platform a                        a platform's document and package, at a revision and as they are
  spec rate HEAD~1 HEAD --platform a --check minor   fails if the rating is major`;

/** Adds `rate`, which says how far a version must move. */
export function addRateCommand(program: Command): void {
  withCommonOptions(program.command("rate"))
    .summary("say what a change of a document means to users of its package: major, minor, patch or none")
    .description(
      "Compares two states of a document from the point of view of the package's users. The judges are the document " +
        "itself and the types generated from it; with --platform also the older state's type tests and the package's " +
        "code. The highest verdict counts. A platform's document is taken with the overlay of the same state.",
    )
    .argument("<old>", "file, http(s) address, or <revision>:<path>; with --platform, a revision or a folder")
    .argument("<new>", "the same, for the newer state")
    .option("--platform <name>", "rate this platform's document and package")
    .option("--bare", "leave overlays out: the documents as published")
    .addOption(
      new Option("--check <bump>", "exit with 1 if the rating is higher").choices(["none", "patch", "minor", "major"]),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (old: string, next: string, options: CommandOptions) => {
      await guarded(options, async () => {
        const rating = await rate(old, next, options);
        const { describeRating } = await import("./describe-rating.ts");
        print(options, rating, () => describeRating(rating));
        if (options.check === undefined || compareBumps(rating.bump, options.check) <= 0) return;
        process.stderr.write(`the rating ${rating.bump} is higher than ${options.check}\n`);
        process.exitCode = 1;
      });
    });
}

async function rate(old: string, next: string, { platform, bare, root }: CommandOptions): Promise<Rating> {
  // Two compilers come with it, which no other command has to wait for.
  const { rateDocuments, ratePackage } = await import("./rate.ts");
  const { readPackageSide } = await import("./sides/package-side.ts");
  const { readSide } = await import("./sides/read-side.ts");
  const folder = resolve(root);
  if (platform !== undefined) {
    return await ratePackage(
      await readPackageSide(old, platform, folder),
      await readPackageSide(next, platform, folder),
      showProgress,
    );
  }
  const isBare = bare === true;
  return await rateDocuments(await readSide(old, folder, isBare), await readSide(next, folder, isBare), showProgress);
}
