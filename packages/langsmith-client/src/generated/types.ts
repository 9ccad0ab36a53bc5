// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export interface ExamplesDeleteExamplesRequest {
  /**
   * ExampleIDs is a list of UUIDs identifying the examples to delete.
   *
   * Constraints: 1 to 1000 items, each of format uuid.
   */
  example_ids: readonly string[];
  /**
   * HardDelete indicates whether to perform a hard delete.
   * Currently only True is supported.
   */
  hard_delete: true;
}

export interface ExamplesExamplesDeletedResponse {
  count?: number;
  example_ids?: string[];
}

export interface ExamplesErrorResponse {
  /** Optional error details as JSON string */
  details?: string;
  /** Error message */
  error?: string;
}
