/** What runtimes do on their own when they send a request. */

/** What is asked of the globals; only their own: somebody may have put a name on `Object.prototype`. */
const own = (object: unknown, name: string): unknown =>
  object && Object.hasOwn(object, name) ? (object as Readonly<Record<string, unknown>>)[name] : undefined;

let kept: unknown;

/**
 * What `fetch` of Deno is to send with: a client that keeps no connection, since Deno sends a request again by itself
 * where a kept one breaks. `undefined`: this is not Deno, or not one that has such clients.
 */
export function denoClient(): unknown {
  const create = own(own(globalThis, "Deno"), "createHttpClient");
  if (typeof create !== "function") return undefined;
  try {
    kept ??= create({ poolMaxIdlePerHost: 0 });
  } catch {} // it was not allowed to
  return kept;
}

/**
 * Whether this runtime may send a request more often than it is told to: browsers do where a kept connection breaks.
 * Node and workerd do not; Bun does not without `keepalive`, and Deno not with a client that keeps no connection.
 */
export function mayRepeat(): boolean {
  if (own(globalThis, "Deno") !== undefined) return denoClient() === undefined;
  if (typeof navigator === "object" && navigator.userAgent === "Cloudflare-Workers") return false;
  const versions = own(own(globalThis, "process"), "versions");
  return typeof own(versions, "node") !== "string" || own(versions, "electron") !== undefined;
}

/** The package that this code is built into, and its version: the build knows. */
declare const CLIENT_PACKAGE: string | undefined;

/**
 * What is sent as `User-Agent`; `undefined`: nothing of its own. A browser would ask the server first whether it allows a
 * page to send one, and most do not.
 */
export const userAgent = (): string | undefined =>
  typeof CLIENT_PACKAGE === "string" && !mayRepeat() ? CLIENT_PACKAGE : undefined;

/** Whether a header of this name reaches the server: browsers set some themselves, and drop them silently from a request. */
export function canSendHeader(name: string): boolean {
  try {
    return new Request("https://host.invalid", { headers: { [name]: "a" } }).headers.has(name);
  } catch {
    return true; // there is nothing to ask
  }
}
