// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import {
  type Check,
  all,
  array,
  lazy,
  maxLength,
  minLength,
  nullable,
  object,
  string,
  type,
  uuid4,
} from "@org/client-core/generated";

export const OrgMetadataDeleteRequest: Check = /* @__PURE__ */ lazy(() =>
  object({ metadata_key: all(string, minLength(1), maxLength(256)), metadata_value: string }, [
    "metadata_key",
    "metadata_value",
  ]),
);

export const OrgMetadataDeleteResponse: Check = /* @__PURE__ */ lazy(() =>
  object({ job_id: nullable(all(string, uuid4)), message: string }, ["job_id", "message"]),
);

export const HTTPValidationError: Check = /* @__PURE__ */ lazy(() => object({ detail: array(ValidationError) }));

export const ValidationError: Check = /* @__PURE__ */ lazy(() =>
  object({ loc: array(type(["string", "integer"])), msg: string, type: string }, ["loc", "msg", "type"]),
);
