// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { differenceOf, jsonBody, mandatoryBody, operation, safe } from "@org/client-core/generated";
import type { CallOptions, Failed, OperationFactory, Succeeded, Unexpected } from "@org/client-core";
import * as schemas from "./schemas.ts";
import * as security from "./security.ts";
import type { ExamplesDeleteExamplesRequest, ExamplesErrorResponse, ExamplesExamplesDeletedResponse } from "./types.ts";

/**
 * What `hardDeleteExamples` takes.
 *
 * Source: `#/paths/~1v1~1platform~1datasets~1examples~1delete/post`
 */
export interface HardDeleteExamplesInput {
  body: ExamplesDeleteExamplesRequest;
}

/** What `hardDeleteExamples` resolves with. */
export type HardDeleteExamplesData = ExamplesExamplesDeletedResponse;

/** What `hardDeleteExamples.result` resolves with: one member for each declared status. */
export type HardDeleteExamplesResult =
  | Succeeded<200, ExamplesExamplesDeletedResponse>
  | Failed<400, ExamplesErrorResponse>
  | Failed<403, ExamplesErrorResponse>
  | Failed<404, ExamplesErrorResponse>
  | Failed<422, ExamplesErrorResponse>
  | Unexpected;

/**
 * Hard Delete Examples
 *
 * This endpoint hard deletes *all* versions of a dataset example(s).
 * Deletion is performed by setting inputs, outputs, and metadata to null and deleting attachment files while keeping the example ID, dataset ID, and creation timestamp.
 * IMPORTANT: attachment files can take up to 7 days to be deleted. inputs, outputs and metadata are nullified immediately.
 *
 * Repeating it is rated safe: the ids are explicit, and an example that is already nullified stays as it is.
 *
 * If no response came: read one of the examples (GET /api/v1/examples/{example_id}): if its inputs and outputs are null, the deletion was done.
 *
 * Source: `#/paths/~1v1~1platform~1datasets~1examples~1delete/post`
 */
export const hardDeleteExamples: OperationFactory<
  [input: HardDeleteExamplesInput, options?: CallOptions],
  HardDeleteExamplesData,
  HardDeleteExamplesResult
> = /* @__PURE__ */ operation(() => ({
  name: "hardDeleteExamples",
  method: "POST",
  path: "/v1/platform/datasets/examples/delete",
  bodies: [mandatoryBody(jsonBody("application/json", schemas.ExamplesDeleteExamplesRequest))],
  responses: {
    "200": { "application/json": { check: schemas.ExamplesExamplesDeletedResponse } },
    "400": { "application/json": { check: schemas.ExamplesErrorResponse } },
    "403": { "application/json": { check: schemas.ExamplesErrorResponse } },
    "404": { "application/json": { check: schemas.ExamplesErrorResponse } },
    "422": { "application/json": { check: schemas.ExamplesErrorResponse } },
  },
  security: [[security.apiKey], [security.apiKey, security.tenantId], [security.bearer, security.tenantId]],
  repeatable: safe,
  outcome: {
    completion: "accepted",
    count: "count",
    asked: "body.example_ids",
    limit: 1000,
    compare: differenceOf("count", "example_ids"),
    findOut:
      "read one of the examples (GET /api/v1/examples/{example_id}): if its inputs and outputs are null, the deletion was done",
  },
}));
