import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "../document-error.ts";
import { type CutOut, checkCutOut, cutOut } from "../import/cut-out.ts";
import type { CheckedDocument } from "../import/document-check.ts";
import type { FetchLimits } from "../import/fetch-published.ts";
import { checkPlatformName } from "../import/platform-name.ts";
import { publicAddress, refuseUnusable } from "../import/public-address.ts";
import { type Published, readLocalFile } from "../import/published-source.ts";
import type { SourceRecord } from "../import/source-records.ts";
import { documentPath } from "../import/specs-folder.ts";
import { type DocumentDifference, documentDifference } from "./document-difference.ts";
import { fetchPatiently, type Patience } from "./fetch-patiently.ts";
import { recordedSource } from "./recorded-source.ts";
import type { RememberedAnswer, RememberedAnswers } from "./remembered-answers.ts";

/** What is at a document's source, compared with the document. */
export type Look =
  | { readonly state: "not fetchable"; readonly error: DocumentError }
  | { readonly state: "unchanged"; readonly answer?: RememberedAnswer | undefined }
  | {
      readonly state: "changed";
      /** The document's file as it is, if there is one. */
      readonly before: Buffer | undefined;
      readonly cut: CutOut;
      readonly checked: CheckedDocument;
      /** `undefined` when the two have too little in common. */
      readonly difference: DocumentDifference | undefined;
      /** Whether the file was not what its record says: edited by hand, or stored by a command that was then killed. */
      readonly unrecorded: boolean;
      readonly answer?: RememberedAnswer | undefined;
    };

/** What looking needs to know. */
export interface LookContext {
  readonly root: string;
  readonly limits: FetchLimits;
  readonly patience: Patience;
  readonly remembered: RememberedAnswers;
  readonly progress: (step: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at the source of a document; writes nothing.
 *
 * @throws {DocumentError} when the source cannot be had, or holds nothing that can be used.
 * @throws the signal's reason once it is aborted.
 */
export async function look(platform: string, record: SourceRecord, context: LookContext): Promise<Look> {
  checkPlatformName(platform);
  const { root, limits, progress } = context;
  const file = join(root, documentPath(platform));
  const before = existsSync(file)
    ? Buffer.from(readLocalFile(file, limits.maximumBytes, documentPath(platform)))
    : undefined;
  const hash = before === undefined ? undefined : createHash("sha256").update(before).digest("hex");
  const asRecorded = hash === record.sha256;
  const source = recordedSource(record.source, root);
  if (source.kind === "words") return { state: "not fetchable", error: notFetchable(platform, record) };
  const had =
    source.kind === "file"
      ? { published: readRecordedFile(source.path, record, context) }
      : await fetchRecorded(source.url, asRecorded ? hash : undefined, context);
  if (had === undefined) return { state: "unchanged" };
  const cut = cutOut(had.published);
  const answer = had.answer === undefined ? undefined : { ...had.answer, sha256: cut.sha256 };
  if (asRecorded && before?.equals(cut.bytes) === true) return { state: "unchanged", answer };
  const checked = await checkCutOut(cut, progress);
  return {
    state: "changed",
    before,
    cut,
    checked,
    difference: documentDifference(before?.toString() ?? "", cut.text),
    unrecorded: before !== undefined && !asRecorded,
    answer,
  };
}

interface Had {
  readonly published: Published;
  readonly answer?: Omit<RememberedAnswer, "sha256">;
}

/** @returns `undefined` when the server says that there is nothing newer than the document at hand. */
async function fetchRecorded(url: URL, hash: string | undefined, context: LookContext): Promise<Had | undefined> {
  const { address } = publicAddress(url);
  refuseUnusable(url, address);
  const remembered = context.remembered.get(address);
  const known = hash !== undefined && remembered?.sha256 === hash ? remembered : undefined;
  context.progress(`fetching ${address}`);
  const fetched = await fetchPatiently(url, { ...context, known });
  if (fetched === undefined) return undefined;
  const { bytes, retrievedFrom, validators } = fetched;
  const elsewhere = retrievedFrom === address ? undefined : retrievedFrom;
  const file = elsewhere === undefined ? address : `${address}, answered by ${elsewhere}`;
  return {
    published: { bytes, file, source: address, retrievedFrom: elsewhere, notes: [] },
    answer: { retrievedFrom, validators },
  };
}

function readRecordedFile(path: string, { source }: SourceRecord, { limits }: LookContext): Published {
  return {
    bytes: readLocalFile(path, limits.maximumBytes, source),
    file: source,
    source,
    retrievedFrom: undefined,
    notes: [],
  };
}

function notFetchable(platform: string, { source }: SourceRecord): DocumentError {
  return new DocumentError(
    { file: "specs/sources.json", pointer: `/${platform}/source` },
    `${JSON.stringify(source)} is neither an address nor a file of this repository, so there is nothing to fetch`,
    `get the page or document as it is now, and run \`pnpm spec import <page-or-document> --platform ${platform}\`; without --source its address is recorded, and fetched from then on`,
  );
}
