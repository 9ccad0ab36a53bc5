import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import type { Model, Schema } from "./types.ts";
import { collect, reachable } from "./visit.ts";

/** Whether somewhere in a schema there is an integer of any size. */
export function holdsBigints({ schemas }: Pick<Model, "schemas">, schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const named = [...reachable(schemas, [schema])].map((pointer) => schemas.get(pointer) ?? true);
  return [schema, ...named].some((one) => [...collect(one)].some((inner) => inner["x-bigint"] === true));
}

/** @throws {DocumentError} for `x-bigint` of what is no integer, or may be certain integers alone. */
export function checkBigint(context: DocumentContext, node: JsonObject): void {
  if (!Object.hasOwn(node, "x-bigint") || node["x-bigint"] === false) return;
  const types = [node.type].flat().filter((type) => type !== "null");
  const isInteger = types.length === 1 && types[0] === "integer" && node.enum === undefined && node.const === undefined;
  if (node["x-bigint"] === true && isInteger) return;
  context.fail(
    node,
    "`x-bigint` is about an integer, and is true",
    "say it of `type: integer` without `enum` or `const`",
  );
}
