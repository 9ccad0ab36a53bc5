import { statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { DocumentError } from "../document-error.ts";
import { cutOut, type DocumentText, type NewDocument, operationsIn, originOf } from "../import/cut-out.ts";
import type { FetchLimits } from "../import/fetch-published.ts";
import { fromFullDocument } from "../import/full-document.ts";
import { mergedText } from "../import/merge-documents.ts";
import { isAddress } from "../import/public-address.ts";
import { type Published, readLocalFile } from "../import/published-source.ts";
import { type RecordedOrigin, titleOf, titlesOf } from "../import/source-records.ts";
import { titleKey } from "./documentation-index.ts";
import type { Downloads } from "./downloads.ts";
import { type FoundPage, findPage, searchOf } from "./find-page.ts";

/** What obtaining a document needs to know. */
export interface ObtainContext {
  readonly root: string;
  readonly limits: FetchLimits;
  readonly downloads: Downloads;
  /** Takes the operations out of the full document, whatever the record says. */
  readonly fromDocument?: boolean | undefined;
  readonly progress: (step: string) => void;
}

/**
 * Obtains a document as it is now where its record says that it comes from.
 *
 * @returns `undefined` where the record has nothing but a person's words.
 * @throws {DocumentError} when the source cannot be had, or holds no document.
 */
export async function obtain(record: RecordedOrigin, context: ObtainContext): Promise<NewDocument | undefined> {
  const { downloads, progress, fromDocument = record.from === "document" } = context;
  const found =
    record.index === undefined ? await readSource(record, context) : await findPages(record, fromDocument, context);
  if (found === undefined) return undefined;
  const { page, frame } = found;
  if (!fromDocument) return page;
  return await fromFullDocument(page, frame, (url) => downloads.get(url, progress), progress);
}

interface Obtained {
  readonly page: NewDocument;
  /** What info, servers, security and tags are kept from when the operations come from elsewhere. */
  readonly frame: DocumentText;
}

/** A page of the site for each operation; as published where there is one, merged where there are several. */
async function findPages(record: RecordedOrigin, fromDocument: boolean, context: ObtainContext): Promise<Obtained> {
  const { index = "", operation: operations = [], document, source } = record;
  const { downloads, progress } = context;
  const titles = titlesOf(record);
  const search = searchOf(downloads, progress);
  const found: FoundPage[] = [];
  // Of what comes from the full document, the first page alone is needed, for the rest.
  for (const operation of fromDocument ? operations.slice(0, 1) : operations) {
    found.push(await findPage({ index, titles, operation, document }, search));
  }
  for (const { cut } of found) operationsIn(cut);
  const [first] = found;
  if (first === undefined) throw new TypeError("a record with an index names an operation");
  const titlesHere = found.map(({ title }) => recordedTitle(title, titles));
  const titlesNow = [...new Set([...titlesHere, ...(fromDocument ? titles.slice(1) : [])])];
  const documentNow = first.cut.origin?.document;
  const origin: RecordedOrigin = {
    index,
    title: titleOf(titlesNow),
    ...(documentNow === undefined ? {} : { document: documentNow }),
    operation: [...found.map(({ operation }) => operation), ...operations.slice(found.length)],
    ...(source === undefined ? {} : { source }),
  };
  const notes = titlesNow.every((title) => titles.includes(title))
    ? []
    : [`found under another title: ${titlesNow.map((title) => JSON.stringify(title)).join(", ")}`];
  const cuts = [...new Map(found.map(({ cut }) => [cut.text, cut])).values()];
  return { page: { ...mergedText(cuts), origin, notes }, frame: first.cut };
}

/** The title as it is recorded, unless the index now has another one. */
function recordedTitle(title: string, titles: readonly string[]): string {
  return titles.find((known) => titleKey(known) === titleKey(title)) ?? title;
}

async function readSource(record: RecordedOrigin, context: ObtainContext): Promise<Obtained | undefined> {
  const published = await publishedAt(record.source ?? "", context);
  if (published === undefined) return undefined;
  const cut = cutOut(published);
  return { page: { ...cut, origin: originOf(cut), notes: [] }, frame: cut };
}

/** An address and nothing else, or the path of a file within the repository; anything else are a person's words. */
async function publishedAt(source: string, context: ObtainContext): Promise<Published | undefined> {
  const { root, limits, downloads, progress } = context;
  if (isAddress(source)) {
    const url = /\s/.test(source) ? null : URL.parse(source);
    return url === null ? undefined : await downloads.get(url, progress);
  }
  const path = resolve(root, source);
  const within = relative(root, path);
  const inside = within !== ".." && !within.startsWith(`..${sep}`) && !isAbsolute(within);
  if (!inside || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  return {
    bytes: readLocalFile(path, limits.maximumBytes, source),
    file: source,
    source,
    retrievedFrom: undefined,
    notes: [],
  };
}

/** The error for a record with which nothing can be fetched. */
export function notFetchable(platform: string, { source = "" }: RecordedOrigin): DocumentError {
  return new DocumentError(
    { file: "specs/sources.json", pointer: `/${platform}/source` },
    `${JSON.stringify(source)} is neither an address nor a file of this repository, so there is nothing to fetch`,
    `get the page or document as it is now, and run \`pnpm spec import <page-or-document> --platform ${platform}\`; where the page names its site's index, or an address is given without --source, it is fetched from then on`,
  );
}
