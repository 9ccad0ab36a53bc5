// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export interface paths {
  "/v2/org-jobs/delete-by-metadata": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Delete By Metadata
     * @description Delete traces/sessions across all projects in the organization by metadata filters.
     *
     *     This endpoint allows organization administrators to delete traces or sessions
     *     that match specific metadata key-value pairs across all projects in their
     *     organization.
     */
    post: operations["deleteByMetadata"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * OrgMetadataDeleteRequest
     * @description Request body for organization-wide metadata-based deletion.
     */
    OrgMetadataDeleteRequest: {
      /** Metadata Key */
      metadata_key: string;
      /** Metadata Value */
      metadata_value: string;
    };
    /**
     * OrgMetadataDeleteResponse
     * @description Response for organization-wide metadata-based deletion.
     */
    OrgMetadataDeleteResponse: {
      /** Job Id */
      job_id: string | null;
      /** Message */
      message: string;
    };
    /** HTTPValidationError */
    HTTPValidationError: {
      /** Detail */
      detail?: components["schemas"]["ValidationError"][];
    };
    /** ValidationError */
    ValidationError: {
      /** Location */
      loc: (string | number)[];
      /** Message */
      msg: string;
      /** Error Type */
      type: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  deleteByMetadata: {
    parameters: {
      query?: {
        immediate?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OrgMetadataDeleteRequest"];
      };
    };
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OrgMetadataDeleteResponse"];
        };
      };
      /** @description Validation Error */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["HTTPValidationError"];
        };
      };
    };
  };
}
