import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DocumentError } from "../document-error.ts";
import { checkNextText, type NewDocument, recordOf } from "../import/cut-out.ts";
import type { CheckedDocument } from "../import/document-check.ts";
import { readLocalFile } from "../import/published-source.ts";
import { isSameRecord, type SourceRecord } from "../import/source-records.ts";
import { checkPlatformName, documentPath, presentOverlay } from "../import/specs-folder.ts";
import { type DocumentDifference, documentDifference } from "./document-difference.ts";
import { notFetchable, type ObtainContext, obtain } from "./obtain.ts";

/** What is at a document's source, compared with the document. */
export type Look =
  | { readonly state: "not fetchable"; readonly error: DocumentError }
  | { readonly state: "unchanged" }
  | {
      readonly state: "changed";
      /** The document's file as it is, if there is one. */
      readonly before: Buffer | undefined;
      readonly document: NewDocument;
      readonly record: SourceRecord;
      readonly checked: CheckedDocument;
      /** `undefined` when the two have too little in common. */
      readonly difference: DocumentDifference | undefined;
      /** Whether the file was not what its record says: edited by hand, or stored by a command that was then killed. */
      readonly unrecorded: boolean;
    };

/**
 * Looks at the source of a document; writes nothing.
 *
 * @throws {DocumentError} when the source cannot be had, or holds nothing that can be used.
 * @throws the signal's reason once it is aborted.
 */
export async function look(platform: string, record: SourceRecord, context: ObtainContext): Promise<Look> {
  checkPlatformName(platform);
  const file = join(context.root, documentPath(platform));
  const before = existsSync(file)
    ? Buffer.from(readLocalFile(file, context.limits.maximumBytes, documentPath(platform)))
    : undefined;
  const hash = before === undefined ? undefined : createHash("sha256").update(before).digest("hex");
  const document = await obtain(record, context);
  if (document === undefined) return { state: "not fetchable", error: notFetchable(platform, record) };
  const next = recordOf(document);
  if (hash === next.sha256 && isSameRecord(record, next)) return { state: "unchanged" };
  const checked = await checkNextText(document, context.progress, presentOverlay(context.root, platform));
  return {
    state: "changed",
    before,
    document,
    record: next,
    checked,
    difference: documentDifference(before?.toString() ?? "", document.text),
    unrecorded: before !== undefined && hash !== record.sha256,
  };
}
