import { DocumentError } from "../document-error.ts";
import { isObject } from "../parse.ts";
import { linesOf } from "../plain-yaml.ts";
import { toPointer } from "../pointer.ts";

/** Where a document comes from: the pages of a documentation site, or one address or file. */
export interface RecordedOrigin {
  /** Address of the site's index, in which the pages are looked up. */
  readonly index?: string;
  /** The page's title, by which it is looked for first; a list of them where the document was put together of several. */
  readonly title?: string | readonly string[];
  /** The full document that the pages name: an address, or a path on the site. */
  readonly document?: string;
  /** The operations that are taken, such as `DELETE /things/{id}`, in the order of their pages. */
  readonly operation?: readonly string[];
  /** Given where the operations are taken out of the full document, and only the rest is from the pages. */
  readonly from?: "document";
  /** Address, path within the repository, or what the person who imported said; where no index is known, that is all. */
  readonly source?: string;
  /** Where redirects led to, when the address responded with some. */
  readonly retrievedFrom?: string;
}

/** What `sources.json` says about a document under `specs/`. */
export interface SourceRecord extends RecordedOrigin {
  /** Day of the import, `YYYY-MM-DD` in UTC. */
  readonly date: string;
  /** Of the document's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** Records by platform. A map, since a platform may have any name, `constructor` for one. */
export type SourceRecords = ReadonlyMap<string, SourceRecord>;

/** The titles of a record's pages. */
export function titlesOf({ title = [] }: RecordedOrigin): readonly string[] {
  return typeof title === "string" ? [title] : title;
}

/** Titles as a record has them: one alone is no list. */
export function titleOf(titles: readonly string[]): string | readonly string[] {
  const [only] = titles;
  return titles.length === 1 && only !== undefined ? only : titles;
}

/**
 * Reads `sources.json`.
 *
 * @throws {DocumentError} naming the place of whatever `spec import` would not have written.
 */
export function parseRecords(text: string, file: string): SourceRecords {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DocumentError({ file }, "this is not valid JSON", REMEDY, { cause: error });
  }
  if (!isObject(value)) throw new DocumentError({ file }, "the records are not a mapping of platforms", REMEDY);
  return new Map(
    Object.entries(value).map(([platform, record]): [string, SourceRecord] => {
      const fail = (rule: string, ...path: readonly (number | string)[]): never => {
        const pointer = toPointer([platform, ...path]);
        throw new DocumentError({ file, pointer, line: linesOf(text).get(pointer) }, rule, REMEDY);
      };
      return [platform, checkedRecord(record, fail)];
    }),
  );
}

/** Gives the text of `sources.json`: sorted by platform, keys sorted, a newline at its end. */
export function formatRecords(records: SourceRecords): string {
  const platforms = [...records.keys()].sort();
  const sorted = platforms.map((platform) => [platform, sortedKeys(records.get(platform) ?? {})]);
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

/** Whether two records name the same document of the same origin, whenever they were written. */
export function isSameRecord(one: SourceRecord, other: SourceRecord): boolean {
  const withoutDate = (record: SourceRecord): string => formatRecords(new Map([["", { ...record, date: "" }]]));
  return withoutDate(one) === withoutDate(other);
}

const REMEDY = "restore the file from version control, or import the document again; only the `spec` commands write it";

type Fail = (rule: string, ...path: readonly (number | string)[]) => never;

/** What each key may hold. */
const KEYS: Readonly<Record<keyof SourceRecord, readonly [words: string, holds: (value: unknown) => boolean]>> = {
  date: ["a day, such as 2026-01-31", matches(/^\d{4}-\d\d-\d\d$/)],
  sha256: ["64 hexadecimal digits", matches(/^[0-9a-f]{64}$/)],
  index: ["the http(s) address of an index", matches(/^https?:\/\/[^\s/?#@]+\/[^\s?#]*$/)],
  title: ["a title, or a list of titles", (value) => isLine(value) || isListOf(isLine)(value)],
  document: ["an address or a path", (value) => isLine(value) && !/\s|\/\/[^/?#]*@/.test(value)],
  operation: [
    "a list of operations, such as DELETE /things/{id}, each of them once",
    isListOf(matches(/^(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE) \/\S*$/)),
  ],
  from: ['"document", or left out', (value) => value === "document"],
  source: ["one line of text", isLine],
  retrievedFrom: ["one line of text", isLine],
};

function checkedRecord(record: unknown, fail: Fail): SourceRecord {
  if (!isObject(record)) return fail("the record is not a mapping");
  for (const [key, value] of Object.entries(record)) {
    const known = Object.entries(KEYS).find(([name]) => name === key);
    if (known === undefined) return fail(`\`${key}\` is not known here`, key);
    const [words, holds] = known[1];
    if (!holds(value)) return fail(`\`${key}\` is not ${words}`, key);
  }
  for (const key of ["date", "sha256"]) if (!Object.hasOwn(record, key)) fail(`the record has no \`${key}\``);
  if (!Object.hasOwn(record, "index") && !Object.hasOwn(record, "source")) {
    fail("the record has neither an `index` nor a `source`: nobody knows where the document comes from");
  }
  for (const key of Object.hasOwn(record, "index") ? ["title", "operation"] : []) {
    if (!Object.hasOwn(record, key)) fail(`the record has an \`index\`, but no \`${key}\` to look for in it`);
  }
  if (Object.hasOwn(record, "from") && !Object.hasOwn(record, "document")) {
    fail("the operations come from a full document, and the record names none", "from");
  }
  return record as unknown as SourceRecord; // each of its keys has been looked at
}

function isLine(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= 2_000 && !/\p{Cc}/u.test(value);
}

function matches(pattern: RegExp): (value: unknown) => boolean {
  return (value) => isLine(value) && pattern.test(value);
}

function isListOf(holds: (item: unknown) => boolean): (value: unknown) => boolean {
  return (value) =>
    Array.isArray(value) && value.length > 0 && value.every(holds) && new Set(value).size === value.length;
}

function sortedKeys(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
