import createClient, { type Client } from "openapi-fetch";
import type { OperationDescriptor } from "./descriptor.ts";
import { isApiError } from "./errors/api-error.ts";
import { InvalidRequestError } from "./errors/invalid-request-error.ts";
import { jsonText } from "./request/json-text.ts";
import { bareRecord, isRecord } from "./request/own-values.ts";
import { type Outcome, perform } from "./transport/perform.ts";
import type { Transport } from "./transport/transport.ts";

/** Only what openapi-fetch and middleware look at: a real `Request` is most of what a call costs. */
class PlainRequest {
  declare readonly url: string;
  declare readonly method: string;
  declare readonly headers: Headers;

  constructor(url: string, init: object) {
    Object.assign(this, init, { url });
  }
}

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/** An outcome as openapi-fetch reads it. What it would take for a success, or report without an `error`, is thrown. */
async function toResponse({ data, error, response }: Outcome, method: string, parseAs: unknown): Promise<Response> {
  const { status } = response;
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  const body = isApiError(error) ? error.body : data;
  if (error && !(body && status >= 400 && status < 600 && method !== "HEAD")) throw error;
  // openapi-fetch reads answers as JSON unless it is told otherwise, and failures always.
  const asJson = error || (parseAs ?? "json") === "json";
  const text = body instanceof Blob && asJson ? await body.text() : body;
  const isJson = asJson || /json/.test(String(headers.get("content-type")));
  // What is not JSON is text or bytes. Of nothing, JSON is nothing.
  return new Response(text instanceof Blob || !isJson ? (text as Blob | string) : jsonText(text), { status, headers });
}

/** Moves a property unread: the checks of the input are to see what was given, be it hidden or a getter that fails. */
function move(from: object, key: string | symbol, to: object, name = key): void {
  const descriptor = { ...Object.getOwnPropertyDescriptor(from, key), __proto__: null };
  Object.defineProperty(to, name, descriptor as PropertyDescriptor); // it is one of its keys
}

/**
 * The openapi-fetch client of a document, which keeps the same promises as the operations: each call is checked, sent
 * and judged by them. It resolves with `data` for a declared success and with `error`, always truthy, for a failure
 * with a body; whatever else there is to say is thrown as the errors of this client.
 *
 * Besides `params`, `body`, `headers`, `parseAs` and `middleware` it takes the options of a call, and `contentType`
 * where the document knows several.
 */
export function createRawClient<Paths extends object>(
  transport: Transport,
  factories: readonly { readonly descriptor: OperationDescriptor }[],
): Client<Paths> {
  const client = createClient<Paths>({
    baseUrl: transport.baseUrl,
    // What it would make of a query is not what is sent.
    querySerializer: () => "",
    Request: PlainRequest as unknown as typeof Request, // openapi-fetch asks no more of it
  });
  // The types of openapi-fetch follow the document; here it is any path.
  const send = client.request as unknown as (method: string, path: string, init: object) => Promise<unknown>;

  const request = (givenMethod: string, path: string, init?: object): Promise<unknown> => {
    const method = givenMethod.toUpperCase();
    const rest = bareRecord();
    const body = bareRecord();
    for (const key of Reflect.ownKeys(init ?? {}))
      move(init as object, key, key === "body" || key === "contentType" ? body : rest);
    const { params, parseAs, middleware } = rest;
    for (const key of ["params", "parseAs", "middleware"]) delete rest[key];
    const fetch = async ({ headers }: PlainRequest): Promise<Response> => {
      const descriptor = factories.find(
        (one) => one.descriptor.method === method && one.descriptor.path === path,
      )?.descriptor;
      if (!descriptor) {
        throw new InvalidRequestError({ platform: transport.platform, operation: "raw" }, [
          { path: "path", rule: "unknown", message: "and method are not those of an operation of the document" },
        ]);
      }
      // What is no plain object is refused as an input of its kind.
      const isPlain = params === undefined || isRecord(params);
      const input = bareRecord();
      if (isPlain) {
        for (const key of Reflect.ownKeys(params ?? {}))
          move(params as object, key, input, key === "header" || key === "cookie" ? `${key}s` : key);
        for (const key of Reflect.ownKeys(body)) move(body, key, input);
      }
      // Middleware may have added headers; those of the call are not known to it.
      const added = Object.fromEntries(headers);
      const options = Object.keys(added).length
        ? { ...rest, headers: { ...(rest.headers as object), ...added } }
        : rest;
      return toResponse(await perform(transport, descriptor, isPlain ? input : params, options), method, parseAs);
    };
    // Each is given, lest openapi-fetch reads an inherited one.
    return send(method, path, {
      body: undefined,
      fetch,
      headers: {},
      params: bareRecord(),
      parseAs: parseAs ?? "json",
      // Stryker disable next-line ArrayDeclaration: openapi-fetch passes over what is no middleware
      middleware: middleware ?? [],
    });
  };
  const own = methods.map((method) => [method, (path: string, init?: object) => request(method, path, init)]);
  return Object.assign(client, Object.fromEntries(own), { request });
}
