import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { styleText } from "node:util";
import { Command, Option } from "commander";
import { DocumentError } from "./document-error.ts";
import { importDocument } from "./import/import-document.ts";
import { lintPlatform, type PlatformLint } from "./lint-platform.ts";
import { listPlatforms } from "./load.ts";
import { describeImport, describeLint, printable } from "./report.ts";

interface CommonOptions {
  readonly root: string;
  readonly json?: true;
}

const repository = resolve(import.meta.dirname, "../../..");

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
      const progress = (step: string): void => {
        process.stderr.write(`${styleText("dim", `${step} ...`, { stream: process.stderr })}\n`);
      };
      const result = await importDocument({
        source,
        platform: options.platform,
        root: resolve(options.root),
        sourceLabel: options.source,
        progress,
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

await program.parseAsync();

function withCommonOptions(command: Command): Command {
  return command
    .addOption(new Option("--root <dir>", "folder that holds `specs`").default(repository, "this repository"))
    .option("--json", "print the result as JSON");
}

function print({ json }: CommonOptions, result: unknown, describe: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(result, null, 2) : describe()}\n`);
}

/** What is wrong with a document is for people; everything else is a mistake of ours, and keeps its stack. */
async function guarded({ json }: CommonOptions, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof DocumentError)) {
      throw error;
    }
    process.exitCode = 1;
    if (json) {
      const { file, line, pointer, rule, remedy } = error;
      process.stdout.write(`${JSON.stringify({ error: { file, line, pointer, rule, remedy } }, null, 2)}\n`);
    } else {
      const word = styleText(["red", "bold"], "error", { stream: process.stderr });
      process.stderr.write(`${word}: ${printable(error.message)}\n`);
    }
  }
}
