/** Security schemes, each imported only by documents that have it. */
import type { Authenticator } from "../definition.ts";
import { isRecord } from "../records.ts";
import { labelled, putInCookie, putInHeader, putInQuery } from "../request/places.ts";
import { headerText, percentEncode } from "../request/text.ts";
import { type Credential, readSecret } from "./secret.ts";

/** One whose text travels in a header. */
export const inHeader = (name: string, as: string, write: Authenticator["write"] = headerText): Authenticator => ({
  name,
  group: "headers",
  as,
  header: as,
  write,
  put: putInHeader(as),
  present: undefined,
  forget: undefined,
});

/** An API key in a header. */
export const keyInHeader = (name: string, as: string): Authenticator => inHeader(name, as.toLowerCase());

/** An API key in the query. */
export const keyInQuery = (name: string, as: string): Authenticator => ({
  ...inHeader(name, as),
  group: "query",
  header: undefined,
  put: (parts, text) => putInQuery(parts, labelled(as) + percentEncode(text)),
});

/** An API key in a cookie. */
export const keyInCookie = (name: string, as: string): Authenticator => ({
  ...inHeader(name, as),
  group: "cookies",
  header: "cookie",
  put: (parts, text) => putInCookie(parts, labelled(as) + percentEncode(text)),
});

/**
 * `Bearer` and a token.
 * @throws TypeError for a text that has that word already, and for one that no header can carry
 */
export function bearerText(token: string): string {
  if (/^bearer\s/i.test(token)) throw new TypeError("must be the token alone: the word Bearer is put before it");
  return `Bearer ${headerText(token)}`;
}

/** A token in `Authorization: Bearer` (RFC 6750). */
export const bearerToken = (name: string): Authenticator => inHeader(name, "authorization", bearerText);

/** `Authorization` in a scheme that this client does not know: the whole of its value is given. */
export const authorization = (name: string): Authenticator => inHeader(name, "authorization");

/** User name and password for `Authorization: Basic`. */
export interface BasicCredential {
  /** Without a colon: it would be read as the end of the name. */
  readonly username: Credential;
  /** It may have colons. */
  readonly password: Credential;
}

/** @throws TypeError */
function printable(text: string, also = ""): string {
  if (!text || /[\p{Cc}\p{Cs}]/u.test(text) || (also && text.includes(":")))
    throw new TypeError(`must be a text, not empty, without ${also}control characters`);
  return text;
}

/** `Authorization: Basic` (RFC 7617), in UTF-8. */
export function basicCredentials(name: string): Authenticator {
  return {
    ...inHeader(name, "authorization"),
    async present(credential, context) {
      const { username, password } = isRecord(credential) ? credential : {};
      const { path, hide } = context;
      // Redacting a name would take every "admin" out of a response.
      const unhidden = { ...context, hide: () => {} };
      const user = await readSecret(username, `${path}.username`, unhidden, (text) => printable(text, "colons and "));
      const secret = await readSecret(password, `${path}.password`, context, printable);
      const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${secret}`)));
      hide([encoded]);
      return `Basic ${encoded}`;
    },
  };
}
