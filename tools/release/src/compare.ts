import { isDeepStrictEqual, styleText } from "node:util";
import { readDocument, toPointer } from "@workshop/openapi";
import type { BothSources, PublishedOperations } from "@workshop/openapi/both-sources";
import { type Bump, judgeDocuments, type Reason } from "@workshop/rating";

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

/** The comparison in words. */
export function describeComparison(comparison: Comparison): string {
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
