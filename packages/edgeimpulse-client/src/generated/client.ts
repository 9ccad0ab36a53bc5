// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import type { ClientOptions, Methods, Read, Transport } from "@org/client-core";
import { createRead, createTransport } from "@org/client-core/generated";
import * as operations from "./operations.ts";
import type { EdgeImpulseAuth } from "./security.ts";
import * as security from "./security.ts";

/**
 * How EdgeImpulse is reached.
 *
 * `baseUrl` defaults to `https://studio.edgeimpulse.com/v1`.
 */
export interface EdgeImpulseClientOptions extends ClientOptions {
  readonly auth: EdgeImpulseAuth;
}

/** All operations of EdgeImpulse as methods. */
export interface EdgeImpulseClient extends Methods<typeof operations> {
  /** Reads any path of the same server with the same credentials: to find out what became of a call. */
  readonly read: Read;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const batchClearMetadataByKeyOnly = batchClearMetadataByKey(createEdgeImpulseTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createEdgeImpulseTransport(options: EdgeImpulseClientOptions): Transport {
  return createTransport(
    {
      name: "EdgeImpulse",
      server: "https://studio.edgeimpulse.com/v1",
      auth: [["apiKey"], ["jwtCookie"], ["jwt"], ["oauth2"]],
    },
    options,
  );
}

/**
 * A client for EdgeImpulse.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createEdgeImpulseClient(options: EdgeImpulseClientOptions): EdgeImpulseClient {
  const transport = createEdgeImpulseTransport(options);
  return {
    batchClearMetadataByKey: operations.batchClearMetadataByKey(transport),
    read: createRead(transport, [[security.apiKey], [security.jwtCookie], [security.jwt], [security.oauth2]]),
  };
}
