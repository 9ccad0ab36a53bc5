import { readFileSync, statSync } from "node:fs";
import { basename, isAbsolute, relative, resolve, sep } from "node:path";
import { DocumentError } from "../document-error.ts";
import { type FetchContext, type Fetched, type FetchLimits, fetchPublished } from "./fetch-published.ts";
import { isAddress, parseAddress, publicAddress, withoutCredentials } from "./public-address.ts";

/** What a whole download may take: 30 s and 32 MiB. */
export const DOWNLOAD_LIMITS: FetchLimits = { timeout: 30_000, maximumBytes: 32 * 2 ** 20 };

/** The bytes that a vendor published, and what may be said about where they came from. */
export interface Published {
  readonly bytes: Uint8Array;
  /** What messages call it. */
  readonly file: string;
  /** What the record says; neither secrets nor paths of this machine. */
  readonly source: string;
  /** Where redirects led to, when they led elsewhere. */
  readonly retrievedFrom: string | undefined;
  /** Remarks for the person who imports. */
  readonly notes: readonly string[];
}

/**
 * Reads a page or document from a file or an https address.
 *
 * @param root repository root: a file within it is recorded by its path there, any other by its name alone.
 * @throws {DocumentError} when it cannot be had.
 */
export async function readPublished(source: string, root: string, context: FetchContext): Promise<Published> {
  if (!isAddress(source)) {
    const bytes = readLocalFile(source, context.limits.maximumBytes);
    return { bytes, file: source, source: recordedPath(source, root), retrievedFrom: undefined, notes: [] };
  }
  const url = parseAddress(source, "the given address");
  const notes = publicAddress(url).queryLeftOut ? [QUERY_LEFT_OUT] : [];
  return { ...downloaded(url, await fetchPublished(url, context)), notes };
}

/** What was downloaded, as something that was published at an address. */
export function downloaded(url: URL, { bytes, retrievedFrom }: Fetched): Published {
  const { address } = publicAddress(url);
  const elsewhere = retrievedFrom === address ? undefined : retrievedFrom;
  const file = elsewhere === undefined ? address : `${address}, redirected to ${elsewhere}`;
  return { bytes, file, source: address, retrievedFrom: elsewhere, notes: [] };
}

/**
 * Accepts what a person says about where a document comes from.
 *
 * @throws {DocumentError} when it is not one printable line, or carries a user or password.
 */
export function checkSourceLabel(label: string): { readonly source: string; readonly notes: readonly string[] } {
  if (label.trim() === "" || label.length > 500 || /\p{Cc}/u.test(label)) {
    throw new DocumentError(
      { file: "--source" },
      "this does not name a source",
      "give one line of text, such as the address of the documentation page",
    );
  }
  if (/^https?:/i.test(label)) {
    // A label may say more than the address: "https://docs.example.com (page: Users)".
    const [first = "", ...rest] = label.split(" ");
    const { address, queryLeftOut } = publicAddress(parseAddress(first, "--source"));
    return { source: [address, ...rest].join(" "), notes: queryLeftOut ? [QUERY_LEFT_OUT] : [] };
  }
  if (withoutCredentials(label) !== label) {
    throw new DocumentError(
      { file: "--source" },
      "the address carries a user name or password",
      "name the source without them",
    );
  }
  return { source: label, notes: [] };
}

const QUERY_LEFT_OUT = "the address is recorded without its query, which could carry a token";

/**
 * Reads a page or document from a file.
 *
 * @param called what messages call it.
 * @throws {DocumentError} when there is no such file, or it is too large, or it cannot be read.
 */
export function readLocalFile(path: string, maximumBytes: number, called: string = path): Uint8Array {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) {
      throw new DocumentError({ file: called }, "this is not a file", "give the page or document itself");
    }
    if (stats.size > maximumBytes) {
      throw new DocumentError(
        { file: called },
        `the file is larger than ${maximumBytes} bytes`,
        "check that it is a documentation page or an OpenAPI document",
      );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof DocumentError) {
      throw error;
    }
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw code === "ENOENT"
      ? new DocumentError({ file: called }, "there is no such file", "check the path, or give an https address")
      : new DocumentError({ file: called }, `the file cannot be read (${code})`, "check the path and its permissions");
  }
}

function recordedPath(path: string, root: string): string {
  const within = relative(root, resolve(path));
  return within === ".." || within.startsWith(`..${sep}`) || isAbsolute(within)
    ? basename(path)
    : within.split(sep).join("/");
}
