import { Command, Option } from "commander";
import { runConformance } from "./conformance.ts";
import { whyFailing } from "./known.ts";
import { DIALECTS, type Dialect } from "./scenarios.ts";

await new Command("pnpm conformance")
  .description(
    "Generates a client of each document of TypeSpec's conformance suite (@typespec/http-specs, compiled to OpenAPI), and makes the " +
      "calls of its scenarios against the suite's own server, which says whether a request is right.",
  )
  .option("--only <text>", "the scenarios with this in their folder or name")
  .addOption(new Option("--dialect <version...>", "these versions of OpenAPI").choices(DIALECTS).default([...DIALECTS]))
  .option("--json", "print the results as JSON")
  .addHelpText(
    "after",
    "\nExample: pnpm conformance --only multipart --dialect 3.1.0\nExit codes: 0 what fails is known, with its reason; 1 something else fails, or it could not run.",
  )
  .action(async ({ only, dialect, json }: { only?: string; dialect: Dialect[]; json?: true }) => {
    const results = await runConformance(dialect, only, (text) => {
      if (process.stderr.isTTY) console.error(text);
    });
    if (json === true) return console.log(JSON.stringify(results, undefined, 2));
    const unexpected: string[] = [];
    for (const { name, dialect: version, problem } of results) {
      const reason = whyFailing(name, version);
      if (problem !== undefined && reason !== undefined) console.log(`${version} ${name} does not pass: ${reason}`);
      else if (problem !== undefined)
        unexpected.push(`${version} ${name} fails: ${problem.replaceAll(/\s+/g, " ").slice(0, 400)}`);
      else if (reason !== undefined) unexpected.push(`${version} ${name} passes, although known.ts says why it cannot`);
    }
    for (const line of unexpected) console.log(line);
    for (const version of dialect) {
      const own = results.filter((result) => result.dialect === version);
      const passed = own.filter(({ problem }) => problem === undefined).length;
      console.log(`OpenAPI ${version}: ${passed} of ${own.length} scenarios pass`);
    }
    if (unexpected.length > 0) process.exitCode = 1;
    return undefined;
  })
  .parseAsync();
