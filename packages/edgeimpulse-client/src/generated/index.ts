// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export { createEdgeImpulseClient, createEdgeImpulseTransport } from "./client.ts";
export type { EdgeImpulseClient, EdgeImpulseClientOptions } from "./client.ts";
export { batchClearMetadataByKey } from "./operations.ts";
export type {
  BatchClearMetadataByKeyData,
  BatchClearMetadataByKeyInput,
  BatchClearMetadataByKeyResult,
} from "./operations.ts";
export type { EdgeImpulseAuth } from "./security.ts";
export type {
  BatchClearMetadataByKeyRequest,
  GenericApiResponse,
  RawDataFilterCategory,
  StartJobResponse,
} from "./types.ts";
