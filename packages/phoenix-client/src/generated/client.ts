// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createRawClient, createTransport } from "@org/client-core";
import type { ClientOptions, Methods, Transport } from "@org/client-core";
import type { Client } from "openapi-fetch";
import * as operations from "./operations.ts";
import type { paths } from "./paths.ts";
import type { PhoenixAuth } from "./security.ts";

/** How Phoenix is reached. */
export interface PhoenixClientOptions extends ClientOptions {
  readonly baseUrl: string;
  readonly auth?: PhoenixAuth;
}

/** All operations of Phoenix as methods. */
export interface PhoenixClient extends Methods<typeof operations> {
  /** The same operations by method and path, with openapi-fetch's own interface, on the same transport. */
  readonly raw: Client<paths>;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const deleteTraceAnnotationsOnly = deleteTraceAnnotations(createPhoenixTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createPhoenixTransport(options: PhoenixClientOptions): Transport {
  return createTransport("Phoenix", options);
}

/**
 * A client for Phoenix.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createPhoenixClient(options: PhoenixClientOptions): PhoenixClient {
  const transport = createPhoenixTransport(options);
  return {
    deleteTraceAnnotations: operations.deleteTraceAnnotations(transport),
    raw: createRawClient<paths>(transport, [operations.deleteTraceAnnotations]),
  };
}
