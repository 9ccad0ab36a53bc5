import { resolve } from "node:path";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "@workshop/openapi/commands";
import type { Command } from "commander";
import { describeChecked, describeWritten } from "./describe-changesets.ts";
import { selectClients } from "./select-clients.ts";

interface ChangesetOptions extends CommonOptions {
  readonly check?: true;
  readonly since?: string;
}

/** Adds `changeset`, which announces what has become of the packages. */
export function addChangesetCommand(program: Command): void {
  withCommonOptions(program.command("changeset"))
    .summary("write a changeset for each package that changed since its last release, with the reasons")
    .description(
      "Compares each package (its document, overlay, code, and the runtime inside) with the state that was last released: " +
        "its version's tag, or the commit that made it that version. Rates the change, and writes the reasons to " +
        ".changeset/spec-<platform>.md. Run again, it writes the rated section anew; what stands around it is kept.",
    )
    .argument("[platform...]", "which platforms; all of them unless named")
    .option("--since <revision>", "compare with this revision instead")
    .option("--check", "write nothing; exit with 1 if a change is not announced, or its bump is too low")
    .addHelpText(
      "after",
      "\nExample: pnpm spec changeset phoenix\nExit codes: 0 written, or all announced; 1 otherwise.",
    )
    .action(async (platforms: readonly string[], options: ChangesetOptions) => {
      await guarded(options, async () => {
        const root = resolve(options.root);
        const request = {
          root,
          clients: selectClients(root, platforms),
          since: options.since,
          progress: showProgress,
        };
        // Two compilers come with it, which no other command has to wait for.
        if (options.check === true) {
          const { checkChangesets } = await import("./check-changesets.ts");
          const checked = await checkChangesets(request);
          print(options, checked, () => describeChecked(checked));
          if (checked.some(({ isEnough }) => !isEnough)) process.exitCode = 1;
        } else {
          const { writeChangesets } = await import("./write-changesets.ts");
          const written = await writeChangesets(request);
          print(options, written, () => describeWritten(written));
        }
      });
    });
}
