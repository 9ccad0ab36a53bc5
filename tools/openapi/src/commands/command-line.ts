import { resolve } from "node:path";
import { styleText } from "node:util";
import { type Command, Option } from "commander";
import { DocumentError } from "../document/document-error.ts";
import { printable } from "./report.ts";

/** What every command here takes. */
export interface CommonOptions {
  readonly root: string;
  readonly json?: true;
}

const repository = resolve(import.meta.dirname, "../../../..");

/** Adds the options that every command here takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .addOption(new Option("--root <dir>", "folder that holds `specs`").default(repository, "this repository"))
    .option("--json", "print the result as JSON");
}

/** Prints a command's result, for a machine or for a person. */
export function print({ json }: CommonOptions, result: unknown, describe: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(result, null, 2) : describe()}\n`);
}

/** Tells a person who waits what is being done; never mixed into the result. */
export function showProgress(step: string): void {
  process.stderr.write(`${styleText("dim", `${step} ...`, { stream: process.stderr })}\n`);
}

/** What is wrong with a document is for people; everything else is a mistake of ours, and keeps its stack. */
export async function guarded({ json }: CommonOptions, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof DocumentError)) {
      throw error;
    }
    process.exitCode = 1;
    if (json) {
      process.stdout.write(`${JSON.stringify({ error: error.parts() }, null, 2)}\n`);
    } else {
      const word = styleText(["red", "bold"], "error", { stream: process.stderr });
      process.stderr.write(`${word}: ${printable(error.message)}\n`);
    }
  }
}
