import { styleText } from "node:util";
import { type WalkThroughStep, walkThrough } from "./walk-through.ts";

// Shows, change by change, what becomes of a document's change: rating, reasons, changeset, version, and whether a program
// that was written for the version before still compiles.
process.stderr.write("releasing a small client, then changing its document ...\n");
const steps = await walkThrough((step) => process.stdout.write(`${describe(step)}\n`));
const broken = steps.filter((step) => !isTrue(step));
process.stdout.write(`${steps.length} changes, ${broken.length} of them rated wrongly\n`);
process.exitCode = broken.length === 0 ? 0 : 1;

/** The rating tells the truth when the old program compiles exactly if it is not major. */
function isTrue({ change, rating, compileErrors }: WalkThroughStep): boolean {
  return rating === change.expected && (compileErrors === "") === (rating !== "major");
}

function describe(step: WalkThroughStep): string {
  const { change, rating, reasons, changeset, objections, versions, compileErrors } = step;
  return [
    bold(`== ${change.name}`),
    `rating: ${bold(rating)}`,
    ...reasons.map((reason) => `  ${reason}`),
    "the check without a changeset:",
    ...indented(objections.before),
    "changeset:",
    ...indented(changeset.trimEnd()),
    `the check with it: ${objections.after === "" ? "ok" : objections.after}`,
    `version: ${versions.before} -> ${versions.after}`,
    compileErrors === "" ? "the old program compiles" : `the old program does not compile:\n${compileErrors}`,
    "",
  ].join("\n");
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  | ${line}`);
}

function bold(text: string): string {
  return styleText("bold", text, { stream: process.stdout });
}
