import { existsSync } from "node:fs";
import type { SourceText } from "../../document-reading.ts";
import { DocumentError } from "../document-error.ts";
import type { OverlayAction } from "../overlay-lines.ts";
import {
  type CutOut,
  checkNextText,
  checkText,
  cutOut,
  isFoundAgain,
  type NewDocument,
  originOf,
  recordOf,
} from "./cut-out.ts";
import type { CheckedDocument } from "./document-check.ts";
import { fromFullDocument } from "./full-document.ts";
import { isElsewhere } from "./page-origin.ts";
import { isAddress } from "./public-address.ts";
import { checkSourceLabel, DOWNLOAD_LIMITS, readLocalFile, readPublished } from "./published-source.ts";
import { decodePublished } from "./published-text.ts";
import type { RecordedOrigin, SourceRecord } from "./source-records.ts";
import {
  type Change,
  checkPlatformName,
  documentPath,
  overlayPath,
  presentOverlay,
  storeDocument,
} from "./specs-folder.ts";

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
  /** Path of an overlay that becomes the platform's, and is applied before the document is judged. */
  readonly overlay?: string | undefined;
  /** Brings in what the document refers to in other files. */
  readonly bundle?: boolean | undefined;
  /** Leaves out the operations that cannot be used. */
  readonly skipBroken?: boolean | undefined;
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
  /** Operations that were left out, such as `GET /things`. */
  readonly leftOut: readonly string[];
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
  const { cut, bundled } = await whole(cutOut(published), request);
  const given = givenOverlay(request);
  const notes = [...(label?.notes ?? published.notes), ...remarks(cut.origin, source), ...bundled];
  const page: NewDocument = { ...cut, origin: recordedOrigin(cut, label?.source, bundled), notes };
  if (request.fromDocument === true) await checkText(cut, progress);
  const document =
    request.fromDocument === true
      ? await fromFullDocument(page, cut, (url) => readPublished(url.href, root, context), progress)
      : page;
  const overlay = given ?? presentOverlay(root, platform);
  const { actions, applied } = await withoutBroken(document, overlay, request);
  const checked =
    given === undefined && actions.length === 0
      ? await checkNextText(document, progress, overlay)
      : await checkText(document, progress, applied);
  const bytes = Buffer.from(document.text);
  const written = given === undefined && actions.length === 0 ? undefined : applied?.text;
  const stored = await storeDocument(root, { platform, bytes, record: recordOf(document), overlay: written });
  return {
    ...checked,
    platform,
    change: stored.change,
    file: documentPath(platform),
    bytes: bytes.length,
    record: stored.record,
    notes: written === undefined ? notes : [...notes, `${overlayPath(platform)} was written`],
    leftOut: actions.flatMap((action) => leftOutOf(action)),
  };
}

/** The document with what it refers to, and a remark on that. */
async function whole(
  cut: CutOut,
  { bundle, source, root }: ImportRequest,
): Promise<{ cut: CutOut; bundled: string[] }> {
  if (bundle !== true) return { cut, bundled: [] };
  // Loaded only where it is needed: with the linter it takes half a second.
  const { bundleText } = await import("./bundle.ts");
  const { text, files } = await bundleText(cut.text, source, root);
  const words = `bundled with ${files} other file${files === 1 ? "" : "s"}: \`spec update\` cannot do that, so import it again`;
  return { cut: { ...cut, text, file: `${cut.file} (bundled)`, firstLine: 1 }, bundled: [words] };
}

/** What is recorded of a bundle are words, not an address: what is there is another text. */
function recordedOrigin(cut: CutOut, label: string | undefined, bundled: readonly string[]): RecordedOrigin {
  const origin = originOf(cut, label);
  return bundled.length === 0 ? origin : { source: `bundled from ${origin.source ?? cut.published.source}` };
}

/**
 * @throws {DocumentError} where the platform has another overlay already.
 */
function givenOverlay({ overlay, root, platform }: ImportRequest): SourceText | undefined {
  if (overlay === undefined) return undefined;
  const text = decodePublished(readLocalFile(overlay, DOWNLOAD_LIMITS.maximumBytes), overlay);
  const present = presentOverlay(root, platform);
  if (present === undefined || present.text === text) return { file: overlay, text };
  throw new DocumentError(
    { file: overlay },
    `the platform has another overlay already, ${present.file}`,
    "add its actions there, and import without --overlay: it is applied all the same",
  );
}

/** The overlay with what leaves out the operations that cannot be used, where that is asked for. */
async function withoutBroken(
  document: NewDocument,
  overlay: SourceText | undefined,
  { platform, skipBroken }: ImportRequest,
): Promise<{ actions: readonly OverlayAction[]; applied: SourceText | undefined }> {
  if (skipBroken !== true) return { actions: [], applied: overlay };
  const { actionsLeavingOut, withActions } = await import("./left-out.ts");
  const actions = await actionsLeavingOut(document, overlay);
  if (actions.length === 0) return { actions, applied: overlay };
  return { actions, applied: withActions(overlay, overlayPath(platform), actions) };
}

function leftOutOf(action: OverlayAction): string[] {
  const operations = action["x-left-out"];
  return Array.isArray(operations) ? operations.map(String) : [];
}

function remarks(origin: Parameters<typeof isFoundAgain>[0], source: string): string[] {
  if (origin === undefined) return [];
  if (!isFoundAgain(origin)) {
    return ["the page names no index of its site, so that `spec update` can find it again by its address only"];
  }
  return isElsewhere(origin.index, source) ? [`the page names the index of another site, ${origin.index}`] : [];
}
