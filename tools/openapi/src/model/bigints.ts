import type { Model, Schema } from "./types.ts";
import { collect, reachable } from "./visit.ts";

/** Whether somewhere in a schema there is an integer of any size. */
export function holdsBigints({ schemas }: Pick<Model, "schemas">, schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const named = [...reachable(schemas, [schema])].map((pointer) => schemas.get(pointer) ?? true);
  return [schema, ...named].some((one) => [...collect(one)].some((inner) => inner["x-bigint"] === true));
}
