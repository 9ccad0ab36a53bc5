import { existsSync } from "node:fs";
import { DocumentError } from "../document-error.ts";
import { checkText, cutOut, isFoundAgain, type NewDocument, originOf, recordOf } from "./cut-out.ts";
import type { CheckedDocument } from "./document-check.ts";
import { fromFullDocument } from "./full-document.ts";
import { isElsewhere } from "./page-origin.ts";
import { isAddress } from "./public-address.ts";
import { checkSourceLabel, DOWNLOAD_LIMITS, readPublished } from "./published-source.ts";
import type { SourceRecord } from "./source-records.ts";
import { type Change, checkPlatformName, documentPath, storeDocument } from "./specs-folder.ts";

/** What to import, and where to. */
export interface ImportRequest {
  /** Path or https address of a documentation page or of an OpenAPI document. */
  readonly source: string;
  /** Becomes `specs/<platform>.yaml`. */
  readonly platform: string;
  /** Repository root: the folder that holds `specs`. */
  readonly root: string;
  /** Recorded as the source in place of the path or address. */
  readonly sourceLabel?: string | undefined;
  /** Takes the page's operation out of the full document that the page names. */
  readonly fromDocument?: boolean | undefined;
  /** Told what is about to be done. */
  readonly progress?: ((step: string) => void) | undefined;
}

/** What an import did and found. */
export interface ImportResult extends CheckedDocument {
  readonly platform: string;
  readonly change: Change;
  /** Path of the document, relative to the repository. */
  readonly file: string;
  /** Size of the document. */
  readonly bytes: number;
  /** What `specs/sources.json` says about it now. */
  readonly record: SourceRecord;
  /** Remarks for the person who imports. */
  readonly notes: readonly string[];
}

/**
 * Imports a published page or document: cuts the OpenAPI document out, checks it, and writes it as published, byte for
 * byte, to `specs/<platform>.yaml`, with where it comes from, date and sha256 in `specs/sources.json`.
 *
 * @throws {DocumentError} for anything that is wrong; then nothing has been written.
 */
export async function importDocument(request: ImportRequest): Promise<ImportResult> {
  const { source, platform, root, sourceLabel, progress = () => {} } = request;
  checkPlatformName(platform);
  if (!existsSync(root)) {
    throw new DocumentError({ file: "--root" }, "there is no such folder", "give the folder that holds `specs`");
  }
  const label = sourceLabel === undefined ? undefined : checkSourceLabel(sourceLabel);
  if (isAddress(source)) progress("fetching");
  const context = { limits: DOWNLOAD_LIMITS };
  const published = await readPublished(source, root, context);
  const cut = cutOut(published);
  const found = await checkText(cut, progress);
  const notes = [...(label?.notes ?? published.notes), ...remarks(cut.origin, source)];
  const page: NewDocument = { ...cut, origin: originOf(cut, label?.source), notes };
  const document =
    request.fromDocument === true
      ? await fromFullDocument(page, cut, (url) => readPublished(url.href, root, context), progress)
      : page;
  const checked = document === page ? found : await checkText(document, progress);
  const bytes = Buffer.from(document.text);
  const stored = await storeDocument(root, { platform, bytes, record: recordOf(document) });
  return {
    ...checked,
    platform,
    change: stored.change,
    file: documentPath(platform),
    bytes: bytes.length,
    record: stored.record,
    notes,
  };
}

function remarks(origin: Parameters<typeof isFoundAgain>[0], source: string): string[] {
  if (origin === undefined) return [];
  if (!isFoundAgain(origin)) {
    return ["the page names no index of its site, so that `spec update` can find it again by its address only"];
  }
  return isElsewhere(origin.index, source) ? [`the page names the index of another site, ${origin.index}`] : [];
}
