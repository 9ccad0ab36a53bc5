import { resolve } from "node:path";
import { isDeepStrictEqual, styleText } from "node:util";
import { readDocument, toPointer } from "@workshop/openapi";
import { type BothSources, type PublishedOperations, readBothSources } from "@workshop/openapi/both-sources";
import { type CommonOptions, guarded, print, showProgress, withCommonOptions } from "@workshop/openapi/commands";
import { type Bump, judgeDocuments, type Reason } from "@workshop/rating";
import type { Command } from "commander";

/** Where a platform's pages and the full document do not say the same of its operations. */
export interface Comparison {
  readonly platform: string;
  readonly operations: readonly string[];
  /** Files or addresses. */
  readonly pages: string;
  readonly document: string;
  /** What it would mean to users of the package if the operations were taken out of the full document from now on. */
  readonly bump: Bump;
  readonly disagreements: readonly Disagreement[];
  /** JSON pointers of all that is not written the same, whether it means anything to users or not. */
  readonly written: readonly string[];
}

/** One place where they do not, in the words of the rating. */
export interface Disagreement {
  readonly bump: Bump;
  readonly rule: string;
  readonly message: string;
  /** JSON pointer, the same in both. */
  readonly pointer: string;
  /** The line of the place in each; that of its nearest ancestor in the one that lacks it. */
  readonly pageLine: number;
  readonly documentLine: number;
}

interface CompareOptions extends CommonOptions {
  readonly document?: string;
  readonly check?: true;
}

const HELP = `
Examples:
  spec compare acme                              with the document that the page names
  spec compare acme --document openapi.json      with one that was downloaded

Exit codes: 0 when both could be read, whether they agree or not; 1 when one could not, and, with --check, when they
disagree.`;

/** Adds `compare`, which holds a platform's pages against the full document. */
export function addCompareCommand(program: Command): void {
  withCommonOptions(program.command("compare"))
    .summary("say where a platform's page and the full document of its vendor disagree")
    .description(
      "Takes the operations of specs/<platform>.yaml out of the full document that its page names, as published and " +
        "without overlays, and says in the words of `spec rate` where the two do not say the same. It is told as a change " +
        "from the page to the full document: what `spec update --from-document` would mean to users of the package.",
    )
    .argument("<platform>", "whose page and document are compared")
    .option("--document <path-or-address>", "the full document, in place of the one that the page names")
    .option("--check", "exit with 1 if they disagree")
    .addHelpText("after", HELP)
    .action(async (platform: string, options: CompareOptions) => {
      await guarded(options, async () => {
        const root = resolve(options.root);
        const comparison = compare(
          await readBothSources({ root, platform, document: options.document, progress: showProgress }),
        );
        print(options, comparison, () => describeComparison(comparison));
        if (options.check === true && comparison.disagreements.length > 0) process.exitCode = 1;
      });
    });
}

/**
 * Holds what the pages say against what the full document says.
 *
 * @throws {DocumentError} when one of them cannot be read into the model.
 */
export function compare({ platform, operations, pages, full }: BothSources): Comparison {
  const [page, document] = [readDocument(named(pages)), readDocument(named(full))];
  const { bump, reasons } = judgeDocuments({ old: page.model(), next: document.model() });
  const disagreements = reasons.map(({ bump, rule, message, pointer }: Reason) => ({
    bump,
    rule,
    message,
    pointer,
    pageLine: pages.lineOf(pointer),
    documentLine: full.lineOf(pointer),
  }));
  const written = differences(page.data, document.data);
  return { platform, operations, pages: pages.file, document: full.file, bump, disagreements, written };
}

/** Where two values differ, down to the single ones; the order of keys is none. */
function differences(one: unknown, other: unknown, place: readonly (number | string)[] = []): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (!isContainer(one) || !isContainer(other) || Array.isArray(one) !== Array.isArray(other))
    return [toPointer(place)];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differences(Reflect.get(one, key), Reflect.get(other, key), [...place, key]));
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function named({ file, text }: PublishedOperations): { readonly file: string; readonly text: string } {
  return { file, text };
}

/** How many places are listed one by one. */
const LISTED = 20;

function describeComparison(comparison: Comparison): string {
  const { platform, operations, pages, document, bump, disagreements, written } = comparison;
  const bold = (text: string): string => styleText("bold", text, { stream: process.stdout });
  const count = disagreements.length;
  const verdict =
    count === 0 ? "they agree" : `they disagree in ${count} ${count === 1 ? "place" : "places"} (${bump})`;
  return [
    `${bold(platform)}: ${verdict}`,
    `  page       ${pages}`,
    `  document   ${document}`,
    ...operations.map((operation) => `  operation  ${operation}`),
    ...disagreements.flatMap(({ bump, rule, message, pointer, pageLine, documentLine }) => [
      "",
      `  ${bold(bump)}  ${rule}  page:${pageLine}  document:${documentLine}  #${pointer}`,
      `    ${message}`,
    ]),
    ...(written.length === 0
      ? []
      : [
          "",
          "  not written the same, whether it means anything to users or not:",
          ...written.slice(0, LISTED).map((pointer) => `    #${pointer}`),
          ...(written.length > LISTED ? [`    and ${written.length - LISTED} more`] : []),
        ]),
  ].join("\n");
}
