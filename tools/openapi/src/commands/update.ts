import { constants } from "node:os";
import { resolve } from "node:path";
import type { Command } from "commander";
import { type UpdateResult, updateDocuments } from "../document/update/update-documents.ts";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "./command-line.ts";
import { describeUpdate } from "./describe-update.ts";

interface UpdateOptions extends CommonOptions {
  readonly check?: true;
  readonly full?: true;
  readonly fromDocument?: true;
}

const HELP = `
Examples:
  spec update                        all documents
  spec update acme --check --full    what would change, all of it
  spec update acme --from-document   the operation as the full document has it

Exit codes: 0 when every document is now what its source has; 1 when a source failed, none could be fetched, or, with
--check, a document would change; 130 and 143 after SIGINT and SIGTERM, everything stored by then being whole.`;

/** Adds `update`, which fetches the sources of the documents anew. */
export function addUpdateCommand(program: Command): void {
  withCommonOptions(program.command("update"))
    .summary("fetch the documents anew, and show what changed")
    .description(
      "Looks up where each document comes from, as specs/sources.json says: the page of an operation in the index of its " +
        "site, or an address. Shows what changed, and replaces the documents that did, byte for byte as published, with " +
        "their records. A document that is the same is not touched, nor is one whose source fails; the others are still " +
        "updated. What was seen last is kept in node_modules/.cache/spec-update, and asked for only where it has changed.",
    )
    .argument("[platform...]", "which platforms; all of them unless named")
    .option("--check", "write nothing; the exit code is also 1 when a document would change")
    .option("--full", "show the whole difference, not just its beginning")
    .option(
      "--from-document",
      "from now on, take the operations out of the full document that the page names; info, servers, security and tags " +
        "stay the page's (`spec import` of the page goes back)",
    )
    .addHelpText("after", HELP)
    .action(async (platforms: readonly string[], options: UpdateOptions) => {
      await guarded(options, async () => {
        await untilInterrupted(async (signal) => {
          const results = await updateDocuments({
            root: resolve(options.root),
            platforms: platforms.length > 0 ? platforms : undefined,
            check: options.check,
            fromDocument: options.fromDocument,
            progress: showProgress,
            signal,
          });
          print(options, results, () => describeUpdate(results, { full: options.full === true }));
          if (!isGood(results)) process.exitCode = 1;
        });
      });
    });
}

function isGood(results: readonly UpdateResult[]): boolean {
  const states = new Set(results.map(({ state }) => state));
  const done = states.has("updated") || states.has("unchanged");
  return done && !states.has("failed") && !states.has("would change");
}

/** Lets an action end in its own time when it is interrupted; a second time ends it at once. */
async function untilInterrupted(action: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let interruptedBy: "SIGINT" | "SIGTERM" | undefined;
  const interrupt = (signal: "SIGINT" | "SIGTERM"): void => {
    interruptedBy = signal;
    controller.abort();
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    await action(controller.signal);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    if (interruptedBy !== undefined) process.exitCode = 128 + constants.signals[interruptedBy];
  }
}
