// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createRawClient, createTransport } from "@org/client-core";
import type { ClientOptions, Transport } from "@org/client-core";
import type { Client } from "openapi-fetch";
import { deleteTraceAnnotations } from "./operations.ts";
import type { paths } from "./schema.ts";
import type { PhoenixAuth } from "./security.ts";

/** How Phoenix is reached. */
export interface PhoenixClientOptions extends ClientOptions {
  readonly baseUrl: string;
  readonly auth?: PhoenixAuth;
}

/** All operations of Phoenix as methods. */
export interface PhoenixClient {
  /**
   * Delete trace annotations in a project that match the supplied filter.
   *
   * Hard-delete trace annotations within the named project that match the
   * supplied filter.
   *
   * - The request must either supply both `start_time` AND `end_time`
   *   to bound the delete to a `[start_time, end_time)` time window,
   *   OR set `delete_all=true` to acknowledge an unbounded sweep. A request
   *   that satisfies neither is rejected with 422.
   * - `name`, `identifier`, and `annotator_kind` are optional narrowing
   *   filters; on their own they do NOT authorize the request — they only
   *   narrow within an already-authorized request (bounded time range or
   *   `delete_all=true`).
   * - All supplied filters are combined with AND. `name` and `identifier`,
   *   when present, must be non-empty.
   * - `start_time` is inclusive (`>=`); `end_time` is exclusive
   *   (`<`). When both are supplied, `start_time` must be strictly earlier
   *   than `end_time` (else 422). A half-bounded range (only one of
   *   the two) does NOT satisfy the gate and is rejected unless
   *   `delete_all=true` is also set. Naive datetimes are interpreted as UTC.
   * - The endpoint is idempotent: a request that matches no rows still
   *   returns 204.
   * - When authentication is enabled, non-admin callers can only delete rows
   *   they own (`user_id == current_user.id`); admins delete all matching
   *   rows.
   *
   * Repeating it is rated bounded: within a window that lies in the past a repeat deletes what the first attempt would have deleted.
   *
   * If no answer came: list the project's trace annotations (GET /v1/projects/{project_identifier}/trace_annotations) and look for rows within the window that match the filters: if there are none, the deletion was done.
   *
   * Clause: `specs/phoenix.yaml#/paths/~1v1~1projects~1{project_identifier}~1trace_annotations/delete`
   */
  readonly deleteTraceAnnotations: ReturnType<typeof deleteTraceAnnotations>;
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
    deleteTraceAnnotations: deleteTraceAnnotations(transport),
    raw: createRawClient<paths>(transport, [deleteTraceAnnotations]),
  };
}
