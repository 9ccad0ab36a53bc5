// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import {
  type Check,
  all,
  array,
  boolean,
  constant,
  integer,
  lazy,
  object,
  string,
  uuid,
} from "@org/client-core/generated";

export const ExamplesDeleteExamplesRequest: Check = /* @__PURE__ */ lazy(() =>
  object({ example_ids: array(all(string, uuid), 1, 1000), hard_delete: all(boolean, constant(true)) }, [
    "example_ids",
    "hard_delete",
  ]),
);

export const ExamplesExamplesDeletedResponse: Check = /* @__PURE__ */ lazy(() =>
  object({ count: integer, example_ids: array(string) }),
);

export const ExamplesErrorResponse: Check = /* @__PURE__ */ lazy(() => object({ details: string, error: string }));
