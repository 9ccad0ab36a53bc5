import { resolve } from "node:path";
import { styleText } from "node:util";
import { DocumentError } from "@workshop/openapi";
import { Command } from "commander";
import { type GeneratedPlatform, GenerateError, generate } from "./generate.ts";
import { ScaffoldError, scaffoldPackage } from "./scaffold/scaffold-package.ts";

const HOUSE = resolve(import.meta.dirname, "../../..");

const program = new Command("pnpm codegen")
  .description("Compiles the documents in specs/ into the packages in packages/.")
  .addHelpText("after", "\nExit codes: 0 done, or nothing to do; 1 not done, or --check found a difference.");

program
  .command("generate", { isDefault: true })
  .description("write packages/<platform>-client/src/generated from specs/<platform>.yaml and its overlay")
  .option("--platform <name...>", "only these platforms (default: all)")
  .option("--check", "write nothing; fail if anything would change")
  .option("--root <folder>", "the folder that holds specs/ and packages/", HOUSE)
  .option("--json", "print the result as JSON")
  .addHelpText(
    "after",
    "\nExample: pnpm generate --platform phoenix\nExit codes: 0 written, or up to date; 1 a document cannot be used, or --check found a difference.",
  )
  .action(async (options: { platform?: string[]; check?: true; root: string; json?: true }) => {
    const result = await generate({
      root: resolve(options.root),
      formatting: HOUSE,
      check: options.check === true,
      ...(options.platform === undefined ? {} : { platforms: options.platform }),
      onProgress: (platform) => {
        if (process.stderr.isTTY) process.stderr.write(`generating ${platform} ...\n`);
      },
    });
    if (options.json === true) console.log(JSON.stringify(result, undefined, 2));
    else for (const platform of result) console.log(describe(platform, options.check === true));
    const changed = result.flatMap((platform) => platform.changed);
    if (options.check !== true || changed.length === 0) return;
    console.error(`${style("red", "not up to date")}: run \`pnpm generate\` and commit what it writes`);
    process.exitCode = 1;
  });

program
  .command("scaffold <platform>")
  .description("make packages/<platform>-client for a document that was imported")
  .requiredOption("--name <PascalCase>", "the client's name in code: EdgeImpulse gives createEdgeImpulseClient")
  .requiredOption("--title <Title>", "the platform's name in prose: Edge Impulse")
  .option("--root <folder>", "the folder that holds specs/ and packages/", HOUSE)
  .addHelpText("after", '\nExample: pnpm codegen scaffold acme --name Acme --title "Acme Cloud"')
  .action((platform: string, options: { name: string; title: string; root: string }) => {
    const files = scaffoldPackage({ root: resolve(options.root), platform, name: options.name, title: options.title });
    for (const file of files) console.log(`wrote ${file}`);
    console.log("next: pnpm install && pnpm generate");
  });

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof DocumentError || error instanceof GenerateError || error instanceof ScaffoldError;
  if (!known) throw error;
  console.error(`${style("red", "error")}: ${error.message}`);
  process.exitCode = 1;
}

function describe(
  { platform, operations, changed, unchecked, renamed, renamedOperations, notes }: GeneratedPlatform,
  check: boolean,
): string {
  const count = `${operations} operation${operations === 1 ? "" : "s"}`;
  const state =
    changed.length === 0
      ? style("green", "unchanged")
      : [style("yellow", check ? "would change" : "written"), ...changed.map((file) => `  ${file}`)].join("\n");
  const note =
    unchecked.length === 0
      ? ""
      : `\n  not checked at run time, because the validator does not know them: ${unchecked.join(", ")}`;
  const names = [
    ...renamedOperations.map(
      ({ operationId, request, name }) =>
        `the operation ${operationId} (${request}) is the method ${name}: its own name means something else, or is another's, too`,
    ),
    ...renamed.map(
      ({ schema, name }) =>
        `the type of the schema ${schema} is exported as ${name}: its own name means something else, or is another's, too`,
    ),
    ...notes,
  ].map((words) => `\n  ${words}`);
  return `${platform}: ${count}, ${state}${note}${names.join("")}`;
}

function style(colour: "green" | "red" | "yellow", text: string): string {
  return styleText(colour, text, { stream: process.stdout });
}
