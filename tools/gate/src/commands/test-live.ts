import { Command } from "commander";
import { verifyLive } from "../verify.ts";

new Command("pnpm test:live")
  .description(
    "Tries the clients on real servers, which are installed for it, started on the loopback and removed again. What a " +
      "package needs for that stands in the README of its live tests. The last line is the tally: tests for which this " +
      "machine lacks something are skipped, with the reason.",
  )
  .addHelpText("after", "\nExample: pnpm test:live\nExit codes: 0 nothing failed, skipped or not; 1 something did.")
  .showHelpAfterError("(--help shows how it is used)")
  .parse(
    process.argv.slice(2).filter((word) => word !== "--"),
    { from: "user" },
  );
process.exitCode = await verifyLive();
