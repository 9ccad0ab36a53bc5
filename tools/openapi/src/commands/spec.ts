import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { DocumentError } from "../document/document-error.ts";
import { lintPlatform, type PlatformLint } from "../lint-platform.ts";
import { listPlatforms } from "../load.ts";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "./command-line.ts";
import { addImportCommands } from "./import.ts";
import { describeLint } from "./report.ts";
import { addUpdateCommand } from "./update.ts";

export { type CommonOptions, guarded, print, showProgress, withCommonOptions };

const LINT_HELP = `
Examples:
  spec lint            all documents
  spec lint acme       one of them

Exit codes: 0 when there are no errors, warnings or not; 1 otherwise.`;

/** The command `spec`, to which other tools add commands of their own. */
export function createSpecProgram(): Command {
  const program = new Command("pnpm spec")
    .description("Reads the vendors' OpenAPI documents: brings them in, and says what is wrong with them.")
    .addHelpText("after", "\nExit codes: 0 done; 1 a document cannot be used, or a check fails; see each command.")
    .showHelpAfterError("(--help shows how it is used)");

  addImportCommands(program);
  addUpdateCommand(program);
  withCommonOptions(program.command("lint"))
    .summary("say what is wrong with specs/<platform>.yaml, overlay applied")
    .description("Lints the documents with their overlays applied. Errors make it fail, warnings do not.")
    .argument("[platform...]", "which platforms; all of them unless named")
    .addHelpText("after", LINT_HELP)
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
  return program;
}
