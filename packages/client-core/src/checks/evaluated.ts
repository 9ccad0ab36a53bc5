/** Several schemas that apply to one value together, and what none of them has described. */
import type { Check, CheckContext, Evaluated, Place } from "../definition.ts";
import {
  always,
  enter,
  isObject,
  messageOf,
  never,
  pathOf,
  quote,
  refuseInstance,
  report,
  scan,
  typeOf,
  wrongType,
} from "./check.ts";

export const nothingEvaluated = (): Evaluated => ({
  names: [],
  isAny: false,
  hasAllNames: false,
  items: 0,
  contained: [],
  isBinary: false,
  unfit: [],
});

/** What another schema of the same value has described, too. */
export function addEvaluated(to: Evaluated, from: Evaluated): void {
  to.names.push(...from.names);
  to.contained.push(...from.contained);
  to.unfit.push(...from.unfit);
  to.isAny ||= from.isAny;
  to.hasAllNames ||= from.hasAllNames;
  to.isBinary ||= from.isBinary;
  to.items = Math.max(to.items, from.items);
}

/**
 * A name that no schema knows: a filter with a misspelt name filters nothing. Where an alternative knows it that does not fit,
 * that is told: without the name, it would be another request.
 */
export function refuseName(
  name: string,
  known: readonly string[],
  context: CheckContext,
  here: Place,
  unfit: Evaluated["unfit"] = [],
): void {
  const message = (): string => {
    const [, first] = unfit.find(([names]) => names.includes(name)) ?? [];
    return first
      ? `is known to another alternative only, which does not fit: ${pathOf(first)} ${messageOf(first)}`
      : `is unknown: leave it out (known: ${quote([...new Set(known)])})`;
  };
  report(context, here, name, "additionalProperties", false, undefined, message);
}

/** All of these; each applies to the value itself. */
export function all(...checks: readonly Check[]): Check {
  return (value, context, up, key) => {
    for (const check of checks) check(value, context, up, key);
  };
}

/**
 * All of these, of which some describe parts of an object or list. In a request, names that none of them knows are
 * refused where some are known, and what none has looked at is at least looked through.
 */
export function schema(...checks: readonly Check[]): Check {
  const check = all(...checks);
  return (value, context, up, key) => {
    if (context.evaluated !== undefined || context.mode === "response") return check(value, context, up, key);
    if (typeOf(value).startsWith("non")) return wrongType(value, context, up, key, undefined);
    const evaluated = nothingEvaluated();
    context.evaluated = evaluated;
    check(value, context, up, key);
    context.evaluated = undefined;
    if (context.mode === "request") checkRest(value, evaluated, context, up, key);
  };
}

function checkRest(
  value: unknown,
  evaluated: Evaluated,
  context: CheckContext,
  up: Place | undefined,
  key: number | string,
): void {
  const here = { up, key };
  if (Array.isArray(value)) {
    if (evaluated.items < value.length) for (const [index, item] of value.entries()) scan(item, context, here, index);
  } else if (isObject(value)) {
    if (evaluated.hasAllNames) return;
    const known = evaluated.names.flat();
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      if (evaluated.names.length && !evaluated.isAny) refuseName(name, known, context, here, evaluated.unfit);
      else scan(value[name], context, here, name);
    }
  } else if (typeOf(value) === "class instance" && !evaluated.isBinary) refuseInstance(value, context, up, key);
}

/** Runs checks, and tells what they alone have described: cousins do not count. */
function evaluatedBy(
  check: Check,
  value: unknown,
  context: CheckContext,
  up: Place | undefined,
  key: number | string,
): Evaluated {
  const { evaluated } = context;
  const own = nothingEvaluated();
  context.evaluated = own;
  check(value, context, up, key);
  context.evaluated = evaluated;
  return own;
}

/** `unevaluatedProperties`, over what stands beside it. With `never`, responses may still have fields that came later. */
export const unevaluatedProperties = (rest: Check, ...beside: readonly Check[]): Check => {
  const check = all(...beside);
  return (value, context, up, key) => {
    const own = evaluatedBy(check, value, context, up, key);
    const here = { up, key };
    const known = own.names.flat();
    if (isObject(value) && !own.hasAllNames)
      for (const name of Object.keys(value)) {
        if (known.includes(name)) continue;
        if (rest !== never) enter(rest, value[name], context, here, name);
        else if (context.mode !== "response") refuseName(name, known, context, here, own.unfit);
      }
    own.hasAllNames = true;
    if (context.evaluated) addEvaluated(context.evaluated, own);
  };
};

/** `unevaluatedItems`, over what stands beside it. */
export const unevaluatedItems = (rest: Check, ...beside: readonly Check[]): Check => {
  const check = all(...beside);
  return (value, context, up, key) => {
    const own = evaluatedBy(check, value, context, up, key);
    const here = { up, key };
    const item = rest === always ? scan : rest;
    if (Array.isArray(value))
      for (let index = own.items; index < value.length; index++)
        if (!own.contained.includes(index)) enter(item, value[index], context, here, index);
    own.items = Number.POSITIVE_INFINITY;
    if (context.evaluated) addEvaluated(context.evaluated, own);
  };
};
