import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { DocumentError } from "../document-error.ts";
import { type CheckedDocument, checkDocument } from "./document-check.ts";
import { findOpenApiText } from "./openapi-text.ts";
import { checkPlatformName } from "./platform-name.ts";
import { isAddress, withoutCredentials } from "./public-address.ts";
import { checkSourceLabel, readPublished } from "./published-source.ts";
import { decodePublished } from "./published-text.ts";
import type { SourceRecord } from "./source-records.ts";
import { type Change, documentPath, storeDocument } from "./specs-folder.ts";

/** From about this many bytes on, a person notices that the checks take time. */
const LONG_TO_CHECK = 100_000;

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
  /** For a whole download, in milliseconds; 30 s unless given. */
  readonly timeout?: number | undefined;
  /** Size that a page or document may have; 32 MiB unless given. */
  readonly maximumBytes?: number | undefined;
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
  const { source, platform, root, sourceLabel, timeout = 30_000, maximumBytes = 32 * 2 ** 20 } = request;
  const progress = request.progress ?? (() => {});
  checkPlatformName(platform);
  if (!existsSync(root)) {
    throw new DocumentError({ file: "--root" }, "there is no such folder", "give the folder that holds `specs`");
  }
  const label = sourceLabel === undefined ? undefined : checkSourceLabel(sourceLabel);
  if (isAddress(source)) {
    progress("fetching");
  }
  const published = await readPublished(source, root, { timeout, maximumBytes });
  const { content, firstLine, infoString } = findOpenApiText(
    decodePublished(published.bytes, published.file),
    published.file,
  );
  const bytes = Buffer.from(content);
  if (bytes.length > LONG_TO_CHECK) {
    progress(`checking ${bytes.length} bytes`);
  }
  const checked = await checkDocument(content, { file: published.file, firstLine });
  const record: SourceRecord = {
    source: label?.source ?? published.source,
    date: new Date().toISOString().slice(0, 10),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    ...(infoString === undefined || infoString === "" ? {} : { infoString: withoutCredentials(infoString) }),
    ...(published.retrievedFrom === undefined ? {} : { retrievedFrom: published.retrievedFrom }),
  };
  const stored = await storeDocument(root, { platform, bytes, record });
  return {
    ...checked,
    platform,
    change: stored.change,
    file: documentPath(platform),
    bytes: bytes.length,
    record: stored.record,
    notes: label?.notes ?? published.notes,
  };
}
