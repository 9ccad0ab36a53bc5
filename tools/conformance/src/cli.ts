import { Command, Option } from "commander";
import { runConformance } from "./conformance.ts";
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
    "\nExample: pnpm conformance --only multipart --dialect 3.1.0\nExit codes: 0 it ran; 1 it could not run.",
  )
  .action(async ({ only, dialect, json }: { only?: string; dialect: Dialect[]; json?: true }) => {
    const results = await runConformance(dialect, only, (text) => {
      if (process.stderr.isTTY) console.error(text);
    });
    if (json === true) return console.log(JSON.stringify(results, undefined, 2));
    for (const { name, dialect: version, problem } of results) {
      if (problem !== undefined) console.log(`${version} ${name}: ${problem.replaceAll(/\s+/g, " ").slice(0, 400)}`);
    }
    for (const version of dialect) {
      const own = results.filter((result) => result.dialect === version);
      const passed = own.filter(({ problem }) => problem === undefined).length;
      console.log(`OpenAPI ${version}: ${passed} of ${own.length} scenarios pass`);
    }
    return undefined;
  })
  .parseAsync();
