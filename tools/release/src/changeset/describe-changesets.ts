import { styleText } from "node:util";
import type { CheckedPackage } from "./check-changesets.ts";
import type { WrittenChangeset } from "./write-changesets.ts";

/** Reasons that are enough to see what it is about. */
const EXAMPLES = 3;

/** What was done about each package's changeset, as a person reads it. */
export function describeWritten(results: readonly WrittenChangeset[]): string {
  return results
    .map(({ package: name, base, rating, state, file }) => {
      const what = file === undefined ? state : `${state}: ${file}`;
      const rated = rating === undefined ? "nothing to rate" : `rated ${rating.bump}`;
      return `${bold(name)}: ${rated} (${base}); changeset ${what}`;
    })
    .join("\n");
}

/** What is announced of each package, and what is not, as a person reads it. */
export function describeChecked(results: readonly CheckedPackage[]): string {
  return results.map((result) => (result.isEnough ? describeEnough(result) : describeTooLow(result))).join("\n");
}

function describeEnough({ package: name, base, announced, rated, files }: CheckedPackage): string {
  if (files.length === 0) return `ok: ${name}: nothing to announce (${base})`;
  return `ok: ${name}: announced as ${announced}${rated === undefined ? "" : `, rated ${rated}`} (${base})`;
}

function describeTooLow({ package: name, platform, base, announced, rated, reasons, files }: CheckedPackage): string {
  const has = announced === "none" ? "no changeset announces it" : `its changesets announce no more than ${announced}`;
  return [
    `${styleText("red", "failed", { stream: process.stdout })}: ${name}: its change is rated ${rated}, and ${has}`,
    `  ${base}; changed: ${some(files)}`,
    ...reasons.slice(0, EXAMPLES).map((reason) => `  - ${reason}`),
    ...(reasons.length > EXAMPLES ? [`  - and ${reasons.length - EXAMPLES} more`] : []),
    `  remedy: \`pnpm spec changeset ${platform}\` writes .changeset/spec-${platform}.md; commit it`,
  ].join("\n");
}

function some(names: readonly string[]): string {
  const rest = names.length > EXAMPLES ? [`${names.length - EXAMPLES} more`] : [];
  return [...names.slice(0, EXAMPLES), ...rest].join(", ");
}

function bold(text: string): string {
  return styleText("bold", text, { stream: process.stdout });
}
