// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import type { Schema } from "@org/client-core";

export const RawDataFilterCategory: Schema = {
  type: "string",
  enum: ["training", "testing", "validation", "post-processing", "all"],
};

export const BatchClearMetadataByKeyRequest: Schema = {
  type: "object",
  required: ["metadataKey"],
  properties: { metadataKey: { type: "string" } },
};

export const GenericApiResponse: Schema = {
  type: "object",
  required: ["success"],
  properties: { success: { type: "boolean" }, error: { type: "string" } },
};

export const StartJobResponse: Schema = {
  allOf: [GenericApiResponse, { type: "object", required: ["id"], properties: { id: { type: "integer" } } }],
};
