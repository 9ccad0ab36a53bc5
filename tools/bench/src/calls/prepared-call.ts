import { findClientPackage } from "@workshop/config/client-packages";
import { successResponse, type WireRequest, type WireResponse } from "@workshop/contract";
import { exampleCall, loadBuiltPackage } from "@workshop/demo";
import { loadPlatform } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import createOpenapiFetch from "openapi-fetch";

type Fetch = typeof fetch;

/** One call of a platform, in three ways that send the same and read the response to its end. */
export interface PreparedCall {
  readonly platform: string;
  readonly response: WireResponse;
  /** A bare `fetch(url, init)`. */
  bare(baseUrl: string, fetch?: Fetch): () => Promise<unknown>;
  /** openapi-fetch as it comes, without a check of anything. */
  openapiFetch(baseUrl: string, fetch?: Fetch): () => Promise<unknown>;
  /** The built client, with everything that it is by itself. */
  client(baseUrl: string, fetch?: Fetch): () => Promise<unknown>;
}

/** @throws {Error} when the platform's package is not built */
export async function prepareCall(root: string, platform: string): Promise<PreparedCall> {
  const [model, bareModel] = [loadPlatform(root, platform), loadPlatform(root, platform, { bare: true })];
  const example = exampleCall(model, bareModel);
  const operation = model.operations.find(({ name }) => name === example.operation);
  if (operation === undefined) throw new Error(`The document of ${platform} has no operation.`);
  const built = await loadBuiltPackage(findClientPackage(root, platform));
  const { method, path } = operation;
  return {
    platform,
    response: successResponse({ model, checker: new SchemaChecker(model) }, operation),
    bare: (baseUrl, send = fetch) => {
      const url = baseUrl + example.request.target;
      const init = initOf(example.request);
      return async () => await read(await send(url, init));
    },
    openapiFetch: (baseUrl, send) => {
      const plain = createOpenapiFetch<Record<string, never>>({ baseUrl, ...(send && { fetch: send }) });
      const { body, path: inPath } = (example.input ?? {}) as Record<string, object | undefined>;
      const headers = Object.fromEntries(example.request.headers.filter(([name]) => name !== "content-type"));
      // JSON inside a parameter is nothing that it knows: its users write the text.
      const query = Object.fromEntries(new URL(example.request.target, baseUrl).searchParams);
      const params = { ...(inPath && { path: inPath }), query };
      // What it takes is typed by a document, which is only known here as data.
      const call = plain[method.toUpperCase() as "DELETE"] as (path: string, options: object) => Promise<unknown>;
      return () => call(path, { params, headers, ...(body && { body }) });
    },
    client: (baseUrl, send) => {
      const { auth } = example;
      const options = { baseUrl, ...(send && { fetch: send }), ...(Object.keys(auth).length > 0 && { auth }) };
      // A client's methods are functions.
      const call = built.createClient(options)[example.operation] as (...input: unknown[]) => Promise<unknown>;
      return () => (example.input === undefined ? call(example.options) : call(example.input, example.options));
    },
  };
}

function initOf({ method, headers, body }: WireRequest): RequestInit {
  return { method, headers: headers.map(([name, value]) => [name, value]), ...(body.length > 0 && { body }) };
}

async function read(response: Response): Promise<unknown> {
  return response.headers.get("content-type")?.includes("json") === true
    ? await response.json()
    : await response.text();
}
