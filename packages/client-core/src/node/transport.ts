import { Agent } from "undici";
import type { Fetch, FetchedResponse } from "../definition.ts";
import { Exchange } from "./exchange.ts";

/** How a transport keeps its connections. */
export interface NodeTransportOptions {
  /** How many connections there are at most to an origin; more calls wait for one. Default: 64. */
  readonly connections?: number | undefined;
  /** Sends through this dispatcher of undici's instead, for example a `ProxyAgent`. It must not repeat or redirect requests. */
  readonly dispatcher?: AnyDispatcher | undefined;
}

/** A dispatcher of undici's, in words that need none of its types. */
export interface AnyDispatcher {
  /** Sends a request, and tells the handler what comes of it. @returns whether it takes more at once; nobody looks at that. */
  dispatch(options: object, handler: object): boolean;
  /** Lets requests that are under way end, and closes all connections. */
  close(): Promise<void>;
}

/** What the option `fetch` of a client takes on Node. */
export interface NodeTransport extends Fetch {
  /** Lets requests that are under way end, and closes all connections, those of `dispatcher`, too. */
  close(): Promise<void>;
}

/** What `fetch` sends, too, and some servers want. */
const usualHeaders = { "accept-encoding": "gzip, deflate, br", "user-agent": "node" };

/**
 * Sends over undici's dispatcher: several times as many calls in a second as `fetch`, with the same promises. For Node, with
 * `undici` installed: `createPhoenixClient({ fetch: nodeTransport(), ... })`. A process with nothing else to do ends. It has no time
 * limit of its own: the client's `timeout` holds from waiting for a connection to the last byte. What goes wrong with a connection
 * reaches callers as the errors of the client, with undici's code as their cause.
 */
export function nodeTransport({ connections = 64, dispatcher }: NodeTransportOptions = {}): NodeTransport {
  const agent: AnyDispatcher = dispatcher ?? new Agent({ connections });
  const fetch = async (url: string, init: RequestInit): Promise<FetchedResponse> => {
    const { method = "GET", signal } = init;
    const headers = { ...usualHeaders, ...(init.headers as Record<string, string>) }; // the clients give records
    const body = await bodyOf(init.body, headers);
    const end = url.indexOf("/", "https://".length);
    const [origin, path] = end < 0 ? [url, "/"] : [url.slice(0, end), url.slice(end)];
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(resolve, reject, signal ?? undefined);
      // The call's own deadline holds over all of it.
      const options = { origin, path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 };
      agent.dispatch(options, exchange);
    });
  };
  return Object.assign(fetch, { close: () => agent.close() });
}

/** A body as undici takes it. Forms say their boundary in a header. */
async function bodyOf(body: RequestInit["body"], headers: Record<string, string>): Promise<string | Uint8Array | null> {
  if (typeof body === "string" || body === null || body === undefined) return body ?? null;
  const sent = new Response(body as BodyInit);
  const type = sent.headers.get("content-type");
  if (type) headers["content-type"] ??= type;
  return new Uint8Array(await sent.arrayBuffer());
}
