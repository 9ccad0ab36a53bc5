// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createRawClient, createTransport } from "@org/client-core";
import type { ClientOptions, Transport } from "@org/client-core";
import type { Client } from "openapi-fetch";
import { batchClearMetadataByKey } from "./operations.ts";
import type { paths } from "./schema.ts";
import type { EdgeImpulseAuth } from "./security.ts";

/**
 * How EdgeImpulse is reached.
 *
 * `baseUrl` defaults to `https://studio.edgeimpulse.com/v1`.
 */
export interface EdgeImpulseClientOptions extends ClientOptions {
  readonly auth: EdgeImpulseAuth;
}

/** All operations of EdgeImpulse as methods. */
export interface EdgeImpulseClient {
  /**
   * Clear metadata by key (multiple samples)
   *
   * Clears a specific metadata field (by key) for multiple samples.
   *
   * Repeating it is rated unsafe: a repeat may start another job, and clears keys that were added since the first.
   *
   * If no answer came: look at the project's jobs (GET /api/{projectId}/jobs/{jobId}/status where a job id is known), or at the metadata of one of the samples.
   *
   * Clause: `specs/edgeimpulse.yaml#/paths/~1api~1{projectId}~1raw-data~1batch~1clear-metadata-by-key/post`
   */
  readonly batchClearMetadataByKey: ReturnType<typeof batchClearMetadataByKey>;
  /** The same operations by method and path, with openapi-fetch's own interface, on the same transport. */
  readonly raw: Client<paths>;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const batchClearMetadataByKeyOnly = batchClearMetadataByKey(createEdgeImpulseTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createEdgeImpulseTransport(options: EdgeImpulseClientOptions): Transport {
  return createTransport("EdgeImpulse", options, "https://studio.edgeimpulse.com/v1");
}

/**
 * A client for EdgeImpulse.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createEdgeImpulseClient(options: EdgeImpulseClientOptions): EdgeImpulseClient {
  const transport = createEdgeImpulseTransport(options);
  return {
    batchClearMetadataByKey: batchClearMetadataByKey(transport),
    raw: createRawClient<paths>(transport, [batchClearMetadataByKey]),
  };
}
