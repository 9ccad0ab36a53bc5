import { Command } from "commander";
import { runTurbo } from "../turbo.ts";

new Command("pnpm build")
  .description("Generates and builds the packages whose document, overlay or runtime has changed.")
  .addHelpText("after", "\nExample: pnpm build\nExit codes: 0 built; 1 not built, as is told above.")
  .parse(
    process.argv.slice(2).filter((word) => word !== "--"),
    { from: "user" },
  );
process.exitCode = runTurbo(["build"]);
