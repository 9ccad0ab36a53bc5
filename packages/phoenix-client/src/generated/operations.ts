// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import {
  all,
  array,
  boolean,
  bounded,
  constant,
  dateTime,
  enumeration,
  every,
  given,
  inOrder,
  inPath,
  inQuery,
  minLength,
  object,
  operation,
  passes,
  pattern,
  rule,
  some,
  string,
  type,
} from "@org/client-core/generated";
import type { CallOptions, Failed, OperationFactory, Succeeded, Unexpected } from "@org/client-core";
import * as security from "./security.ts";

interface DeleteTraceAnnotationsQuery {
  /**
   * Optional annotation name. When provided, must be non-empty and narrows the delete to annotations of that name.
   *
   * Constraints: not empty.
   */
  name?: string;
  /**
   * Optional annotation identifier. When provided, must be non-empty and narrows the delete to annotations with that identifier.
   *
   * Constraints: not empty.
   */
  identifier?: string;
  /** Optional annotator kind. When provided, narrows the delete to annotations produced by this annotator kind. */
  annotator_kind?: "LLM" | "CODE" | "HUMAN";
  /**
   * Optional inclusive lower bound on `created_at` (>=). Naive datetimes are interpreted as UTC. On SQLite, Phoenix's default database, a row created exactly at this time stays all the same: there, give both bounds a millisecond earlier.
   *
   * Constraints: format date-time.
   */
  start_time?: Date | string;
  /**
   * Optional exclusive upper bound on `created_at` (<). Naive datetimes are interpreted as UTC. On SQLite, Phoenix's default database, a row created exactly at this time is deleted all the same: there, give both bounds a millisecond earlier.
   *
   * Constraints: format date-time.
   */
  end_time?: Date | string;
  /**
   * Opt-in flag that authorizes the request without a bounded `[start_time, end_time)` time window. When `false` (default) or absent, the request must supply both `start_time` AND `end_time` to bound the delete. When `true`, the time-range bound is waived and any other filters (`name`, `identifier`, `annotator_kind`) still narrow the delete within the project — e.g. `delete_all=true&name=X` deletes all annotations named X regardless of time.
   *
   * @defaultValue `false`
   */
  delete_all?: boolean;
}

/** A bounded time window. */
export interface DeleteTraceAnnotationsWindow extends DeleteTraceAnnotationsQuery {
  start_time: Date | string;
  end_time: Date | string;
  delete_all?: false;
}

/** Everything, whatever its time. */
export interface DeleteTraceAnnotationsEverything extends DeleteTraceAnnotationsQuery {
  delete_all: true;
}

/**
 * What `deleteTraceAnnotations` takes.
 *
 * Source: `#/paths/~1v1~1projects~1{project_identifier}~1trace_annotations/delete`
 */
export interface DeleteTraceAnnotationsInput {
  path: {
    /**
     * The project identifier: either project ID or project name. If using a project name as the identifier, it cannot contain slash (/), question mark (?), or pound sign (#) characters.
     *
     * Constraints: not empty, matches `^[^/?#]+$`.
     */
    project_identifier: string;
  };
  query: DeleteTraceAnnotationsEverything | DeleteTraceAnnotationsWindow;
}

/** What `deleteTraceAnnotations` resolves with. */
export type DeleteTraceAnnotationsData = undefined;

/** What `deleteTraceAnnotations.result` resolves with: one member for each declared status. */
export type DeleteTraceAnnotationsResult =
  | Succeeded<204, undefined>
  | Failed<401, string>
  | Failed<403, string>
  | Failed<404, string>
  | Failed<
      422,
      | string
      | {
          detail: {
            loc: (string | number)[];
            msg: string;
            type: string;
          }[];
        }
    >
  | Unexpected;

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
 * If no response came: list the project's trace annotations (GET /v1/projects/{project_identifier}/trace_annotations) and look for rows within the window that match the filters: if there are none, the deletion was done.
 *
 * Source: `#/paths/~1v1~1projects~1{project_identifier}~1trace_annotations/delete`
 */
export const deleteTraceAnnotations: OperationFactory<
  [input: DeleteTraceAnnotationsInput, options?: CallOptions],
  DeleteTraceAnnotationsData,
  DeleteTraceAnnotationsResult
> = /* @__PURE__ */ operation(() => ({
  name: "deleteTraceAnnotations",
  method: "DELETE",
  path: "/v1/projects/{project_identifier}/trace_annotations",
  parameters: [
    inPath("project_identifier", all(string, pattern(/^[^/?#]+$/u), minLength(1))),
    inQuery("name", all(string, minLength(1))),
    inQuery("identifier", all(string, minLength(1))),
    inQuery("annotator_kind", all(string, enumeration("LLM", "CODE", "HUMAN"))),
    inQuery("start_time", dateTime),
    inQuery("end_time", dateTime),
    inQuery("delete_all", boolean),
  ],
  responses: {
    "204": {},
    "401": { "text/plain": { check: string } },
    "403": { "text/plain": { check: string } },
    "404": { "text/plain": { check: string } },
    "422": {
      "text/plain": { check: string },
      "application/json": {
        check: object(
          {
            detail: array(
              object({ loc: array(type(["string", "integer"])), msg: string, type: string }, ["loc", "msg", "type"]),
            ),
          },
          ["detail"],
        ),
      },
    },
  },
  security: [[security.bearer], []],
  rules: [
    rule(
      "window-or-everything",
      "give both `start_time` and `end_time`, or say that everything is meant with `delete_all: true`",
      some(
        every(given("query.start_time"), given("query.end_time"), passes("query.delete_all", constant(false))),
        every(given("query.delete_all"), passes("query.delete_all", constant(true))),
      ),
    ),
    inOrder(
      "window-in-order",
      "`start_time` must be strictly earlier than `end_time`",
      "query.start_time",
      "query.end_time",
    ),
  ],
  repeatable: bounded(
    every(given("query.start_time"), given("query.end_time"), passes("query.delete_all", constant(false))),
    "query.end_time",
  ),
  outcome: {
    completion: "completed",
    findOut:
      "list the project's trace annotations (GET /v1/projects/{project_identifier}/trace_annotations) and look for rows within the window that match the filters: if there are none, the deletion was done",
  },
}));
