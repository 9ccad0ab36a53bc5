// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { type Check, all, boolean, enumeration, integer, lazy, object, string } from "@org/client-core/generated";

export const RawDataFilterCategory: Check = /* @__PURE__ */ lazy(() =>
  all(string, enumeration("training", "testing", "validation", "post-processing", "all")),
);

export const BatchClearMetadataByKeyRequest: Check = /* @__PURE__ */ lazy(() =>
  object({ metadataKey: string }, ["metadataKey"]),
);

export const GenericApiResponse: Check = /* @__PURE__ */ lazy(() =>
  object({ success: boolean, error: string }, ["success"]),
);

export const StartJobResponse: Check = /* @__PURE__ */ lazy(() =>
  all(GenericApiResponse, object({ id: integer }, ["id"])),
);
