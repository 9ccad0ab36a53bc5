/** Keywords of objects. Where the keys are known, a request may have no others. */
import type { Check } from "../definition.ts";
import { bare } from "../records.ts";
import { contextFor, enter, isObject, messageOf, quote, report, wrongType } from "./check.ts";
import { refuseName } from "./evaluated.ts";

/** By name. */
export type Checks = Readonly<Record<string, Check>>;

/**
 * `type: object`, with `properties` and `required`.
 * @param rest `additionalProperties`. Whatever it is, responses may still have fields that came after the document
 */
export function object(properties: Checks, required: readonly string[] = [], rest?: Check | false): Check {
  const known = bare(properties);
  const names = Object.keys(properties);
  return (value, context, up, key) => {
    if (!isObject(value)) return wrongType(value, context, up, key, "object");
    const { evaluated, mode } = context;
    context.evaluated = undefined;
    const here = { up, key };
    for (const name of required)
      if (!Object.hasOwn(value, name)) report(context, here, name, "required", required, undefined, isRequired);
    for (const name of Object.keys(value)) {
      const check = known[name] ?? rest;
      if (check) check(value[name], context, here, name);
      else if (check === false ? mode !== "response" : mode === "request" && !evaluated)
        refuseName(name, names, context, here);
    }
    if (evaluated === undefined) return;
    context.evaluated = evaluated;
    evaluated.names.push(names);
    if (rest !== undefined) evaluated.hasAllNames = true;
  };
}

const isRequired = (): string => "is required";

/** `required`, where it does not stand beside `properties`. */
export function required(...names: readonly string[]): Check {
  return (value, context, up, key) => {
    if (!isObject(value)) return;
    for (const name of names)
      if (!Object.hasOwn(value, name)) report(context, { up, key }, name, "required", names, undefined, isRequired);
  };
}

/** `properties`, where the type does not stand beside it. */
export function properties(checks: Checks): Check {
  const members = Object.entries(checks);
  const names = Object.keys(checks);
  return (value, context, up, key) => {
    context.evaluated?.names.push(names);
    if (!isObject(value)) return;
    const here = { up, key };
    for (const [name, check] of members) if (Object.hasOwn(value, name)) enter(check, value[name], context, here, name);
  };
}

/** So many characters of a name that a server chose are matched: it must not be able to keep the engine busy. */
const longest = 5_000;

/** `patternProperties`. A longer name than the limit is taken as it is, but in a request. */
export function patternProperties(
  ...checks: readonly (readonly [pattern: RegExp, check: Check, limit?: number])[]
): Check {
  return (value, context, up, key) => {
    const names: string[] = [];
    const here = { up, key };
    if (isObject(value))
      for (const [pattern, check, limit = longest] of checks)
        for (const name of Object.keys(value)) {
          const isTaken = context.mode !== "request" && name.length > limit;
          if (!isTaken && !pattern.test(name)) continue;
          names.push(name);
          if (!isTaken) enter(check, value[name], context, here, name);
        }
    context.evaluated?.names.push(names);
  };
}

/** `additionalProperties`, where the type does not stand beside it: of the names that neither these nor these patterns know. */
export function additionalProperties(
  rest: Check | false,
  names: readonly string[] = [],
  patterns: readonly RegExp[] = [],
  limit: number = longest,
): Check {
  return (value, context, up, key) => {
    const here = { up, key };
    if (isObject(value))
      for (const name of Object.keys(value)) {
        const isTaken = patterns.length > 0 && context.mode !== "request" && name.length > limit;
        if (isTaken || names.includes(name) || patterns.some((pattern) => pattern.test(name))) continue;
        if (rest) enter(rest, value[name], context, here, name);
        else if (context.mode !== "response") refuseName(name, names, context, here);
      }
    if (context.evaluated) context.evaluated.hasAllNames = true;
  };
}

/** `propertyNames` */
export function propertyNames(check: Check): Check {
  return (value, context, up, key) => {
    if (!isObject(value)) return;
    const trial = contextFor(context.mode);
    for (const name of Object.keys(value)) {
      check(name, trial, undefined, name);
      for (const finding of trial.findings ?? [])
        report(context, { up, key }, name, "propertyNames", undefined, undefined, () => {
          return `has a name that ${messageOf(finding)}`;
        });
      trial.findings = undefined;
    }
  };
}

/** `dependentRequired` */
export function dependentRequired(names: Readonly<Record<string, readonly string[]>>): Check {
  return (value, context, up, key) => {
    if (!isObject(value)) return;
    for (const [name, others] of Object.entries(names))
      for (const other of others)
        if (Object.hasOwn(value, name) && !Object.hasOwn(value, other))
          report(context, { up, key }, other, "dependentRequired", undefined, undefined, () => {
            return `is required together with ${quote(name)}`;
          });
  };
}

/** `dependentSchemas` */
export function dependentSchemas(checks: Checks): Check {
  return (value, context, up, key) => {
    if (!isObject(value)) return;
    for (const [name, check] of Object.entries(checks)) if (Object.hasOwn(value, name)) check(value, context, up, key);
  };
}

/** `minProperties` */
export function minProperties(limit: number): Check {
  return (value, context, up, key) => {
    if (isObject(value) && Object.keys(value).length < limit) report(context, up, key, "minProperties", limit, value);
  };
}

/** `maxProperties` */
export function maxProperties(limit: number): Check {
  return (value, context, up, key) => {
    if (isObject(value) && Object.keys(value).length > limit) report(context, up, key, "maxProperties", limit, value);
  };
}
