// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

/** Request body for organization-wide metadata-based deletion. */
export interface OrgMetadataDeleteRequest {
  /** Constraints: 1 to 256 characters. */
  metadata_key: string;
  metadata_value: string;
}

/** Response for organization-wide metadata-based deletion. */
export interface OrgMetadataDeleteResponse {
  job_id: string | null;
  message: string;
}

export interface HTTPValidationError {
  detail?: ValidationError[];
}

export interface ValidationError {
  loc: (string | number)[];
  msg: string;
  type: string;
}
