import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "../document-error.ts";
import {
  type CutOut,
  checkNextText,
  checkText,
  cutOut,
  isFoundAgain,
  type NewDocument,
  operationsIn,
  recordOf,
} from "../import/cut-out.ts";
import { fromFullDocument } from "../import/full-document.ts";
import type { ImportResult } from "../import/import-document.ts";
import { mergedText } from "../import/merge-documents.ts";
import { namedOperation, operationKey } from "../import/page-origin.ts";
import { DOWNLOAD_LIMITS, readPublished } from "../import/published-source.ts";
import { type RecordedOrigin, type SourceRecord, titleOf, titlesOf } from "../import/source-records.ts";
import { documentPath, presentOverlay, readRecords, storeDocument } from "../import/specs-folder.ts";
import { Downloads } from "./downloads.ts";
import { PATIENCE, type Patience } from "./fetch-patiently.ts";
import { findPage, searchOf } from "./find-page.ts";
import { selectRecords } from "./update-documents.ts";

/** What to add to a platform's document. */
export interface AddRequest {
  /** Repository root: the folder that holds `specs`. */
  readonly root: string;
  readonly platform: string;
  /** Path or https address of a page of the same site, or an operation such as `GET /things`. */
  readonly source: string;
  readonly progress?: ((step: string) => void) | undefined;
  readonly patience?: Patience | undefined;
}

/**
 * Adds another operation of the same API to a platform's document: that of a page, or one that is looked up in the index
 * of the site. From then on `updateDocuments` follows both.
 *
 * @throws {DocumentError} when there is no such page, when it is of another site, or says of a place what the document
 * does not: every such place is named, in both. Then nothing has been written.
 */
export async function addOperation(request: AddRequest): Promise<ImportResult> {
  const { root, platform, source, progress = () => {}, patience = PATIENCE } = request;
  const record = selectRecords(await readRecords(root), root, [platform]).get(platform);
  const file = documentPath(platform);
  if (record?.index === undefined || !existsSync(join(root, file))) throw nothingToAddTo(platform);
  const before = readFileSync(join(root, file));
  const downloads = new Downloads({ root, limits: DOWNLOAD_LIMITS, patience });
  const own = { text: before.toString(), file, firstLine: 1 };
  const added = await addedOperation(source, { ...record, index: record.index }, root, downloads, progress);
  const origin = extended(record, added, file);
  const page = { ...own, origin, notes: [] };
  let document: NewDocument;
  if (record.from === "document") {
    document = await fromFullDocument(page, own, (url) => downloads.get(url, progress), progress);
  } else {
    const { cut } = added;
    if (cut === undefined) throw new TypeError("an operation that comes from pages has one");
    await checkText(cut, progress);
    document = { ...page, ...mergedText([own, cut]) };
  }
  const checked = await checkNextText(document, progress, presentOverlay(root, platform));
  const bytes = Buffer.from(document.text);
  const stored = await storeDocument(root, { platform, bytes, record: recordOf(document), instead: { of: before } });
  return {
    ...checked,
    platform,
    change: stored.change,
    file,
    bytes: bytes.length,
    record: stored.record,
    notes: [],
    leftOut: [],
  };
}

interface Added {
  readonly operation: string;
  readonly title: string | undefined;
  /** The page's document; `undefined` where the operation comes from the full document. */
  readonly cut: CutOut | undefined;
}

async function addedOperation(
  source: string,
  record: RecordedOrigin & { readonly index: string },
  root: string,
  downloads: Downloads,
  progress: (step: string) => void,
): Promise<Added> {
  const { operation } = source.split(/\s+/).length === 2 ? namedOperation(source) : {};
  const { index, document } = record;
  if (operation !== undefined) {
    if (record.from === "document") return { operation, title: undefined, cut: undefined };
    const wanted = { index, titles: [], operation, document };
    return await findPage(wanted, searchOf(downloads, progress));
  }
  const cut = cutOut(await readPublished(source, root, { limits: DOWNLOAD_LIMITS }));
  const { origin, file } = cut;
  if (!isFoundAgain(origin) || origin.index !== index) {
    const there = origin?.index === undefined ? "names no index" : `is listed in ${origin.index}`;
    throw new DocumentError(
      { file },
      `the page ${there}, and those of the document are listed in ${index}`,
      "give a page of the same site; a page of another one is a platform of its own (`spec import`)",
    );
  }
  const [first = "", second] = operationsIn(cut);
  if (second !== undefined) {
    throw new DocumentError({ file }, "the page is about several operations", "name one of them in place of the page");
  }
  return { operation: first, title: origin.title, cut };
}

/** The record, with what is added. */
function extended(record: SourceRecord, { operation, title, cut }: Added, file: string): RecordedOrigin {
  const { date: _date, sha256: _sha256, ...origin } = record;
  const operations = record.operation ?? [];
  if (operations.some((known) => operationKey(known) === operationKey(operation))) {
    throw new DocumentError({ file }, `${operation} is there already`, "`spec update` brings it up to date");
  }
  const document = cut?.origin?.document;
  if (document !== undefined && record.document !== undefined && document !== record.document) {
    throw new DocumentError(
      { file: cut?.file ?? file },
      `the page is taken from ${document}, and those of the document from ${record.document}: that is another API`,
      "make it a platform of its own (`spec import`)",
    );
  }
  const titles = [...new Set([...titlesOf(record), ...(title === undefined ? [] : [title])])];
  return {
    ...origin,
    title: titleOf(titles),
    operation: [...operations, operation],
  };
}

function nothingToAddTo(platform: string): DocumentError {
  return new DocumentError(
    { file: "specs/sources.json", pointer: `/${platform}` },
    "the document was not taken from a page that names the index of its site, so that nothing can be added to it",
    `run \`pnpm spec import <page> --platform ${platform}\` first`,
  );
}
