import { DocumentError } from "../document-error.ts";
import { isLoopbackHost, refusedRange } from "./network-address.ts";

/** What an address may be called in messages and records: never its user, password, query or fragment. */
export interface PublicAddress {
  readonly address: string;
  /** Whether a query was left out, which may have carried a token. */
  readonly queryLeftOut: boolean;
}

/** Whether a person who wrote this meant an address rather than a file. */
export function isAddress(source: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]+:\/\/|https?:)/i.test(source);
}

/**
 * Parses an http(s) address.
 *
 * @throws {DocumentError} for another scheme, for an address that carries a user or password, and for what is no
 * address at all. The message never repeats what was given.
 */
export function parseAddress(text: string, called: string): URL {
  const url = URL.parse(text);
  if (url === null) {
    throw new DocumentError({ file: called }, "this is not a valid address", "check the spelling of the address");
  }
  refuseUnusable(url, called);
  return url;
}

/**
 * Refuses what must not be recorded.
 *
 * @throws {DocumentError} for a scheme other than http(s), and for a user or password within the address.
 */
export function refuseUnusable(url: URL, called: string): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new DocumentError(
      { file: called },
      `an address of scheme ${url.protocol.slice(0, -1)} is not supported`,
      "give an https address, or the path of a file",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new DocumentError(
      { file: called },
      "the address carries a user name or password, which would end up in records and logs",
      "download the document yourself, then import the file with --source naming where it came from",
    );
  }
}

/**
 * Refuses what must not be fetched, as far as the address alone tells; what its name resolves to is looked at when it is
 * connected to.
 *
 * @throws {DocumentError} as {@link refuseUnusable} does, for plain http beyond loopback, and for an address within a
 * private, link-local or otherwise reserved network.
 */
export function refuseUnsafe(url: URL, called: string): void {
  refuseUnusable(url, called);
  const range = refusedRange(url.hostname, url.hostname);
  if (range !== undefined) throw reservedNetwork(called, range);
  if (url.protocol === "http:" && !isLoopbackHost(url.hostname)) {
    throw new DocumentError(
      { file: called },
      "plain http is only used on loopback: the document could be altered on its way",
      "use the https address, or download it yourself and import the file",
    );
  }
}

/** An address, or what its name resolves to, is one that no vendor publishes at. */
export function reservedNetwork(called: string, range: string): DocumentError {
  return new DocumentError(
    { file: called },
    `the host has no public network address, but one that is ${range}`,
    "use the public address of the documentation, or download it yourself and import the file",
  );
}

/** Whether both are served by the same host, so that one may lead to the other; from http to https counts as staying. */
export function isSameSite(from: URL, to: URL): boolean {
  return from.host === to.host && (from.protocol === to.protocol || to.protocol === "https:");
}

/** Whether something public names an address on this very machine, where no vendor publishes anything. */
export function leadsToThisMachine(from: string, to: URL): boolean {
  return isAddress(from) && !isLoopbackHost(new URL(from).hostname) && isLoopbackHost(to.hostname);
}

/** The part of an address that is safe to print and to record. */
export function publicAddress(url: URL): PublicAddress {
  return { address: `${url.origin}${url.pathname}`, queryLeftOut: url.search !== "" };
}

/** Text in which addresses have lost their user and password. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/\/\/[^/?#\s]*@/g, "//");
}
