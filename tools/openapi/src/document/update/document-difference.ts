import { formatPatch, OMIT_HEADERS, structuredPatch } from "diff";

/** What makes one text of a document differ from another. */
export interface DocumentDifference {
  /** Lines that are there now, and were not. */
  readonly added: number;
  /** Lines that were there, and are no more. */
  readonly removed: number;
  /** A unified diff, without a header. */
  readonly patch: string;
}

/** Lines of context around each change. */
const CONTEXT = 3;
/** Beyond this many lines nobody reads the difference, and finding it takes seconds. */
const MOST_CHANGED_LINES = 2_000;
/** A longer line is one that no person has written. */
const LONGEST_LINE = 1_000;

/**
 * Compares two texts of a document, line by line. JSON without line breaks is compared as if it had some.
 *
 * @returns `undefined` when the two have too little in common to say how they differ.
 */
export function documentDifference(before: string, now: string): DocumentDifference | undefined {
  const [one, other] = [before, now].some(isOneLine) ? [withLineBreaks(before), withLineBreaks(now)] : [before, now];
  const patch = structuredPatch("", "", one, other, "", "", { context: CONTEXT, maxEditLength: MOST_CHANGED_LINES });
  if (patch === undefined) return undefined;
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  return {
    added: lines.filter((line) => line.startsWith("+")).length,
    removed: lines.filter((line) => line.startsWith("-")).length,
    patch: patch.hunks.length === 0 ? "" : formatPatch(patch, OMIT_HEADERS),
  };
}

function isOneLine(text: string): boolean {
  return text.startsWith("{") && text.split("\n").some((line) => line.length > LONGEST_LINE);
}

function withLineBreaks(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}
