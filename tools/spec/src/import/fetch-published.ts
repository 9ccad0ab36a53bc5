import { DocumentError } from "../document-error.ts";
import { publicAddress, refuseUnusable } from "./public-address.ts";

/** Limits of one download. */
export interface FetchLimits {
  /** For everything together, redirects and body included, in milliseconds. */
  readonly timeout: number;
  /** Of the body, after decompression. */
  readonly maximumBytes: number;
}

/** A downloaded body, taken as it is: what the server says about its type is not trusted. */
export interface Fetched {
  readonly bytes: Uint8Array;
  /** Address that answered in the end, without user, password, query and fragment. */
  readonly retrievedFrom: string;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const FILE_INSTEAD = "or download it yourself and import the file";

/**
 * Downloads a published page or document without any credentials.
 *
 * @throws {DocumentError} for any answer but a complete 200, for too many or unsafe redirects, and past the limits.
 */
export async function fetchPublished(start: URL, limits: FetchLimits): Promise<Fetched> {
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
        signal: deadline,
        headers: { accept: "text/markdown, application/yaml, application/json, text/plain;q=0.9, */*;q=0.1" },
      });
      if (REDIRECTS.has(response.status)) {
        await response.body?.cancel();
        url = redirectTarget(response, url, called);
        continue;
      }
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new DocumentError({ file: called }, `the server answered ${response.status}`, remedyFor(response.status));
      }
      return { bytes: await readBody(response, called, limits.maximumBytes), retrievedFrom: called };
    } catch (error) {
      throw error instanceof DocumentError ? error : transportError(error, called, limits);
    }
  }
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
function transportError(error: unknown, called: string, limits: FetchLimits): DocumentError {
  if (error instanceof Error && error.name === "TimeoutError") {
    return new DocumentError(
      { file: called },
      `no complete answer within ${limits.timeout / 1000} s`,
      `try again later, ${FILE_INSTEAD}`,
    );
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new DocumentError(
    { file: called },
    `the answer could not be received${code}`,
    `check the address and the network, ${FILE_INSTEAD}`,
  );
}
