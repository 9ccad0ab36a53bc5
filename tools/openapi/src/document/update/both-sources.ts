import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "../document-error.ts";
import { cutOut, type DocumentText } from "../import/cut-out.ts";
import { operationsOf } from "../import/document-check.ts";
import { fullDocumentAddress } from "../import/full-document.ts";
import { composedText } from "../import/merge-documents.ts";
import { DOWNLOAD_LIMITS, readPublished } from "../import/published-source.ts";
import type { SourceRecord } from "../import/source-records.ts";
import { documentPath, readRecords } from "../import/specs-folder.ts";
import { takeOperations } from "../import/take-operations.ts";
import { type ParsedFile, parseFile } from "../parse.ts";
import { fromPointer } from "../pointer.ts";
import { Downloads } from "./downloads.ts";
import { PATIENCE, type Patience } from "./fetch-patiently.ts";
import { obtain } from "./obtain.ts";
import { selectRecords } from "./update-documents.ts";

/** One of the two places in which a vendor publishes the same operations. */
export interface PublishedOperations {
  /** The file or address. */
  readonly file: string;
  /** A document of these operations alone. */
  readonly text: string;
  /** The line of a JSON pointer in the file; that of its nearest ancestor where the pointer leads nowhere. */
  lineOf(pointer: string): number;
}

/** The operations of a platform as its pages have them, and as the full document has them. */
export interface BothSources {
  readonly platform: string;
  readonly operations: readonly string[];
  readonly pages: PublishedOperations;
  readonly full: PublishedOperations;
}

/** What to read. */
export interface BothSourcesRequest {
  /** Repository root: the folder that holds `specs`. */
  readonly root: string;
  readonly platform: string;
  /** Path or https address of the full document; the one that the pages name, unless given. */
  readonly document?: string | undefined;
  readonly progress: (step: string) => void;
  readonly patience?: Patience | undefined;
}

/**
 * Reads a platform's operations from both of its sources. The pages' are those of `specs`, which `spec update` keeps up
 * to date; only where the operations there come from the full document are the pages looked up.
 *
 * @throws {DocumentError} when one of the two cannot be had, or the full document lacks an operation.
 */
export async function readBothSources(request: BothSourcesRequest): Promise<BothSources> {
  const { root, platform, document, progress, patience = PATIENCE } = request;
  const record = selectRecords(await readRecords(root), root, [platform]).get(platform);
  if (record === undefined) throw new TypeError("a platform that is selected has a record");
  const downloads = new Downloads({ root, limits: DOWNLOAD_LIMITS, patience });
  const pages = await pagesOf(platform, record, root, downloads, progress);
  const parsed = parseFile(pages.file, pages.text);
  const operations = record.operation ?? operationsOf(parsed.data).map(({ method, path }) => `${method} ${path}`);
  const full = cutOut(
    document === undefined
      ? await downloads.get(fullDocumentAddress(record, documentPath(platform)), progress)
      : await readPublished(document, root, { limits: DOWNLOAD_LIMITS }),
  );
  progress(`taking ${operations.join(", ")} out of ${full.text.length} characters`);
  const whole = parseFile(full.file, full.text);
  const text = composedText(takeOperations(whole, operations, whole.data));
  return {
    platform,
    operations,
    pages: { file: pages.file, text: pages.text, lineOf: lineIn(parsed, pages.firstLine) },
    full: { file: full.file, text, lineOf: lineIn(whole, full.firstLine) },
  };
}

async function pagesOf(
  platform: string,
  record: SourceRecord,
  root: string,
  downloads: Downloads,
  progress: (step: string) => void,
): Promise<DocumentText> {
  const file = documentPath(platform);
  if (record.from !== "document" && existsSync(join(root, file))) {
    return { file, text: readFileSync(join(root, file), "utf8"), firstLine: 1 };
  }
  const context = { root, limits: DOWNLOAD_LIMITS, downloads, fromDocument: false, progress };
  const obtained = await obtain(record, context);
  if (obtained !== undefined) return obtained;
  throw new DocumentError(
    { file },
    "there is no such file",
    `run \`pnpm spec import <page> --platform ${platform}\` first`,
  );
}

function lineIn(parsed: ParsedFile, firstLine: number): (pointer: string) => number {
  return (pointer) => parsed.lineOf(fromPointer(pointer)) + firstLine - 1;
}
