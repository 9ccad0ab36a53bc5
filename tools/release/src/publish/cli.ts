import { resolve } from "node:path";
import { styleText } from "node:util";
import { repositoryRoot } from "@workshop/config/repository-root";
import { Command, Option } from "commander";
import { explainError } from "./explain-error.ts";
import { Journal } from "./journal.ts";
import { printingSteps } from "./progress.ts";
import { type ReleaseResult, release } from "./release.ts";
import { InterruptedError } from "./release-error.ts";
import { releaseTable } from "./release-table.ts";

interface Options {
  readonly root: string;
  readonly dryRun?: true;
  readonly prepare?: true;
  readonly push?: true;
  readonly out?: string;
  readonly json?: true;
}

const repository = repositoryRoot();
/** Where artifacts are kept unless told otherwise; a dry run keeps none unless told to. */
const ARTIFACTS = ".release";
/** What a shell reports for a command that Ctrl-C has ended. */
const INTERRUPTED = 130;

const program = new Command("pnpm release")
  .description(
    "Releases the clients: turns the changesets into versions, builds, runs the contract suite, packs, checks, commits, " +
      "publishes to the registry of your npm configuration, and tags. What the registry holds already is left alone, so " +
      "it can be run again after anything: it publishes what is missing.",
  )
  .addOption(
    new Option("--dry-run", "do all of it but commit, publish and tag; your work tree stays as it is").conflicts(
      "prepare",
    ),
  )
  .option(
    "--prepare",
    "the same with what is committed, asking no registry, and keep beside the tarballs what publish-prepared.ts needs: " +
      "so a token stands only where nothing is built or tested",
  )
  .option("--push", "push the release commit before anything is published, and the tags afterwards (for CI)")
  .option("--out <folder>", `keep the tarballs and their SBOMs there (default: ${ARTIFACTS}; nowhere in a dry run)`)
  .addOption(new Option("--root <folder>", "the repository").default(repository, "this one"))
  .option("--json", "print the result as JSON")
  .addHelpText(
    "after",
    "\nExample: pnpm release --dry-run\nExit codes: 0 released, or nothing to do; 1 not, and how things stand is told; 130 interrupted.",
  )
  .showHelpAfterError("(--help shows how it is used)")
  .action(run);

await program.parseAsync();

async function run(options: Options): Promise<void> {
  const root = resolve(options.root);
  const extent = options.dryRun === true ? "dry run" : options.prepare === true ? "prepare" : "release";
  const out = options.out ?? (extent === "dry run" ? undefined : resolve(root, ARTIFACTS));
  const controller = new AbortController();
  const journal = new Journal(printingSteps);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) return;
      process.stderr.write(`${signal}: stopping; what cannot be left half done is finished first ...\n`);
      controller.abort(new InterruptedError(`interrupted by ${signal}`));
    });
  }
  try {
    const push = options.push === true;
    const result = await release({ root, extent, push, out: out && resolve(out), controller, journal });
    print(options, result);
  } catch (error) {
    report(options, journal, error);
  }
}

function print({ json }: Options, result: ReleaseResult): void {
  process.stdout.write(`${json === true ? JSON.stringify(result, undefined, 2) : releaseTable(result)}\n`);
}

function report({ json }: Options, { step, state }: Journal, error: unknown): void {
  const explanation = explainError(error);
  if (explanation === undefined) {
    process.stderr.write(`${step}: ${state}\n`);
    throw error;
  }
  process.exitCode = error instanceof InterruptedError ? INTERRUPTED : 1;
  const { rule, remedy } = explanation;
  if (json === true) {
    process.stdout.write(`${JSON.stringify({ error: { step, rule, state, remedy } }, undefined, 2)}\n`);
    return;
  }
  const word = styleText(["red", "bold"], "error", { stream: process.stderr });
  process.stderr.write(`${word}: ${step}: ${rule}\n  state: ${state}\n  remedy: ${remedy}\n`);
}
