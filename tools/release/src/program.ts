import { createSpecProgram } from "@workshop/openapi/commands";
import { addRateCommand } from "@workshop/rating/rate-command";
import { addChangesetCommand } from "./changeset/changeset-command.ts";
import { addCompareCommand } from "./compare-command.ts";

const program = createSpecProgram().description(
  "From a vendor's document to an announced change: brings documents in, says what is wrong with them, and what a " +
    "change means to users of the package.",
);
addRateCommand(program);
addChangesetCommand(program);
addCompareCommand(program);
await program.parseAsync();
