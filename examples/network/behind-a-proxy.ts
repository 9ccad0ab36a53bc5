import { readFileSync } from "node:fs";
import { createPhoenixClient, type PhoenixClient } from "@org/phoenix-client";
import { nodeTransport } from "@org/phoenix-client/node";
import { Agent, ProxyAgent } from "undici";

/** How a network differs from the open internet. */
export interface NetworkOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** A proxy's address, credentials and all. */
  readonly proxy?: string;
  /** A file with the certificates of a private authority (PEM). */
  readonly certificates?: string;
}

/** A client that reaches a server through a proxy, or whose certificate a private authority has signed, on Node. */
export function createPrivateClient({ baseUrl, apiKey, proxy, certificates }: NetworkOptions): PhoenixClient {
  const tls = certificates === undefined ? {} : { ca: readFileSync(certificates) };
  const dispatcher =
    proxy === undefined ? new Agent({ connect: tls }) : new ProxyAgent({ uri: proxy, requestTls: tls, proxyTls: tls });
  return createPhoenixClient({ baseUrl, auth: { bearer: apiKey }, fetch: nodeTransport({ dispatcher }) });
}
