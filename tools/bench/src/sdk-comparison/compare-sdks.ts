import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installPackages } from "@workshop/config/install-packages";
import { withSection } from "@workshop/config/readme-section";
import { differentRows } from "../differing-rows.ts";
import { candidates } from "./candidates/all.ts";
import { control, faults } from "./faults/all.ts";
import { measure } from "./measure.ts";
import { cell, type Findings, markdownTable } from "./table.ts";

export interface ComparisonOptions {
  /** Writes the table into the README. */
  readonly write?: boolean;
  /** Fails when the table in the README says something else. */
  readonly check?: boolean;
  /** A folder in which the SDKs are, or will be, installed and stay; without it they come and go. */
  readonly sdks?: string;
}

const readmeFile = join(import.meta.dirname, "../../../../packages/client-core/README.md");

/**
 * Runs the comparison and prints it.
 * @throws {Error} when the SDKs cannot be installed, a candidate cannot be started, or the README differs
 */
export async function compareSdks(options: ComparisonOptions, signal: AbortSignal): Promise<void> {
  const folder = options.sdks ? resolve(options.sdks) : mkdtempSync(join(tmpdir(), "sdk-comparison-"));
  try {
    say("Installing the SDKs outside of the repository (300 MB, about a minute) ...");
    const published = candidates.flatMap((candidate) => candidate.published ?? []);
    await installPackages(Object.fromEntries(published.map((one) => [one.package, one.version])), folder, { signal });
    const rows = await measure(candidates, faults, folder, signal, (done, of, what) => say(`${done}/${of} ${what}`));
    const [first] = rows;
    if (first?.title !== control.title || !first.findings.every(succeeded)) {
      throw new Error(`Not every candidate succeeds where there is no fault: ${first?.findings.map(cell).join(" | ")}`);
    }
    const columns = candidates.map(({ name, published }) => `${name}${published ? ` ${published.version}` : ""}`);
    const section = `${introduction()}\n\n${markdownTable(columns, rows)}`;
    console.info(section);
    if (options.write) writeFileSync(readmeFile, withSection(readFileSync(readmeFile, "utf8"), "comparison", section));
    if (options.check) {
      const differences = differentRows(readFileSync(readmeFile, "utf8"), "comparison", section);
      if (differences.length > 0) {
        throw new Error(
          `The table in the README says something else; \`--write\` renews it.\n${differences.join("\n")}`,
        );
      }
    }
  } finally {
    if (!options.sdks) rmSync(folder, { recursive: true, force: true });
  }
}

function succeeded(findings: Findings): boolean {
  return cell(findings) === "resolves as a success";
}

function introduction(): string {
  return `Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}.`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
