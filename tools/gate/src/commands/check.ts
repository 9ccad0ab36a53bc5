import { Command } from "commander";
import { verify } from "../verify.ts";

// What can be said without running a test of behaviour: format, lint, types, dead code, drift, packages.
new Command("pnpm check")
  .description(
    "Checks the workspace without its tests of behaviour: generated code, changesets, format, lint, types, dead code, " +
      "workflows, and the packed packages. The last line is the tally.",
  )
  .addHelpText(
    "after",
    "\nExample: pnpm check\nExit codes: 0 nothing failed; 1 something did, and is named above the tally.",
  )
  .parse(
    process.argv.slice(2).filter((word) => word !== "--"),
    { from: "user" },
  );
process.exitCode = await verify(["generate", "build", "typecheck", "package-check"]);
