import { percentEncode } from "./percent-encoding.ts";
import type { PreparedRequest } from "./prepare-request.ts";

/** A request with everything in it. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Puts the texts of the credentials where they belong, in the order of the request's authenticators. */
export function signRequest(request: PreparedRequest, texts: readonly string[]): SignedRequest {
  let { url } = request;
  const headers = { ...request.headers };
  const cookies = [...request.cookies];
  request.authenticators.forEach(({ in: place, as }, index) => {
    const text = texts[index] as string; // there is one for each
    if (place === "header") {
      headers[as.toLowerCase()] = text;
      return;
    }
    const pair = `${percentEncode(as)}=${percentEncode(text)}`;
    if (place === "cookie") cookies.push(pair);
    else url += (url.includes("?") ? "&" : "?") + pair;
  });
  if (cookies.length) headers.cookie = cookies.join("; ");
  return { url, headers };
}
