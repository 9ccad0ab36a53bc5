import { get as getPlain, type IncomingMessage } from "node:http";
import { get as getEncrypted } from "node:https";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { guardedLookup, type ResolveHost } from "./network-address.ts";

/** A response whose body has not been read yet. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Decompressed. */
  readonly body: Readable;
  /** Ends the connection; the rest of the body is not wanted. */
  discard(): void;
}

/** What a request is made with. */
export interface HttpGetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request, and the response with it. */
  readonly signal: AbortSignal;
  /** The system's own, unless given. */
  readonly resolveHost?: ResolveHost | undefined;
}

/**
 * Makes one GET request over a connection of its own: no redirect is followed, no cookie or credential sent, and nothing
 * but a public network address contacted, or loopback where the URL names it. `fetch` has no way to say the last one.
 *
 * @throws {RefusedNetwork} when the host's name leads elsewhere.
 * @throws {Error} Node's own, when there is no response.
 */
export function httpGet(url: URL, { headers, signal, resolveHost }: HttpGetOptions): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const get = url.protocol === "https:" ? getEncrypted : getPlain;
    const request = get(url, {
      headers: { ...headers, "accept-encoding": "gzip, deflate, br" },
      lookup: guardedLookup(resolveHost),
      signal,
      agent: false,
    });
    // For as long as the request lives: what ends it after its response is for who reads that.
    request.on("error", reject);
    request.once("response", (message) => {
      resolve({
        status: message.statusCode ?? 0,
        headers: headersOf(message),
        body: decompressed(message),
        discard: () => request.destroy(),
      });
    });
  });
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  return new Headers(
    Object.entries(headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  );
}

const DECODERS = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress };

function decompressed(message: IncomingMessage): Readable {
  const coding = message.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  const decoder = Object.entries(DECODERS).find(([name]) => name === coding)?.[1];
  // What is coded otherwise is read as it stands, and then no text.
  return decoder === undefined ? message : pipeline(message, decoder(), () => {});
}
