import { resolve } from "node:path";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "@workshop/openapi/commands";
import type { Command } from "commander";

interface CompareOptions extends CommonOptions {
  readonly document?: string;
  readonly check?: true;
}

const HELP = `
Examples:
  spec compare acme                              with the document that the page names
  spec compare acme --document openapi.json      with one that was downloaded

Exit codes: 0 when both could be read, whether they agree or not; 1 when one could not, and, with --check, when they
disagree.`;

/** Adds `compare`, which holds a platform's pages against the full document. */
export function addCompareCommand(program: Command): void {
  withCommonOptions(program.command("compare"))
    .summary("say where a platform's page and the full document of its vendor disagree")
    .description(
      "Takes the operations of specs/<platform>.yaml out of the full document that its page names, as published and " +
        "without overlays, and says in the words of `spec rate` where the two do not say the same. It is told as a change " +
        "from the page to the full document: what `spec update --from-document` would mean to users of the package.",
    )
    .argument("<platform>", "whose page and document are compared")
    .option("--document <path-or-address>", "the full document, in place of the one that the page names")
    .option("--check", "exit with 1 if they disagree")
    .addHelpText("after", HELP)
    .action(async (platform: string, options: CompareOptions) => {
      await guarded(options, async () => {
        const root = resolve(options.root);
        // The rating brings two compilers along, which no other command has to wait for.
        const { compare, describeComparison } = await import("./compare.ts");
        const { readBothSources } = await import("@workshop/openapi/both-sources");
        const comparison = compare(
          await readBothSources({ root, platform, document: options.document, progress: showProgress }),
        );
        print(options, comparison, () => describeComparison(comparison));
        if (options.check === true && comparison.disagreements.length > 0) process.exitCode = 1;
      });
    });
}
