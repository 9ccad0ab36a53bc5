/** Puts a prepared request and its credentials together. */
import type { Bound, Credentials, HeaderTexts } from "../engine/bind.ts";
import type { PreparedRequest } from "./prepared.ts";

/** A request with everything in it but its body. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: HeaderTexts;
}

export function sign({ baseUrl }: Bound, request: PreparedRequest, credentials: Credentials): SignedRequest {
  const headers = { ...credentials.headers };
  let url = baseUrl + request.target;
  if (request.headers) Object.assign(headers, request.headers);
  if (request.contentType) headers["content-type"] = request.contentType;
  const cookies = request.cookies + credentials.cookies;
  // A document may also know the header as a whole.
  if (cookies) headers.cookie = headers.cookie ? headers.cookie + cookies : cookies.slice(2);
  // Only then: what looks into a URL puts its pieces together, which is a tenth of what a bare call takes.
  if (credentials.query) url += url.includes("?") ? credentials.query.replace("?", "&") : credentials.query;
  return { url, headers };
}
