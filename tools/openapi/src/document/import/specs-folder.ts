import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { lock } from "proper-lockfile";
import type { SourceText } from "../../document-reading.ts";
import { DocumentError } from "../document-error.ts";
import { replaceFiles } from "../replace-files.ts";
import { formatRecords, isSameRecord, parseRecords, type SourceRecord, type SourceRecords } from "./source-records.ts";

/** What storing a document did to `specs/`. */
export type Change = "created" | "replaced" | "unchanged" | "recorded anew";

/** What is stored: a document, byte for byte, and where it came from. */
export interface StoredDocument {
  readonly platform: string;
  readonly bytes: Uint8Array;
  readonly record: SourceRecord;
  /** Its overlay, where that is written, too. */
  readonly overlay?: string | undefined;
  /** What the document was compared with, where it was: when another one stands there by now, it stays. */
  readonly instead?: { readonly of: Uint8Array | undefined } | undefined;
}

/** Words of lower-case letters and digits, joined by single hyphens: safe as a file name and within a package name. */
const PLATFORM_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** Leaves room for scope and suffix within npm's 214 characters, and for folder names on every file system. */
const LONGEST_PLATFORM_NAME = 64;

/**
 * Accepts a platform's name, which becomes `specs/<name>.yaml` and part of a package's name.
 *
 * @throws {DocumentError} when the name is anything but a lower-case slug.
 */
export function checkPlatformName(name: string): void {
  if (name.length > LONGEST_PLATFORM_NAME || !PLATFORM_NAME.test(name)) {
    throw new DocumentError(
      { file: "platform" },
      `${JSON.stringify(name)} cannot name a platform`,
      `use lower-case letters and digits, starting with a letter, words joined by "-", at most ${LONGEST_PLATFORM_NAME} characters, such as "my-platform"`,
    );
  }
}

/** Where a platform's document stands, relative to the repository. */
export function documentPath(platform: string): string {
  return `specs/${platform}.yaml`;
}

/** Where a platform's overlay stands, relative to the repository. */
export function overlayPath(platform: string): string {
  return `specs/overlays/${platform}.yaml`;
}

/** The overlay that a platform has already. */
export function presentOverlay(root: string, platform: string): SourceText | undefined {
  const file = overlayPath(platform);
  return existsSync(join(root, file)) ? { file, text: readFileSync(join(root, file), "utf8") } : undefined;
}

const LOCK = ".importing.lock";
const RECORDS_PATH = "specs/sources.json";
const UNWRITABLE = "the folder cannot be written";

/**
 * Reads where each document came from; nothing is recorded where there is no file.
 *
 * @throws {DocumentError} when the file cannot be read or understood.
 */
export async function readRecords(root: string): Promise<SourceRecords> {
  return await guarded(RECORDS_PATH, "the file cannot be read", () => recordsIn(join(root, RECORDS_PATH)));
}

/**
 * Writes `specs/<platform>.yaml` and its record. Either both become what they should be, or both stay what they were;
 * should the machine stop between the two renames, the same import done again repairs the record.
 *
 * Imports at the same time wait for each other, so that none loses another's record.
 *
 * @returns what changed, and the record that is now in the file: the old one, date included, when nothing did.
 * @throws {DocumentError} when the folder or its records cannot be used.
 */
export async function storeDocument(
  root: string,
  stored: StoredDocument,
): Promise<{ readonly change: Change; readonly record: SourceRecord }> {
  const folder = join(root, "specs");
  const release = await locked(folder);
  try {
    return await guarded("specs", UNWRITABLE, () => storeAlone(root, stored));
  } finally {
    await release();
  }
}

/** Waits until no other command holds the folder, which is made if need be, then holds it. */
async function locked(folder: string): Promise<() => Promise<void>> {
  return await guarded("specs", UNWRITABLE, async () => {
    mkdirSync(folder, { recursive: true });
    // A lock whose owner was killed counts as abandoned after 10 s; the retries last longer than that.
    return await lock(folder, {
      lockfilePath: join(folder, LOCK),
      stale: 10_000,
      retries: { retries: 100, minTimeout: 50, maxTimeout: 300, factor: 1.2 },
    });
  });
}

/**
 * Removes a platform's document, overlay and record, whichever of them there are.
 *
 * @returns the files that were removed or changed, relative to the repository.
 * @throws {DocumentError} when the folder or its records cannot be used.
 */
export async function forgetDocument(root: string, platform: string): Promise<string[]> {
  checkPlatformName(platform);
  const folder = join(root, "specs");
  if (!existsSync(folder)) return [];
  const release = await locked(folder);
  try {
    return await guarded("specs", UNWRITABLE, () => {
      const recordsFile = join(root, RECORDS_PATH);
      const records = recordsIn(recordsFile);
      const gone = [documentPath(platform), overlayPath(platform)].filter((file) => existsSync(join(root, file)));
      for (const file of gone) rmSync(join(root, file));
      for (const file of [documentPath(platform), overlayPath(platform)])
        rmSync(join(root, `${file}.importing`), { force: true });
      if (!records.has(platform)) return gone;
      const others = new Map([...records].filter(([name]) => name !== platform));
      replaceFiles([[recordsFile, formatRecords(others)]], ".importing");
      return [...gone, RECORDS_PATH];
    });
  } finally {
    await release();
  }
}

function recordsIn(file: string): SourceRecords {
  return existsSync(file) ? parseRecords(readFileSync(file, "utf8"), RECORDS_PATH) : new Map();
}

function storeAlone(
  root: string,
  { platform, bytes, record, overlay, instead }: StoredDocument,
): { change: Change; record: SourceRecord } {
  const documentFile = join(root, documentPath(platform));
  const recordsFile = join(root, RECORDS_PATH);
  const records = recordsIn(recordsFile);
  const before = existsSync(documentFile) ? readFileSync(documentFile) : undefined;
  const recorded = records.get(platform);
  const sameDocument = before?.equals(bytes) === true;
  const overlays: [string, string][] = overlay === undefined ? [] : [[join(root, overlayPath(platform)), overlay]];
  if (overlays.length > 0) mkdirSync(join(root, "specs/overlays"), { recursive: true });
  if (sameDocument && recorded !== undefined && isSameRecord(recorded, record)) {
    replaceFiles(overlays, ".importing");
    return { change: "unchanged", record: recorded };
  }
  if (instead !== undefined && !sameBytes(before, instead.of)) {
    throw new DocumentError(
      { file: documentPath(platform) },
      "another command has changed the document in the meantime",
      "look at what it did, then try again",
    );
  }
  const text = formatRecords(new Map([...records, [platform, record]]));
  // What a page says of itself may be odd: nothing is written that could not be read again.
  parseRecords(text, `the new ${RECORDS_PATH}`);
  // The lock is held, so the name beside is free: what stands there was left by an import that was killed.
  replaceFiles(
    [...(sameDocument ? [] : [[documentFile, bytes] as const]), ...overlays, [recordsFile, text]],
    ".importing",
  );
  return { change: sameDocument ? "recorded anew" : before === undefined ? "created" : "replaced", record };
}

function sameBytes(one: Buffer | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}

async function guarded<Value>(file: string, failure: string, action: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof DocumentError) {
      throw error;
    }
    const { code = "unknown reason", path = "" }: Partial<NodeJS.ErrnoException> = error instanceof Error ? error : {};
    if (code === "ELOCKED") {
      throw new DocumentError({ file }, "another import holds the folder", "wait for it to end, then try again");
    }
    if (code === "ELOOP") {
      throw new DocumentError(
        { file: `specs/${basename(path)}` },
        "a symbolic link stood at this name, through which nothing is written; it has been removed",
        "look who has put it there, then run the command again",
      );
    }
    throw new DocumentError({ file }, `${failure} (${code})`, "check its permissions and the disk", { cause: error });
  }
}
