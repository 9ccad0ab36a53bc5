// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import type { Schema } from "@org/client-core";

export const ExamplesDeleteExamplesRequest: Schema = {
  type: "object",
  required: ["example_ids", "hard_delete"],
  properties: {
    example_ids: { type: "array", minItems: 1, maxItems: 1000, items: { type: "string", format: "uuid" } },
    hard_delete: { type: "boolean", const: true },
  },
};

export const ExamplesExamplesDeletedResponse: Schema = {
  type: "object",
  properties: { count: { type: "integer" }, example_ids: { type: "array", items: { type: "string" } } },
};

export const ExamplesErrorResponse: Schema = {
  type: "object",
  properties: { details: { type: "string" }, error: { type: "string" } },
};
