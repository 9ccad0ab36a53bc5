import { DocumentError, type ErrorPlace } from "../document-error.ts";
import { type HttpResponse, httpGet } from "./http-get.ts";
import { RefusedNetwork, type ResolveHost } from "./network-address.ts";
import { isSameSite, publicAddress, refuseUnsafe, reservedNetwork } from "./public-address.ts";

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
  /** Address that responded in the end, without user, password, query and fragment. */
  readonly retrievedFrom: string;
  readonly validators: Validators;
}

/** What else a download is told. */
export interface FetchContext {
  readonly limits: FetchLimits;
  /** A response that is still at hand, so that its server need not send it again. */
  readonly known?: Fetched | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly resolveHost?: ResolveHost | undefined;
}

/** What is known of a failure, for whoever decides what to do next. */
export interface Failure {
  /** True when the same request may well get a response later on. */
  readonly transient: boolean;
  /** The status of the response, if there was one. */
  readonly status?: number | undefined;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

/** A page or document that could not be downloaded. */
export class FetchError extends DocumentError {
  readonly failure: Failure;

  constructor(place: ErrorPlace, rule: string, remedy: string, failure: Failure) {
    super(place, rule, remedy);
    this.failure = failure;
  }
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** The responses of a server that is busy, being restarted, or out of reach of its proxy. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const FILE_INSTEAD = "or download it yourself and import the file";
const HEADERS = {
  accept: "text/markdown, application/yaml, application/json, text/plain;q=0.9, */*;q=0.1",
  "user-agent": "spec-update (reads published OpenAPI documents)",
};

/**
 * Downloads a published page or document without any credentials. Redirects are followed within the same site.
 *
 * @returns the known response where the server says that it is still the one.
 * @throws {DocumentError} for an address that must not be contacted, any response but a complete 200, too many redirects
 * or one to another site, and past the limits; a {@link FetchError} tells whether to try again.
 * @throws the signal's reason once it is aborted.
 */
export async function fetchPublished(start: URL, context: FetchContext): Promise<Fetched> {
  const { limits, signal } = context;
  const deadline = AbortSignal.timeout(limits.timeout);
  const either = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  let url = start;
  for (let redirects = 0; ; redirects += 1) {
    const called = publicAddress(url).address;
    refuseUnsafe(url, called);
    if (redirects > MOST_REDIRECTS) {
      throw new DocumentError(
        { file: publicAddress(start).address },
        `redirects more than ${MOST_REDIRECTS} times, lastly to ${called}`,
        `use the final address ${FILE_INSTEAD}`,
      );
    }
    try {
      const next = await fetchOnce(url, called, either, context);
      if (!(next instanceof URL)) return next;
      url = next;
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof DocumentError ? error : transportError(error, called, limits, deadline);
    }
  }
}

/** @returns where the server redirects to, if it does. */
async function fetchOnce(
  url: URL,
  called: string,
  signal: AbortSignal,
  { limits, known, resolveHost }: FetchContext,
): Promise<Fetched | URL> {
  const same = known?.retrievedFrom === called ? known : undefined;
  const headers = { ...HEADERS, ...(same === undefined ? {} : conditions(same.validators)) };
  const response = await httpGet(url, { headers, signal, resolveHost });
  if (response.status === 200) {
    const bytes = await readBody(response, called, limits.maximumBytes);
    return { bytes, retrievedFrom: called, validators: validatorsOf(response.headers) };
  }
  response.discard();
  if (REDIRECTS.has(response.status)) return redirectTarget(response, url, called);
  if (response.status === 304 && same !== undefined) return same;
  throw new FetchError({ file: called }, `the server responded with ${response.status}`, remedyFor(response.status), {
    transient: TRANSIENT.has(response.status),
    status: response.status,
    retryAfter: delayAsked(response.headers, Date.now()),
  });
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

function redirectTarget({ headers, status }: HttpResponse, from: URL, called: string): URL {
  const location = headers.get("location");
  const target = location === null ? null : URL.parse(location, from.href);
  if (target === null) {
    throw new DocumentError(
      { file: called },
      `the server responded with ${status}, without a usable Location`,
      `use another address ${FILE_INSTEAD}`,
    );
  }
  refuseUnsafe(target, called);
  if (isSameSite(from, target)) return target;
  throw new DocumentError(
    { file: called },
    `the server redirects to another site, ${target.origin}, where nothing is followed to`,
    `if that is where it has moved, import it from there (${publicAddress(target).address}), ${FILE_INSTEAD}`,
  );
}

async function readBody({ body, discard }: HttpResponse, called: string, maximumBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  // A stream of bytes that has no encoding gives buffers.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maximumBytes) {
      discard();
      throw new DocumentError(
        { file: called },
        `the response is larger than ${maximumBytes} bytes`,
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
  return `use an address that responds with 200 and the document, ${FILE_INSTEAD}`;
}

/** Names the cause by its code only: messages of the transport may quote the whole address. */
function transportError(error: unknown, called: string, limits: FetchLimits, deadline: AbortSignal): DocumentError {
  if (error instanceof RefusedNetwork) return reservedNetwork(called, error.range);
  if (deadline.aborted) {
    return new FetchError(
      { file: called },
      `no complete response within ${limits.timeout / 1000} s`,
      `try again later, ${FILE_INSTEAD}`,
      { transient: true },
    );
  }
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return new FetchError(
    { file: called },
    `the response could not be received${code}`,
    `check the address and the network, ${FILE_INSTEAD}`,
    { transient: true },
  );
}
