// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createRawClient, createTransport } from "@org/client-core";
import type { ClientOptions, Transport } from "@org/client-core";
import type { Client } from "openapi-fetch";
import { deleteByMetadata } from "./operations.ts";
import type { paths } from "./schema.ts";
import type { GalileoAuth } from "./security.ts";

/**
 * How Galileo is reached.
 *
 * `baseUrl` defaults to `https://api.galileo.ai`.
 */
export interface GalileoClientOptions extends ClientOptions {
  readonly auth: GalileoAuth;
}

/** All operations of Galileo as methods. */
export interface GalileoClient {
  /**
   * Delete By Metadata
   *
   * Delete traces/sessions across all projects in the organization by metadata filters.
   *
   * This endpoint allows organization administrators to delete traces or sessions
   * that match specific metadata key-value pairs across all projects in their
   * organization.
   *
   * Repeating it is rated unsafe: a repeat may start a second job, which also deletes what was written since the first.
   *
   * If no answer came: look for the deletion among your organization's jobs (GET /v2/org-jobs/{job_id} where a job id is known).
   *
   * Clause: `specs/galileo.yaml#/paths/~1v2~1org-jobs~1delete-by-metadata/post`
   */
  readonly deleteByMetadata: ReturnType<typeof deleteByMetadata>;
  /** The same operations by method and path, with openapi-fetch's own interface, on the same transport. */
  readonly raw: Client<paths>;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const deleteByMetadataOnly = deleteByMetadata(createGalileoTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createGalileoTransport(options: GalileoClientOptions): Transport {
  return createTransport("Galileo", options, "https://api.galileo.ai");
}

/**
 * A client for Galileo.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createGalileoClient(options: GalileoClientOptions): GalileoClient {
  const transport = createGalileoTransport(options);
  return {
    deleteByMetadata: deleteByMetadata(transport),
    raw: createRawClient<paths>(transport, [deleteByMetadata]),
  };
}
