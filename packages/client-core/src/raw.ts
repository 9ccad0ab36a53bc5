import createClient, { type Client } from "openapi-fetch";
import type { OperationDescriptor } from "./descriptor.ts";
import { isApiError } from "./errors/api-error.ts";
import { InvalidRequestError } from "./errors/invalid-request-error.ts";
import { jsonText } from "./request/json-text.ts";
import type { OwnRecord } from "./request/own-values.ts";
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
  if (body === undefined) return new Response(null, { status, headers });
  // openapi-fetch reads answers as JSON unless it is told otherwise, and failures always.
  const asJson = error || (parseAs ?? "json") === "json";
  const text = body instanceof Blob && asJson ? await body.text() : body;
  const isText = typeof text === "string" && !/json/.test(headers.get("content-type") ?? "");
  return new Response(text instanceof Blob || (isText && !asJson) ? (text as Blob | string) : jsonText(text), {
    status,
    headers,
  });
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
    // What it would make of a path and a query is not what is sent.
    pathSerializer: (path) => path,
    querySerializer: () => "",
    Request: PlainRequest as unknown as typeof Request, // openapi-fetch asks no more of it
  });
  // The types of openapi-fetch follow the document; here it is any path.
  const send = client.request as unknown as (method: string, path: string, init: object) => Promise<unknown>;

  const request = (givenMethod: string, path: string, init?: object): Promise<unknown> => {
    const method = givenMethod.toUpperCase();
    const { params, parseAs, middleware, ...rest } = { __proto__: null, ...init } as unknown as OwnRecord;
    const fetch = async ({ headers }: PlainRequest): Promise<Response> => {
      const descriptor = factories.find(
        (one) => one.descriptor.method === method && one.descriptor.path === path,
      )?.descriptor;
      if (!descriptor) {
        throw new InvalidRequestError({ platform: transport.platform, operation: "raw" }, [
          { path: "path", rule: "unknown", message: "and method are not those of an operation of the document" },
        ]);
      }
      const input: OwnRecord = Object.create(null);
      for (const [key, value] of Object.entries(params ?? {}))
        input[`${key}${/^(header|cookie)$/.test(key) ? "s" : ""}`] = value;
      for (const key of ["body", "contentType"]) {
        if (key in rest) input[key] = rest[key];
        delete rest[key];
      }
      // Middleware may have added headers; those of the call are not known to it.
      const added = Object.fromEntries(headers);
      const options = Object.keys(added).length
        ? { ...rest, headers: { ...(rest.headers as object), ...added } }
        : rest;
      return toResponse(await perform(transport, descriptor, input, options), method, parseAs);
    };
    // Each is given, lest openapi-fetch reads an inherited one.
    return send(method, path, {
      fetch,
      headers: {},
      params: {},
      parseAs: parseAs ?? "json",
      middleware: middleware ?? [],
    });
  };
  const own = methods.map((method) => [method, (path: string, init?: object) => request(method, path, init)]);
  return Object.assign(client, Object.fromEntries(own), { request });
}
