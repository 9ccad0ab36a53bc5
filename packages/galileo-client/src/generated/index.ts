// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

export { createGalileoClient, createGalileoTransport } from "./client.ts";
export type { GalileoClient, GalileoClientOptions } from "./client.ts";
export { deleteByMetadata } from "./operations.ts";
export type { DeleteByMetadataData, DeleteByMetadataInput, DeleteByMetadataResult } from "./operations.ts";
export type { GalileoAuth } from "./security.ts";
export type {
  HTTPValidationError,
  OrgMetadataDeleteRequest,
  OrgMetadataDeleteResponse,
  ValidationError,
} from "./types.ts";
