import { existsSync } from "node:fs";
import { join } from "node:path";
import { DocumentError, type ErrorParts } from "../document-error.ts";
import type { CheckedDocument } from "../import/document-check.ts";
import type { ResolveHost } from "../import/network-address.ts";
import { DOWNLOAD_LIMITS } from "../import/published-source.ts";
import type { SourceRecord, SourceRecords } from "../import/source-records.ts";
import { documentPath, readRecords, storeDocument } from "../import/specs-folder.ts";
import type { DocumentDifference } from "./document-difference.ts";
import { Downloads } from "./downloads.ts";
import { PATIENCE, type Patience } from "./fetch-patiently.ts";
import { type Look, look } from "./look.ts";

/** Which documents to bring up to date. */
export interface UpdateRequest {
  /** Repository root: the folder that holds `specs`. */
  readonly root: string;
  /** All that are recorded, unless given. */
  readonly platforms?: readonly string[] | undefined;
  /** Only look; write nothing. */
  readonly check?: boolean | undefined;
  /** Takes the operations out of the full document that the page names, from now on. */
  readonly fromDocument?: boolean | undefined;
  /** Told what is about to be done. */
  readonly progress?: ((step: string) => void) | undefined;
  /** Ends the update. What is stored by then stays; nothing is stored by halves. */
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Patience | undefined;
  readonly resolveHost?: ResolveHost | undefined;
}

/** How the update of one document ended. */
export interface UpdateResult {
  readonly platform: string;
  /** Path of the document, relative to the repository. */
  readonly file: string;
  readonly state: "updated" | "would change" | "unchanged" | "not fetchable" | "failed" | "interrupted";
  /** What `specs/sources.json` says now, or would say. */
  readonly record: SourceRecord;
  /** What is new in it; `null` when the two texts have too little in common to say how they differ. */
  readonly difference?: DocumentDifference | null;
  /** What was found in the new document. */
  readonly found?: CheckedDocument;
  /** Remarks for the person who updates. */
  readonly notes: readonly string[];
  /** What is wrong, when it failed or cannot be fetched. */
  readonly error?: ErrorParts;
}

const UNRECORDED =
  "the file was not what its record says: edited by hand (an overlay is the place for that), or left by a command that was killed";

/**
 * Fetches the sources of the documents anew, and replaces each document that has changed, byte for byte as published,
 * together with its record. Every document is dealt with by itself: one that fails leaves its own files and the others
 * as they were.
 *
 * @returns one result for each platform, in the order of the records.
 * @throws {DocumentError} when there are no records, or one of the named platforms is not among them.
 */
export async function updateDocuments(request: UpdateRequest): Promise<readonly UpdateResult[]> {
  const { root, platforms, check, fromDocument, progress = () => {}, signal, resolveHost } = request;
  const records = selectRecords(await readRecords(root), root, platforms);
  const limits = DOWNLOAD_LIMITS;
  const downloads = new Downloads({ root, limits, patience: request.patience ?? PATIENCE, signal, resolveHost });
  // All sites are asked at once: what one server takes its time for, the others need not wait for.
  const looks = await Promise.all(
    [...records].map(async ([platform, record]): Promise<[string, SourceRecord, Look | Failure]> => {
      const tell = (step: string): void => progress(`${platform}: ${step}`);
      const context = { root, limits, downloads, fromDocument, progress: tell };
      return [platform, record, await attempted(signal, () => look(platform, record, context))];
    }),
  );
  const results: UpdateResult[] = [];
  for (const [platform, record, seen] of looks) {
    results.push(await settled(root, platform, record, seen, { check, signal }));
  }
  if (check !== true) downloads.remember();
  return results;
}

/**
 * The records of the named platforms, or all.
 *
 * @throws {DocumentError} when there are none, or a platform is not among them.
 */
export function selectRecords(
  records: SourceRecords,
  root: string,
  platforms: readonly string[] | undefined,
): SourceRecords {
  const file = "specs/sources.json";
  if (!existsSync(join(root, file))) {
    throw new DocumentError({ file }, "there is no such file", "give the folder that holds it as --root");
  }
  const unknown = platforms?.find((platform) => !records.has(platform));
  if (unknown !== undefined) {
    throw new DocumentError(
      { file },
      `it has no record of ${JSON.stringify(unknown)}, only of ${[...records.keys()].join(", ")}`,
      "name one of these, or run `pnpm spec import` for a new platform",
    );
  }
  return platforms === undefined ? records : new Map([...records].filter(([name]) => platforms.includes(name)));
}

type Failure = { readonly state: "failed"; readonly error: DocumentError } | { readonly state: "interrupted" };

/** What is wrong with one source is one result among others; a mistake of ours is not. */
async function attempted<Value>(
  signal: AbortSignal | undefined,
  action: () => Promise<Value>,
): Promise<Value | Failure> {
  try {
    signal?.throwIfAborted();
    return await action();
  } catch (error) {
    if (signal?.aborted === true) return { state: "interrupted" };
    if (error instanceof DocumentError) return { state: "failed", error };
    throw error;
  }
}

async function settled(
  root: string,
  platform: string,
  record: SourceRecord,
  seen: Look | Failure,
  { check, signal }: Pick<UpdateRequest, "check" | "signal">,
): Promise<UpdateResult> {
  const base = { platform, file: documentPath(platform), record, notes: [] };
  if (seen.state !== "changed") return { ...base, ...withoutChange(seen) };
  const { before, document, record: next, checked, difference = null, unrecorded } = seen;
  const found = { difference, found: checked, notes: [...document.notes, ...(unrecorded ? [UNRECORDED] : [])] };
  if (check === true) return { ...base, ...found, record: next, state: "would change" };
  const bytes = Buffer.from(document.text);
  const stored = await attempted(signal, () =>
    storeDocument(root, { platform, bytes, record: next, instead: { of: before } }),
  );
  if ("state" in stored) return { ...base, ...withoutChange(stored) };
  // Unchanged by now: another update was faster.
  if (stored.change === "unchanged") return { ...base, record: stored.record, state: "unchanged" };
  return { ...base, ...found, record: stored.record, state: "updated" };
}

function withoutChange(
  seen: Failure | Exclude<Look, { readonly state: "changed" }>,
): Pick<UpdateResult, "state" | "error"> {
  return "error" in seen ? { state: seen.state, error: seen.error.parts() } : { state: seen.state };
}
