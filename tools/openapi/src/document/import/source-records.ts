import { DocumentError } from "../document-error.ts";
import { nodeAt } from "../pointer.ts";

/** Where a document under `specs/` came from. */
export interface SourceRecord {
  /** Day of the import, `YYYY-MM-DD` in UTC. */
  readonly date: string;
  /** The info string of the fenced block, when the document was cut out of a page. */
  readonly infoString?: string;
  /** Where redirects led to, when the address answered with some. */
  readonly retrievedFrom?: string;
  /** Of the document's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Address, path within the repository, or what the person who imported said. */
  readonly source: string;
}

/** Records by platform. A map, since a platform may have any name, `constructor` for one. */
export type SourceRecords = ReadonlyMap<string, SourceRecord>;

/**
 * Reads `sources.json`.
 *
 * @throws {DocumentError} when it is not what {@link formatRecords} writes.
 */
export function parseRecords(text: string, file: string): SourceRecords {
  const remedy = "restore the file from version control; it is written by `spec import` only";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DocumentError({ file }, "this is not valid JSON", remedy, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DocumentError({ file }, "the records are not a mapping of platforms", remedy);
  }
  const entries = Object.entries(value).map(([platform, record]: [string, unknown]): [string, SourceRecord] => {
    if (!isRecord(record)) {
      const pointer = `/${platform}`;
      throw new DocumentError({ file, pointer }, "the record lacks its source, date or sha256", remedy);
    }
    return [platform, record];
  });
  return new Map(entries);
}

/** Gives the text of `sources.json`: sorted by platform, keys sorted, a newline at its end. */
export function formatRecords(records: SourceRecords): string {
  const platforms = [...records.keys()].sort();
  const sorted = platforms.map((platform) => [platform, sortedKeys(records.get(platform) ?? {})]);
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

function sortedKeys(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function isRecord(value: unknown): value is SourceRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    ["source", "date", "sha256"].every((key) => typeof nodeAt(value, [key]) === "string")
  );
}
