// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export interface paths {
  "/v1/platform/datasets/examples/delete": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Hard Delete Examples
     * @description This endpoint hard deletes *all* versions of a dataset example(s).
     *     Deletion is performed by setting inputs, outputs, and metadata to null and deleting attachment files while keeping the example ID, dataset ID, and creation timestamp.
     *     IMPORTANT: attachment files can take up to 7 days to be deleted. inputs, outputs and metadata are nullified immediately.
     */
    post: operations["hardDeleteExamples"];
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
    "examples.DeleteExamplesRequest": {
      /** @description ExampleIDs is a list of UUIDs identifying the examples to delete. */
      example_ids: string[];
      /**
       * @description HardDelete indicates whether to perform a hard delete.
       *     Currently only True is supported.
       * @constant
       */
      hard_delete: true;
    };
    "examples.ExamplesDeletedResponse": {
      /** @example 1 */
      count?: number;
      /**
       * @example [
       *       "[\"123e4567-e89b-12d3-a456-426614174000\"]"
       *     ]
       */
      example_ids?: string[];
    };
    "examples.ErrorResponse": {
      /**
       * @description Optional error details as JSON string
       * @example {"field":"dataset_id","reason":"required"}
       */
      details?: string;
      /**
       * @description Error message
       * @example Invalid request: missing required fields
       */
      error?: string;
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
  hardDeleteExamples: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["examples.DeleteExamplesRequest"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["examples.ExamplesDeletedResponse"];
        };
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["examples.ErrorResponse"];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["examples.ErrorResponse"];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["examples.ErrorResponse"];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["examples.ErrorResponse"];
        };
      };
    };
  };
}
