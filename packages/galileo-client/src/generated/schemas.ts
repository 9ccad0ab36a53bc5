// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import type { Schema } from "@org/client-core";

export const OrgMetadataDeleteRequest: Schema = {
  type: "object",
  required: ["metadata_key", "metadata_value"],
  properties: { metadata_key: { type: "string", minLength: 1, maxLength: 256 }, metadata_value: { type: "string" } },
};

export const OrgMetadataDeleteResponse: Schema = {
  type: "object",
  required: ["job_id", "message"],
  properties: {
    job_id: { anyOf: [{ type: "string", format: "uuid4" }, { type: "null" }] },
    message: { type: "string" },
  },
};

export const ValidationError: Schema = {
  type: "object",
  required: ["loc", "msg", "type"],
  properties: {
    loc: { type: "array", items: { anyOf: [{ type: "string" }, { type: "integer" }] } },
    msg: { type: "string" },
    type: { type: "string" },
  },
};

export const HTTPValidationError: Schema = {
  type: "object",
  properties: { detail: { type: "array", items: ValidationError } },
};
