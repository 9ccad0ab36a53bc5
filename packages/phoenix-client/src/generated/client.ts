// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import type { ClientOptions, Methods, Read, Transport } from "@org/client-core";
import { createRead, createTransport } from "@org/client-core/generated";
import * as operations from "./operations.ts";
import type { PhoenixAuth } from "./security.ts";
import * as security from "./security.ts";

/** How Phoenix is reached. */
export interface PhoenixClientOptions extends ClientOptions {
  readonly baseUrl: string;
  readonly auth?: PhoenixAuth | undefined;
}

/** All operations of Phoenix as methods. */
export interface PhoenixClient extends Methods<typeof operations> {
  /** Reads any path of the same server with the same credentials: to find out what became of a call. */
  readonly read: Read;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const deleteTraceAnnotationsOnly = deleteTraceAnnotations(createPhoenixTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createPhoenixTransport(options: PhoenixClientOptions): Transport {
  return createTransport({ name: "Phoenix", auth: [["bearer"]] }, options);
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
    read: createRead(transport, [[security.bearer], []]),
  };
}
