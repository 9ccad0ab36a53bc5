/** Keywords of lists. */
import type { Check } from "../definition.ts";
import { contextFor, enter, report, wrongType } from "./check.ts";
import { canonical } from "./types.ts";

/** `type: array`, with `items`, `minItems` and `maxItems`. */
export function array(item: Check, least = 0, most: number = Number.POSITIVE_INFINITY): Check {
  return (value, context, up, key) => {
    if (!Array.isArray(value)) return wrongType(value, context, up, key, "array");
    if (value.length < least) report(context, up, key, "minItems", least, value);
    if (value.length > most) report(context, up, key, "maxItems", most, value);
    const here = { up, key };
    for (let index = 0; index < value.length; index++) enter(item, value[index], context, here, index);
    if (context.evaluated) context.evaluated.items = Number.POSITIVE_INFINITY;
  };
}

/** `items`: those after `prefixItems`. */
export function items(item: Check, start = 0): Check {
  return (value, context, up, key) => {
    if (!Array.isArray(value)) return;
    const here = { up, key };
    for (let index = start; index < value.length; index++) enter(item, value[index], context, here, index);
    if (context.evaluated) context.evaluated.items = Number.POSITIVE_INFINITY;
  };
}

/** `prefixItems` */
export function prefixItems(...checks: readonly Check[]): Check {
  return (value, context, up, key) => {
    if (!Array.isArray(value)) return;
    const here = { up, key };
    for (const [index, check] of checks.slice(0, value.length).entries())
      enter(check, value[index], context, here, index);
    if (context.evaluated) context.evaluated.items = Math.max(context.evaluated.items, checks.length);
  };
}

/** `contains`, with `minContains` and `maxContains`. */
export function contains(check: Check, least = 1, most: number = Number.POSITIVE_INFINITY): Check {
  return (value, context, up, key) => {
    if (!Array.isArray(value)) return;
    let found = 0;
    const trial = contextFor("rule");
    for (const [index, item] of value.entries()) {
      check(item, trial, undefined, index);
      if (trial.findings === undefined) {
        found++;
        context.evaluated?.contained.push(index);
      }
      trial.findings = undefined;
    }
    if (found < least || found > most)
      report(context, up, key, "contains", undefined, value, () => {
        return `must satisfy contains: has ${found} such items, not ${least} to ${most}`;
      });
  };
}

/** `uniqueItems` */
export const uniqueItems: Check = (value, context, up, key) => {
  if (Array.isArray(value) && new Set(value.map(canonical)).size < value.length)
    report(context, up, key, "uniqueItems", true, value);
};

/** `minItems` */
export function minItems(limit: number): Check {
  return (value, context, up, key) => {
    if (Array.isArray(value) && value.length < limit) report(context, up, key, "minItems", limit, value);
  };
}

/** `maxItems` */
export function maxItems(limit: number): Check {
  return (value, context, up, key) => {
    if (Array.isArray(value) && value.length > limit) report(context, up, key, "maxItems", limit, value);
  };
}
