import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { DocumentError } from "../document/document-error.ts";
import { importDocument } from "../document/import/import-document.ts";
import { lintPlatform, type PlatformLint } from "../lint-platform.ts";
import { listPlatforms } from "../load.ts";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "./command-line.ts";
import { describeImport, describeLint } from "./report.ts";
import { addUpdateCommand } from "./update.ts";

export { type CommonOptions, guarded, print, showProgress, withCommonOptions };

/** The command `spec`, to which other tools add commands of their own. */
export function createSpecProgram(): Command {
  const program = new Command("spec")
    .description("Reads the vendors' OpenAPI documents: brings them in, and says what is wrong with them.")
    .showHelpAfterError("(--help shows how it is used)");

  withCommonOptions(program.command("import"))
    .summary("write specs/<platform>.yaml from a published page or document")
    .description(
      "Takes the OpenAPI document out of a documentation page (its one fenced block), or a YAML or JSON document as it is, " +
        "checks it, and writes it byte for byte as published to specs/<platform>.yaml. Its source, date and sha256 are " +
        "recorded in specs/sources.json. When anything is wrong, nothing is written.",
    )
    .argument("<page-or-document>", "path, or http(s) address")
    .requiredOption("--platform <name>", "name of the platform, in lower case")
    .option("--source <label>", "where it comes from, recorded in place of the path or address")
    .action(async (source: string, options: CommonOptions & { platform: string; source?: string }) => {
      await guarded(options, async () => {
        const result = await importDocument({
          source,
          platform: options.platform,
          root: resolve(options.root),
          sourceLabel: options.source,
          progress: showProgress,
        });
        print(options, result, () => describeImport(result));
      });
    });

  withCommonOptions(program.command("lint"))
    .summary("say what is wrong with specs/<platform>.yaml, overlay applied")
    .description("Lints the documents with their overlays applied. Errors make it fail, warnings do not.")
    .argument("[platform...]", "which platforms; all of them unless named")
    .action(async (platforms: readonly string[], options: CommonOptions) => {
      await guarded(options, async () => {
        const root = resolve(options.root);
        if (!existsSync(join(root, "specs"))) {
          throw new DocumentError({ file: "--root" }, "the folder holds no `specs`", "give the folder that does");
        }
        const results: PlatformLint[] = [];
        for (const platform of platforms.length > 0 ? platforms : listPlatforms(root)) {
          results.push(await lintPlatform(root, platform));
        }
        print(options, results, () => results.map(describeLint).join("\n"));
        if (results.some(({ problems }) => problems.some(({ severity }) => severity === "error"))) {
          process.exitCode = 1;
        }
      });
    });

  addUpdateCommand(program);
  return program;
}
