import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ContractRecord } from "./records.ts";

/** Where a package's run leaves its record, from the package's folder; turbo keeps it, so that a cached run counts too. */
export const REPORT_FOLDER = ".reports";
export const RECORD_FILE: string = `${REPORT_FOLDER}/contract.json`;

/** There is nothing to report. The message says what to do. */
export class NoRecords extends Error {
  override readonly name = "NoRecords";
}

/**
 * What the last runs of the contract suite have left behind in the packages of a repository, in the order of their names.
 *
 * @throws {NoRecords} when no run has left anything, or something that cannot be read
 */
export function readRecords(root: string): ContractRecord[] {
  const packages = join(root, "packages");
  const files = (existsSync(packages) ? readdirSync(packages).sort() : [])
    .map((name) => join(packages, name, RECORD_FILE))
    .filter((file) => existsSync(file));
  if (files.length === 0) {
    throw new NoRecords(
      `No package of ${root} has a ${RECORD_FILE}: run the contract suites first, with \`pnpm test\`.`,
    );
  }
  return files.map((file) => {
    try {
      // Written by `describeContract`, in one go.
      return JSON.parse(readFileSync(file, "utf8")) as ContractRecord;
    } catch (error) {
      throw new NoRecords(`${file} cannot be read (${String(error)}): run the contract suite of its package again.`);
    }
  });
}
