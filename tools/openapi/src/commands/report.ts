import { styleText } from "node:util";
import type { Hint } from "../document/import/hints.ts";
import type { ImportResult } from "../document/import/import-document.ts";
import type { RecordedOrigin } from "../document/import/source-records.ts";
import type { LintProblem } from "../document/lint.ts";
import { actionLines } from "../document/overlay-lines.ts";
import type { PlatformLint } from "../lint-platform.ts";

/** How many of a kind are shown, before the rest is counted. */
const EXAMPLES = 3;

/** Says what an import did, what it found and what to do next. Styled for standard output. */
export function describeImport(result: ImportResult): string {
  const { change, file, platform, bytes, record, version, operations, warnings, hints, notes, leftOut } = result;
  const shown = operations
    .slice(0, EXAMPLES)
    .map(({ method, path }) => `              ${printable(`${method} ${path}`)}`);
  return [
    `${styleText("bold", file)}  ${styleText(change === "unchanged" ? "dim" : "green", change)}`,
    ...describeOrigin(record),
    row("imported", record.date),
    row("size", `${bytes} bytes`),
    row("sha256", record.sha256),
    row("OpenAPI", `${version}, ${count(operations.length, "operation")}`),
    ...shown,
    ...andMore(operations.length),
    ...describeWarnings(warnings),
    ...(leftOut.length === 0 ? [] : [row("left out", leftOut.map(printable).join(", "))]),
    ...describeHints(hints),
    ...notes.map((note) => row("note", note)),
    change === "unchanged"
      ? "Nothing to do: the document is the one that was already there."
      : `Next: ${styleText("bold", "pnpm generate")}${change === "created" ? ` (an overlay for it goes to specs/overlays/${platform}.yaml)` : ""}`,
  ].join("\n");
}

/** Lists the problems of a platform, one per line, each with its place. Styled for standard output. */
export function describeLint({ file, problems }: PlatformLint): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const summary = `${count(errors, "error")}, ${count(problems.length - errors, "warning")}`;
  return [
    `${styleText("bold", file)}  ${styleText(errors > 0 ? "red" : "green", summary)}`,
    ...problems.map(
      ({ severity, rule, message, pointer, line }) =>
        `  ${styleText(severity === "error" ? "red" : "yellow", severity)}  ${file}:${line}  ${printable(message)} [${rule}] ${printable(`#${pointer}`)}`,
    ),
  ].join("\n");
}

/** Text from a document, without anything that a terminal would act upon. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}(?<!\n)/gu, "\uFFFD");
}

/** Where a document comes from, as its record says. */
export function describeOrigin({
  source,
  retrievedFrom,
  index,
  title = [],
  document,
  operation,
  from,
}: RecordedOrigin): string[] {
  const rows = {
    source,
    redirected: retrievedFrom,
    index,
    document: from === undefined ? document : `${document}, from which the operations are taken`,
  };
  return [
    ...Object.entries(rows).flatMap(([name, value]) => (value === undefined ? [] : [row(name, printable(value))])),
    ...[title].flat().map((one) => row("title", printable(one))),
    // A document that is no page's may have hundreds, and names none here.
    ...(operation ?? []).map((one) => row("operation", printable(one))),
  ];
}

/** What should be said in an overlay: the first of each kind with the lines to write, the others counted. */
function describeHints(hints: readonly Hint[]): string[] {
  return [...Map.groupBy(hints, ({ kind }) => kind).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` (and ${others.length} more like it)`;
    const lines = actionLines([first.action]).trimEnd().split("\n");
    return [
      row("hint", printable(`${first.words}${more}. If that is so, say it in the overlay:`)),
      ...lines.map((line) => `              ${printable(line)}`),
    ];
  });
}

/** What a linter minds about a new document. */
export function describeWarnings(warnings: readonly LintProblem[]): string[] {
  const [first] = warnings;
  if (first === undefined) {
    return [];
  }
  const shown = warnings
    .slice(0, EXAMPLES)
    .map(({ line, message, rule }) => `              line ${line}: ${printable(message)} [${rule}]`);
  return [row("warnings", styleText("yellow", String(warnings.length))), ...shown, ...andMore(warnings.length)];
}

function andMore(total: number): string[] {
  return total > EXAMPLES ? [`              and ${total - EXAMPLES} more`] : [];
}

/** A line of a report: what it is, and its value. */
export function row(name: string, value: string): string {
  return `  ${name.padEnd(12)}${value}`;
}

/** Such as `2 errors`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
