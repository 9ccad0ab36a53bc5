import { createHash } from "node:crypto";
import type { SourceText } from "../../document-reading.ts";
import { DocumentError } from "../document-error.ts";
import { isObject, type JsonObject } from "../parse.ts";
import { type CheckedDocument, checkDocument, operationsOf } from "./document-check.ts";
import { parseStrictly, type TextPlace } from "./document-syntax.ts";
import { findOpenApiText } from "./openapi-text.ts";
import { operationKey, type PageOrigin } from "./page-origin.ts";
import { leadsToThisMachine } from "./public-address.ts";
import { DOWNLOAD_LIMITS, type Published, readPublished } from "./published-source.ts";
import { decodePublished } from "./published-text.ts";
import type { RecordedOrigin, SourceRecord } from "./source-records.ts";

export { isAddress } from "./public-address.ts";

/** From about this many bytes on, a person notices that the checks take time. */
const LONG_TO_CHECK = 100_000;

/** The text of a document, and where it stands within the file that a person sees. */
export interface DocumentText extends TextPlace {
  readonly text: string;
}

/** An OpenAPI document, cut out of what a vendor published, not yet checked. */
export interface CutOut extends DocumentText {
  readonly published: Published;
  /** What the page says of where it comes from; `undefined` for a document that stands in no page. */
  readonly origin: PageOrigin | undefined;
}

/** A document that could be stored, not yet checked, and what its record would say of where it comes from. */
export interface NewDocument extends DocumentText {
  readonly origin: RecordedOrigin;
  /** Remarks for the person who asked for it. */
  readonly notes: readonly string[];
}

/**
 * Cuts the OpenAPI document out of what was published.
 *
 * @throws {DocumentError} when there is none, or more than one.
 */
export function cutOut(published: Published): CutOut {
  const { file } = published;
  const { content, firstLine, origin } = findOpenApiText(decodePublished(published.bytes, file), file);
  return { published, file, text: content, firstLine, origin };
}

/**
 * Reads a document as an import would, without importing it: from a file or an https address, cut out of its page if it
 * stands in one.
 *
 * @throws {DocumentError} when it cannot be had, or is no OpenAPI document.
 */
export async function readSource(source: string, root: string): Promise<SourceText> {
  return cutOut(await readPublished(source, root, { limits: DOWNLOAD_LIMITS }));
}

/**
 * What a cut-out is about: the operation that its fence names, or else those of the document.
 *
 * @throws {DocumentError} when the fence names one that the document lacks, or the document cannot be parsed.
 */
export function operationsIn({ origin, text, file, firstLine }: CutOut): readonly string[] {
  const there = operationsOf(dataIn({ text, file, firstLine })).map(({ method, path }) => `${method} ${path}`);
  const named = origin?.operation;
  if (named === undefined) return there;
  if (there.some((operation) => operationKey(operation) === operationKey(named))) return [named];
  throw new DocumentError(
    { file, line: firstLine - 1 },
    `the fence names ${named}, and its block holds ${there.join(", ") || "no operation"}`,
    "get the page again; when it is published like this, tell the vendor",
  );
}

/**
 * What the text of a page's document means.
 *
 * @throws {DocumentError} when it cannot be parsed, or means something else to every reader.
 */
export function dataIn({ text, file, firstLine }: DocumentText): JsonObject {
  const data = parseStrictly(text, { file, firstLine });
  return isObject(data) ? data : {};
}

/** Whether a document in a page says enough for the page to be found again through the site's index. */
export function isFoundAgain(origin: PageOrigin | undefined): origin is PageOrigin & { index: string; title: string } {
  return origin?.index !== undefined && origin.title !== undefined;
}

/**
 * What the record of a cut-out says: the page's own words for where it comes from; the path or address that it was read
 * from where that is all that is known, or what a person says in its place.
 *
 * @throws {DocumentError} as {@link operationsIn} does.
 */
export function originOf(cut: CutOut, label?: string): RecordedOrigin {
  const { origin, published } = cut;
  const found = isFoundAgain(origin) && !leadsToThisMachine(published.source, new URL(origin.index));
  const source = label ?? (found ? undefined : published.source);
  return {
    ...(found ? { index: origin.index } : {}),
    ...(origin?.title === undefined ? {} : { title: origin.title }),
    ...(origin?.document === undefined ? {} : { document: origin.document }),
    ...(origin === undefined ? {} : { operation: operationsIn(cut) }),
    ...(source === undefined ? {} : { source }),
    ...(found || published.retrievedFrom === undefined ? {} : { retrievedFrom: published.retrievedFrom }),
  };
}

/**
 * Checks that a document can be worked with.
 *
 * @throws {DocumentError} as `checkDocument` does.
 */
export async function checkText(
  document: DocumentText,
  progress: (step: string) => void,
  overlay?: SourceText,
): Promise<CheckedDocument> {
  const { text, file, firstLine } = document;
  if (text.length > LONG_TO_CHECK) progress(`checking ${text.length} characters`);
  return await checkDocument(text, { file, firstLine }, overlay);
}

/**
 * Checks a document whose platform may have an overlay already. Where that does not fit the document any more, which
 * `generate` says in its own words, the document is judged without it.
 *
 * @throws {DocumentError} as `checkDocument` does.
 */
export async function checkNextText(
  document: DocumentText,
  progress: (step: string) => void,
  present: SourceText | undefined,
): Promise<CheckedDocument> {
  try {
    return await checkText(document, progress, present);
  } catch (error) {
    if (present === undefined || !(error instanceof DocumentError) || error.file !== present.file) throw error;
    return await checkText(document, progress);
  }
}

/** The record of a document that is stored today. */
export function recordOf({ text, origin }: NewDocument): SourceRecord {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { ...origin, date: new Date().toISOString().slice(0, 10), sha256 };
}
