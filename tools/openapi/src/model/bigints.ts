import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import type { Model, Schema, SchemaObject } from "./types.ts";
import { collect, reaching, references } from "./visit.ts";

const isBigint = (schema: SchemaObject): boolean => schema["x-bigint"] === true;

/** Of each model, the named schemas from which an integer of any size can be reached: found out once, not for each body. */
const known = new WeakMap<Model["schemas"], ReadonlySet<string>>();

/** Whether somewhere in a schema there is an integer of any size. */
export function holdsBigints({ schemas }: Pick<Model, "schemas">, schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const named = known.get(schemas) ?? reaching(schemas, isBigint);
  known.set(schemas, named);
  return collect(schema).some(isBigint) || references(schema).some((pointer) => named.has(pointer));
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
