import { constants } from "node:os";
import { styleText } from "node:util";
import { Interrupted, untilInterrupted } from "@workshop/config/interruption";
import { Command } from "commander";
import { type WalkThroughStep, walkThrough } from "./walk-through.ts";

const HELP = `
Examples:
  pnpm walkthrough           takes some minutes, and says what it does
  pnpm --silent walkthrough --json

Exit codes: 0 when the user's old program compiles exactly where the rating is not major; 1 otherwise, and when one of
the tools fails; 130 and 143 after SIGINT and SIGTERM.`;

const { json } = new Command("pnpm walkthrough")
  .description(
    "From a vendor's change to an installed package, whole, in a copy of this workspace: documentation sites on loopback " +
      "publish the four pages, one of them changes one value of an enum, twice; the document is updated, the client " +
      "generated, the change rated and announced, the contract suite run, the client released to a private registry, and " +
      "a user's project is upgraded.",
  )
  .option("--json", "print the result as JSON")
  .addHelpText("after", HELP)
  .parse()
  .opts<{ json?: true }>();

const started = Date.now();
const progress = (step: string): void => {
  const seconds = String(Math.round((Date.now() - started) / 1000)).padStart(4);
  process.stderr.write(`${styleText("dim", `${seconds} s  ${step} ...`, { stream: process.stderr })}\n`);
};

try {
  const steps = await walkThrough({ progress, signal: untilInterrupted() });
  process.stdout.write(`${json === true ? JSON.stringify(steps, null, 2) : describe(steps)}\n`);
  process.exitCode = steps.every(({ isTrue }) => isTrue) ? 0 : 1;
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${styleText(["red", "bold"], "error", { stream: process.stderr })}: ${message}\n`);
  process.exitCode = error instanceof Interrupted ? 128 + constants.signals[error.signal] : 1;
}
// The handlers of signals would keep it alive.
process.exit();

function describe(steps: readonly WalkThroughStep[]): string {
  const wrong = steps.filter(({ isTrue }) => !isTrue).length;
  return [
    ...steps.map(describeStep),
    `${steps.length} changes of a page, ${wrong} of them rated otherwise than users find them`,
  ].join("\n");
}

function describeStep(step: WalkThroughStep): string {
  const { change, page, update, rating, reasons, changeset, contract, released, compileErrors, isTrue } = step;
  const bold = (text: string): string => styleText("bold", text, { stream: process.stdout });
  const row = (name: string, value: string): string => `  ${name.padEnd(10)}${value}`;
  const indented = (text: string): string[] => text.split("\n").map((line) => `            ${line}`);
  const verdict = compileErrors === "" ? "the old program compiles" : "the old program does not compile:";
  return [
    bold(`== ${change}`),
    row("page", page),
    row("update", `${update.state}, +${update.added} -${update.removed} lines`),
    row("rating", bold(rating)),
    ...reasons.map((reason) => row("", reason)),
    row("changeset", ""),
    ...indented(changeset.trimEnd()),
    row("contract", `${contract.passed} passed, ${contract.failed} failed`),
    row("release", `${released.name} ${released.from} -> ${released.to}; ${released.others} others stay as they are`),
    row("user", verdict),
    ...(compileErrors === "" ? [] : indented(compileErrors)),
    row("so", isTrue ? "the rating is what the user finds" : "the rating is NOT what the user finds"),
    "",
  ].join("\n");
}
