import { Command, Option } from "commander";
import { runAutorest } from "./autorest/run.ts";
import type { SuiteOptions, SuiteResult } from "./suite.ts";
import { runTypeSpec } from "./typespec/run.ts";
import { DIALECTS, type Dialect } from "./typespec/scenarios.ts";

/** The suites, by the names that `--suite` takes. */
const SUITES = {
  typespec: (options: SuiteOptions, dialects: readonly Dialect[]) => runTypeSpec(dialects, options),
  autorest: (options: SuiteOptions) => runAutorest(options),
} as const satisfies Record<string, (options: SuiteOptions, dialects: readonly Dialect[]) => Promise<SuiteResult>>;
type SuiteName = keyof typeof SUITES;
const NAMES = Object.keys(SUITES) as SuiteName[]; // of the object above

interface Given {
  readonly suite: readonly SuiteName[];
  readonly only?: string;
  readonly dialect: readonly Dialect[];
  readonly json?: true;
}

await new Command("pnpm conformance")
  .description(
    "Generates a client of each document of suites that others have written, and makes the calls of their scenarios against the " +
      "suites' own servers, which say whether a request is right. typespec: @typespec/http-specs, compiled to OpenAPI; autorest: " +
      "@microsoft.azure/autorest.testserver, its Swagger 2.0 converted to OpenAPI.",
  )
  .addOption(new Option("--suite <name...>", "these suites").choices(NAMES).default(NAMES))
  .option(
    "--only <text>",
    "typespec: the scenarios with this in their folder or name; autorest: the documents with it in theirs",
  )
  .addOption(
    new Option("--dialect <version...>", "typespec: these versions of OpenAPI")
      .choices(DIALECTS)
      .default([...DIALECTS]),
  )
  .option("--json", "print the results as JSON")
  .addHelpText(
    "after",
    "\nExample: pnpm conformance --suite typespec --only multipart --dialect 3.1.0\nExit codes: 0 what fails is known, with its reason; 1 something else fails, or it could not run.",
  )
  .action(async ({ suite, only, dialect, json }: Given) => {
    const progress = (text: string): void => {
      if (process.stderr.isTTY) console.error(text);
    };
    const results: Partial<Record<SuiteName, SuiteResult>> = {};
    for (const name of suite) results[name] = await SUITES[name]({ only, progress }, dialect);
    const all = Object.values(results);
    const unexpected = all.flatMap(({ scenarios }) =>
      scenarios.flatMap(({ group, name, problem, known }) => {
        if (problem !== undefined && known === undefined)
          return [`${group}: ${name} fails: ${problem.replaceAll(/\s+/g, " ").slice(0, 400)}`];
        if (problem === undefined && known !== undefined)
          return [`${group}: ${name} passes, although known.ts says why it cannot`];
        return [];
      }),
    );
    if (unexpected.length > 0) process.exitCode = 1;
    if (json === true) return console.log(JSON.stringify(results, undefined, 2));
    for (const result of all) print(result);
    for (const line of unexpected) console.log(line);
    return undefined;
  })
  .parseAsync();

/** What is known of a suite, and how many of its scenarios pass. */
function print({ scenarios, notes }: SuiteResult): void {
  for (const { group, name, problem, known } of scenarios)
    if (problem !== undefined && known !== undefined) console.log(`${group}: ${name} does not pass: ${known}`);
  for (const note of notes) console.log(note);
  for (const group of new Set(scenarios.map((scenario) => scenario.group))) {
    const own = scenarios.filter((scenario) => scenario.group === group);
    const passed = own.filter(({ problem }) => problem === undefined).length;
    console.log(`${group}: ${passed} of ${own.length} scenarios pass`);
  }
}
