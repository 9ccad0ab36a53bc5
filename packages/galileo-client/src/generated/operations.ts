// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { boolean, inQuery, jsonBody, mandatoryBody, operation } from "@org/client-core/generated";
import type { CallOptions, Failed, OperationFactory, Succeeded, Unexpected } from "@org/client-core";
import * as schemas from "./schemas.ts";
import * as security from "./security.ts";
import type { HTTPValidationError, OrgMetadataDeleteRequest, OrgMetadataDeleteResponse } from "./types.ts";

/**
 * What `deleteByMetadata` takes.
 *
 * Source: `#/paths/~1v2~1org-jobs~1delete-by-metadata/post`
 */
export interface DeleteByMetadataInput {
  query?: {
    /** @defaultValue `false` */
    immediate?: boolean;
  };
  body: OrgMetadataDeleteRequest;
}

/** What `deleteByMetadata` resolves with. */
export type DeleteByMetadataData = OrgMetadataDeleteResponse;

/** What `deleteByMetadata.result` resolves with: one member for each declared status. */
export type DeleteByMetadataResult =
  | Succeeded<200, OrgMetadataDeleteResponse>
  | Failed<422, HTTPValidationError>
  | Unexpected;

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
 * If no response came: look for the deletion among your organization's jobs (GET /v2/org-jobs/{job_id} where a job id is known).
 *
 * Source: `#/paths/~1v2~1org-jobs~1delete-by-metadata/post`
 */
export const deleteByMetadata: OperationFactory<
  [input: DeleteByMetadataInput, options?: CallOptions],
  DeleteByMetadataData,
  DeleteByMetadataResult
> = /* @__PURE__ */ operation(() => ({
  name: "deleteByMetadata",
  method: "POST",
  path: "/v2/org-jobs/delete-by-metadata",
  parameters: [inQuery("immediate", boolean)],
  bodies: [mandatoryBody(jsonBody("application/json", schemas.OrgMetadataDeleteRequest))],
  responses: {
    "200": { "application/json": { check: schemas.OrgMetadataDeleteResponse } },
    "422": { "application/json": { check: schemas.HTTPValidationError } },
  },
  security: [[security.apiKey], [security.oauth2], [security.basic]],
  outcome: {
    completion: "accepted",
    job: "job_id",
    findOut: "look for the deletion among your organization's jobs (GET /v2/org-jobs/{job_id} where a job id is known)",
  },
}));
