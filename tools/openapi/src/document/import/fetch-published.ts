import { DocumentError } from "../document-error.ts";
import { FetchError } from "./fetch-error.ts";
import { publicAddress, refuseUnusable } from "./public-address.ts";

/** Limits of one download. */
export interface FetchLimits {
  /** For everything together, redirects and body included, in milliseconds. */
  readonly timeout: number;
  /** Of the body, after decompression. */
  readonly maximumBytes: number;
}

/** What a server says about the version that it sent, with which it can be asked for a newer one. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A downloaded body, taken as it is: what the server says about its type is not trusted. */
export interface Fetched {
  readonly bytes: Uint8Array;
  /** Address that answered in the end, without user, password, query and fragment. */
  readonly retrievedFrom: string;
  readonly validators: Validators;
}

/** An answer that is still at hand, so that its server need not send it again. */
export type KnownAnswer = Pick<Fetched, "retrievedFrom" | "validators">;

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** The answers of a server that is busy, being restarted, or out of reach of its proxy. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const FILE_INSTEAD = "or download it yourself and import the file";
const ACCEPT = "text/markdown, application/yaml, application/json, text/plain;q=0.9, */*;q=0.1";

/**
 * Downloads a published page or document without any credentials.
 *
 * @throws {DocumentError} for any answer but a complete 200, for too many or unsafe redirects, and past the limits.
 */
export async function fetchPublished(start: URL, limits: FetchLimits): Promise<Fetched> {
  const fetched = await fetchIfModified(start, limits, {});
  if (fetched === undefined) throw new TypeError("only a known answer can be unmodified");
  return fetched;
}

/**
 * Downloads like {@link fetchPublished}, unless the server says that its answer is still the known one.
 *
 * @returns `undefined` when it is.
 * @throws {DocumentError} as {@link fetchPublished} does; a {@link FetchError} tells whether to try again.
 * @throws the signal's reason once it is aborted.
 */
export async function fetchIfModified(
  start: URL,
  limits: FetchLimits,
  { known, signal }: { readonly known?: KnownAnswer | undefined; readonly signal?: AbortSignal | undefined },
): Promise<Fetched | undefined> {
  const deadline = AbortSignal.timeout(limits.timeout);
  const visited: string[] = [];
  let url = start;
  for (;;) {
    const called = publicAddress(url).address;
    refuseUnusable(url, called);
    visited.push(called);
    if (visited.length > MOST_REDIRECTS + 1) {
      throw new DocumentError(
        { file: visited[0] ?? called },
        `redirects more than ${MOST_REDIRECTS} times, lastly to ${called}`,
        `use the final address ${FILE_INSTEAD}`,
      );
    }
    try {
      const response = await fetch(url, {
        redirect: "manual",
        signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
        headers: { accept: ACCEPT, ...(known?.retrievedFrom === called ? conditions(known.validators) : {}) },
      });
      if (REDIRECTS.has(response.status)) {
        await response.body?.cancel();
        url = redirectTarget(response, url, called);
        continue;
      }
      if (response.status === 304 && known?.retrievedFrom === called) {
        return undefined;
      }
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new FetchError({ file: called }, `the server answered ${response.status}`, remedyFor(response.status), {
          transient: TRANSIENT.has(response.status),
          retryAfter: delayAsked(response.headers, Date.now()),
        });
      }
      const bytes = await readBody(response, called, limits.maximumBytes);
      return { bytes, retrievedFrom: called, validators: validatorsOf(response.headers) };
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof DocumentError ? error : transportError(error, called, limits);
    }
  }
}

function conditions({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

function validatorsOf(headers: Headers): Validators {
  const etag = headers.get("etag");
  const lastModified = headers.get("last-modified");
  return { ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) };
}

/** What `Retry-After` says, seconds or a date, in milliseconds from now. */
function delayAsked(headers: Headers, now: number): number | undefined {
  const asked = headers.get("retry-after");
  if (asked === null) return undefined;
  const delay = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - now;
  return Number.isNaN(delay) ? undefined : Math.max(delay, 0);
}

function redirectTarget(response: Response, from: URL, called: string): URL {
  const location = response.headers.get("location");
  const target = location === null ? null : URL.parse(location, from.href);
  if (target === null) {
    throw new DocumentError(
      { file: called },
      `the server answered ${response.status} without a usable Location`,
      `use another address ${FILE_INSTEAD}`,
    );
  }
  if (from.protocol === "https:" && target.protocol === "http:") {
    throw new DocumentError(
      { file: called },
      "the server redirects from https to http, where the document could be altered on its way",
      `use another address ${FILE_INSTEAD}`,
    );
  }
  return target;
}

async function readBody(response: Response, called: string, maximumBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBytes) {
      throw new DocumentError(
        { file: called },
        `the answer is larger than ${maximumBytes} bytes`,
        "check that the address is that of a documentation page or an OpenAPI document",
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function remedyFor(status: number): string {
  if (status === 401 || status === 403) {
    return "the page is not public: download it yourself, then import the file with --source naming where it came from";
  }
  if (status === 404 || status === 410) {
    return "check the address: documentation pages move";
  }
  if (status === 429 || status >= 500) {
    return `try again later, ${FILE_INSTEAD}`;
  }
  return `use an address that answers 200 with the document, ${FILE_INSTEAD}`;
}

/** Names the cause by its code only: messages of the transport may quote the whole address. */
function transportError(error: unknown, called: string, limits: FetchLimits): FetchError {
  if (error instanceof Error && error.name === "TimeoutError") {
    return new FetchError(
      { file: called },
      `no complete answer within ${limits.timeout / 1000} s`,
      `try again later, ${FILE_INSTEAD}`,
      { transient: true },
    );
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new FetchError(
    { file: called },
    `the answer could not be received${code}`,
    `check the address and the network, ${FILE_INSTEAD}`,
    { transient: true },
  );
}
