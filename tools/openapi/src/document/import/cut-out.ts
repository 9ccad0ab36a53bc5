import { createHash } from "node:crypto";
import { type CheckedDocument, checkDocument } from "./document-check.ts";
import { findOpenApiText } from "./openapi-text.ts";
import { withoutCredentials } from "./public-address.ts";
import type { Published } from "./published-source.ts";
import { decodePublished } from "./published-text.ts";
import type { SourceRecord } from "./source-records.ts";

/** From about this many bytes on, a person notices that the checks take time. */
const LONG_TO_CHECK = 100_000;

/** An OpenAPI document, cut out of what a vendor published, not yet checked. */
export interface CutOut {
  readonly published: Published;
  readonly text: string;
  readonly bytes: Buffer;
  /** Of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Line of the published text on which the document starts, counted from 1. */
  readonly firstLine: number;
  readonly infoString: string | undefined;
}

/**
 * Cuts the OpenAPI document out of what was published.
 *
 * @throws {DocumentError} when there is none, or more than one.
 */
export function cutOut(published: Published): CutOut {
  const { content, ...rest } = findOpenApiText(decodePublished(published.bytes, published.file), published.file);
  const bytes = Buffer.from(content);
  return { published, text: content, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), ...rest };
}

/**
 * Checks that a document can be worked with.
 *
 * @throws {DocumentError} as `checkDocument` does.
 */
export async function checkCutOut(cut: CutOut, progress: (step: string) => void): Promise<CheckedDocument> {
  if (cut.bytes.length > LONG_TO_CHECK) {
    progress(`checking ${cut.bytes.length} bytes`);
  }
  return await checkDocument(cut.text, { file: cut.published.file, firstLine: cut.firstLine });
}

/** What `sources.json` says about a document that is cut out today. */
export function recordOf({ published, sha256, infoString }: CutOut, source: string): SourceRecord {
  return {
    source,
    date: new Date().toISOString().slice(0, 10),
    sha256,
    ...(infoString === undefined || infoString === "" ? {} : { infoString: withoutCredentials(infoString) }),
    ...(published.retrievedFrom === undefined ? {} : { retrievedFrom: published.retrievedFrom }),
  };
}
