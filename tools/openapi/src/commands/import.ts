import { resolve } from "node:path";
import type { Command } from "commander";
import { importDocument } from "../document/import/import-document.ts";
import { addOperation } from "../document/update/add-operation.ts";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "./command-line.ts";
import { describeImport } from "./report.ts";

interface ImportOptions extends CommonOptions {
  readonly platform: string;
  readonly source?: string;
  readonly fromDocument?: true;
  readonly overlay?: string;
  readonly bundle?: true;
  readonly skipBroken?: true;
}

/** Adds `import` and `add`, which bring documents in. */
export function addImportCommands(program: Command): void {
  withCommonOptions(program.command("import"))
    .summary("write specs/<platform>.yaml from a published page or document")
    .description(
      "Takes the OpenAPI document out of a documentation page (its one fenced block), or a YAML or JSON document as it is, " +
        "checks it, and writes it byte for byte as published to specs/<platform>.yaml. What the page says of where it comes " +
        "from (index, title, document, operation), date and sha256 are recorded in specs/sources.json; `spec update` finds " +
        "the page again by them. When anything is wrong, nothing is written.",
    )
    .argument("<page-or-document>", "path, or https address (http on loopback)")
    .requiredOption("--platform <name>", "name of the platform, in lower case")
    .option(
      "--source <label>",
      "where it comes from, recorded beside what the page says, or in place of path or address",
    )
    .option(
      "--from-document",
      "take the page's operation, and what it refers to, out of the full document that the page names",
    )
    .option("--overlay <file>", "an overlay that becomes the platform's, applied before the document is judged")
    .option("--bundle", "bring in what the document refers to in other files, beside and below it or on the same site")
    .option("--skip-broken", "leave out, by name, the operations that cannot be used")
    .addHelpText("after", IMPORT_HELP)
    .action(async (source: string, options: ImportOptions) => {
      await guarded(options, async () => {
        const result = await importDocument({
          source,
          platform: options.platform,
          root: resolve(options.root),
          sourceLabel: options.source,
          fromDocument: options.fromDocument,
          overlay: options.overlay,
          bundle: options.bundle,
          skipBroken: options.skipBroken,
          progress: showProgress,
        });
        print(options, result, () => describeImport(result));
      });
    });

  withCommonOptions(program.command("add"))
    .summary("add the operation of another page of the same API to specs/<platform>.yaml")
    .description(
      "Merges a second page into a platform's document: one that is given, or that of an operation, which is looked up in " +
        "the index of the site. From then on `spec update` follows both. Where page and document do not say the same of a " +
        "place, every such place is named, in both, and nothing is written.",
    )
    .argument("<platform>", "whose document it is added to")
    .argument("<page-or-operation>", 'path or https address of the page, or an operation such as "GET /things"')
    .addHelpText("after", ADD_HELP)
    .action(async (platform: string, source: string, options: CommonOptions) => {
      await guarded(options, async () => {
        const result = await addOperation({ platform, source, root: resolve(options.root), progress: showProgress });
        print(options, result, () => describeImport(result));
      });
    });
}

const EXIT_CODES = `
Exit codes: 0 when the document is there, whether it is new or not; 1 when something is wrong: nothing was written.`;

const IMPORT_HELP = `
Examples:
  spec import page.md --platform acme                                   a page that was saved
  spec import https://docs.example.com/api/delete-things.md --platform acme
  spec import page.md --platform acme --from-document                   from the document that the page names
  spec import openapi.yaml --platform acme --bundle                     a document in several files
  spec import openapi.json --platform acme --skip-broken                what can be used of a document with errors
${EXIT_CODES}`;

const ADD_HELP = `
Examples:
  spec add acme https://docs.example.com/api/list-things.md
  spec add acme "GET /things"
${EXIT_CODES}`;
