import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";

/** The values of `example` and `examples` of a parameter or media type. */
export function examplesOf(context: DocumentContext, node: JsonObject): unknown[] {
  const named = context.object(node, "examples") ?? {};
  const values = Object.keys(named).map((name) => context.dereference(context.object(named, name) ?? {}).value);
  return [node.example, ...values].filter((value) => value !== undefined);
}
