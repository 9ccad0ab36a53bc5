import type { Parameter, Schema } from "@workshop/openapi";
import type { EdgeSearch } from "@workshop/samples";
import { decodeText } from "../wire/decode-value.ts";

/** Whether a text fits more than one way of a `oneOf` once Prism has turned it into what each asks for: `1` is a text, too. */
export function fitsSeveralWays(search: EdgeSearch, { schema }: Parameter, value: unknown): boolean {
  const resolved = search.model.resolve(schema);
  if (typeof resolved === "boolean" || resolved.oneOf === undefined || typeof value === "object") return false;
  const fits = (way: Schema): boolean => search.checker.accepts(way, decodeText(search, way, String(value)));
  return resolved.oneOf.filter(fits).length > 1;
}
