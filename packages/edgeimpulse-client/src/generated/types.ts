// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export type RawDataFilterCategory = "training" | "testing" | "validation" | "post-processing" | "all";

export interface BatchClearMetadataByKeyRequest {
  metadataKey: string;
}

export interface GenericApiResponse {
  /** Whether the operation succeeded */
  success: boolean;
  /** Optional error description (set if 'success' was false) */
  error?: string;
}

export type StartJobResponse = GenericApiResponse & {
  /** Job identifier. Status updates will include this identifier. */
  id: number;
};
