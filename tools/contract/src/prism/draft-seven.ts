import type { Model } from "@workshop/openapi";
import type { WireProblem } from "../wire/decode-request.ts";

const LATER = new Set(["dependentRequired", "maxContains", "minContains", "prefixItems", "unevaluatedProperties"]);

/** The keyword that a problem is found by and draft 7, as which Prism reads all schemas, does not have; `undefined` for none. */
export function unknownToDraftSeven(model: Model, { keyword, schema }: WireProblem): string | undefined {
  if (LATER.has(keyword)) return keyword;
  const isOfTuple = schema !== undefined && model.locate(schema).pointer.includes("/prefixItems/");
  return isOfTuple ? "prefixItems" : undefined;
}
