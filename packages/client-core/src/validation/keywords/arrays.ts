import type { Schema } from "../../descriptor.ts";
import { attempt, childOf, enter, type Keyword, own } from "../interpreter.ts";
import { canonical } from "./canonical.ts";

/** `items`: those after `prefixItems`. */
export const checkItems: Keyword = (items: Schema, value, place, schema) => {
  const start = own(schema, "prefixItems")?.length ?? 0;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) if (index >= start) enter(items, item, childOf(place, index));
};

/** `prefixItems` */
export const checkPrefixItems: Keyword = (schemas: readonly Schema[], value, place) => {
  if (Array.isArray(value))
    for (const [index, schema] of schemas.slice(0, value.length).entries())
      enter(schema, value[index], childOf(place, index));
};

/** `contains`, with `minContains` and `maxContains`. */
export const checkContains: Keyword = (contained: Schema, value, place, schema) => {
  if (!Array.isArray(value)) return false;
  const found = value.filter((item) => !attempt(contained, item, place, "schema").findings.length).length;
  const minimum = own(schema, "minContains") ?? 1;
  const maximum = own(schema, "maxContains") ?? Infinity;
  return (found < minimum || found > maximum) && (() => `: has ${found} such items, not ${minimum} to ${maximum}`);
};

/** `uniqueItems` */
export const checkUniqueItems: Keyword = (isAsked: boolean, value) =>
  isAsked && Array.isArray(value) && new Set(value.map((item) => canonical(item))).size < value.length;

/** `minItems` */
export const checkMinItems: Keyword = (limit: number, value) => Array.isArray(value) && value.length < limit;

/** `maxItems` */
export const checkMaxItems: Keyword = (limit: number, value) => Array.isArray(value) && value.length > limit;
