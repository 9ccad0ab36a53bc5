import { existsSync } from "node:fs";
import { DocumentError } from "../document-error.ts";
import { checkCutOut, cutOut, recordOf } from "./cut-out.ts";
import type { CheckedDocument } from "./document-check.ts";
import { checkPlatformName } from "./platform-name.ts";
import { isAddress } from "./public-address.ts";
import { checkSourceLabel, DOWNLOAD_LIMITS, readPublished } from "./published-source.ts";
import type { SourceRecord } from "./source-records.ts";
import { type Change, documentPath, storeDocument } from "./specs-folder.ts";

/** What to import, and where to. */
export interface ImportRequest {
  /** Path or http(s) address of a documentation page or of an OpenAPI document. */
  readonly source: string;
  /** Becomes `specs/<platform>.yaml`. */
  readonly platform: string;
  /** Repository root: the folder that holds `specs`. */
  readonly root: string;
  /** Recorded as the source in place of the path or address. */
  readonly sourceLabel?: string | undefined;
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
 * byte, to `specs/<platform>.yaml`, with its source, date and sha256 in `specs/sources.json`.
 *
 * @throws {DocumentError} for anything that is wrong; then nothing has been written.
 */
export async function importDocument(request: ImportRequest): Promise<ImportResult> {
  const { source, platform, root, sourceLabel } = request;
  const progress = request.progress ?? (() => {});
  checkPlatformName(platform);
  if (!existsSync(root)) {
    throw new DocumentError({ file: "--root" }, "there is no such folder", "give the folder that holds `specs`");
  }
  const label = sourceLabel === undefined ? undefined : checkSourceLabel(sourceLabel);
  if (isAddress(source)) {
    progress("fetching");
  }
  const published = await readPublished(source, root, DOWNLOAD_LIMITS);
  const cut = cutOut(published);
  const checked = await checkCutOut(cut, progress);
  const record = recordOf(cut, label?.source ?? published.source);
  const stored = await storeDocument(root, { platform, bytes: cut.bytes, record });
  return {
    ...checked,
    platform,
    change: stored.change,
    file: documentPath(platform),
    bytes: cut.bytes.length,
    record: stored.record,
    notes: label?.notes ?? published.notes,
  };
}
