/** Why a schema has no value, or none by one of its ways. `undefined`: it has. */
import { conjoinedAll, type Operation, type Schema, type SchemaObject } from "@workshop/openapi";
import { Choices, sampleValue, Unsampleable } from "@workshop/samples";
import { PARAMETERS } from "../clauses/clause-book.ts";
import { allowsText } from "../clauses/response-reading.ts";
import { undeclaredNames } from "../clauses/undeclared-names.ts";
import { allowedTypes } from "./allowed-types.ts";
import type { SchemaUse } from "./clause-list.ts";
import { overlappingWays } from "./overlapping-ways.ts";

/** A value of `enum`. */
export function member(use: ValueUse, schema: SchemaObject, value: unknown): string | undefined {
  const { reading, direction, scope } = use;
  if (scope === PARAMETERS && value === "") return "an empty parameter is refused: a server may read it as everything";
  const isAllowed = reading.checker.accepts(schema, value, direction === "request" ? "request" : "strict-response");
  return isAllowed ? undefined : "what stands beside `enum` forbids this value";
}

/** What stands in a place that can have no value: none is of all its types, none fits one way alone, or what must be there has none. */
export function valueless(use: ValueUse, schema: Schema): string | undefined {
  return whyValueless(use, schema, []);
}

export type ValueUse = Pick<SchemaUse, "direction"> &
  Partial<Pick<SchemaUse, "scope">> & { readonly reading: Pick<SchemaUse["reading"], "checker" | "model"> };

export const UNCALLABLE = "something that every call has to give can have no value, so that there is no such call";

/** Why nobody can call an operation: nothing is a valid value of a parameter that is required, or of a body that is. */
export function call(reading: ValueUse["reading"], { parameters, requestBody }: Operation): string | undefined {
  const use = { reading, direction: "request" } as const;
  // That no text is found proves nothing: the case that would need one tells of it, and fails.
  const isValueless = (schema: Schema = true): boolean => ![undefined, NO_TEXT].includes(valueless(use, schema));
  const bodies = requestBody?.required === true ? requestBody.content : [];
  const isNone = bodies.length > 0 && bodies.every(({ schema }) => isValueless(schema));
  return isNone || parameters.some(({ required, schema }) => required && isValueless(schema)) ? UNCALLABLE : undefined;
}

function whyValueless(use: ValueUse, schema: Schema, around: readonly Schema[]): string | undefined {
  const { model } = use.reading;
  const resolved = model.resolve(schema);
  if (resolved === false) return "nothing is allowed there";
  if (resolved === true || around.includes(resolved)) return undefined;
  const types = allowedTypes(model, schema);
  if (types?.size === 0) return NO_TYPE;
  if (isContradictory(use, conjoinedAll(model.schemas, schema))) return CONTRADICTORY;
  const { allOf = [], anyOf = [], oneOf = [], required = [], properties = {}, enum: members } = resolved;
  if (members?.every((one) => member(use, resolved, one) !== undefined)) {
    return NO_MEMBER;
  }
  if (resolved.type === "string" && noText(use, resolved)) return NO_TEXT;
  const ofPart = allOf.map((part) => whyValueless(use, part, [...around, resolved])).find((why) => why !== undefined);
  if (ofPart !== undefined) return ofPart;
  for (const ways of [anyOf, oneOf]) {
    const reasons = ways.map((way) => whyNoWay(use, resolved, way, [...around, resolved]));
    if (reasons.length > 0 && reasons.every((why) => why !== undefined)) return reasons[0];
  }
  if (types?.size !== 1 || !types.has("object")) return undefined;
  return required
    .map((name) => whyValueless(use, properties[name] ?? true, [...around, resolved]))
    .find((why) => why !== undefined);
}

const NO_TYPE = "no value is of all the types that are asked for there";
const CONTRADICTORY = "the constant that must be there is forbidden by another part";
const NO_MEMBER = "what stands beside `enum` forbids all of its values";
const NO_TEXT = "no text that is tried matches its pattern, and is of its format and length";
const texts = new WeakMap<SchemaObject, boolean>();

/** Whether a name has to be there with a constant, as one that tells schemas apart, that another part does not allow. */
function isContradictory({ reading, direction }: ValueUse, parts: readonly SchemaObject[]): boolean {
  const mode = direction === "request" ? "request" : "strict-response";
  return parts.some(({ required = [], properties = {} }) =>
    required.some((name) => {
      const own = properties[name];
      if (typeof own !== "object" || !Object.hasOwn(own, "const")) return false;
      const others = parts.map((part) => part.properties?.[name]);
      return others.some(
        (other) => other !== undefined && other !== own && !reading.checker.accepts(other, own.const, mode),
      );
    }),
  );
}

/** What is said of texts where there is none. */
export function textless(use: ValueUse, schema: SchemaObject): string | undefined {
  return noText(use, schema) ? NO_TEXT : undefined;
}

/** Whether a pattern leaves no text: one that contradicts itself, or the format or the lengths beside it. */
function noText({ reading: { model, checker } }: ValueUse, schema: SchemaObject): boolean {
  if (schema.pattern === undefined || schema.enum !== undefined || schema.type === undefined) return false;
  if (![schema.type].flat().includes("string")) return false;
  const cached = texts.get(schema);
  if (cached !== undefined) return cached;
  let isNone = false;
  try {
    const { allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, ...own } = schema;
    sampleValue(
      { model, checker, choices: new Choices(), fill: "minimal", numbers: { next: 1 } },
      { ...own, type: "string" },
      "",
    );
  } catch (error) {
    if (!(error instanceof Unsampleable)) throw error;
    isNone = true;
  }
  texts.set(schema, isNone);
  return isNone;
}

/** Reasons why there is no value of a schema: what breaks it there is all the same. */
export const VALUELESS: readonly string[] = [NO_TYPE, CONTRADICTORY, NO_MEMBER, NO_TEXT];

/** Of a way that asks for a name of which no schema speaks: JSON Schema takes it, and clients send nothing that is not described. */
export const UNDECLARED = "it asks for a name that is described nowhere";

/**
 * A way of a union that no value takes: whatever fits it fits another one, too, where one alone has to fit, or nothing fits it.
 *
 * @param around the schemas that speak of the same value
 */
export function way(
  use: SchemaUse,
  union: SchemaObject,
  branch: Schema,
  around: readonly Schema[],
): string | undefined {
  if (use.isText && !allowsText(use.reading.model, branch)) return "every body of this media type is a text";
  const why = whyNoWay(use, union, branch, [union]);
  if (why !== undefined || use.direction === "response") return why;
  const resolved = use.reading.model.resolve(branch);
  const required = typeof resolved === "object" ? (resolved.required ?? []) : [];
  const asked = Object.fromEntries(required.map((name) => [name, ""]));
  return undeclaredNames(use.reading, [...around, union], asked, "").length > 0 ? UNDECLARED : undefined;
}

export const BESIDE_ENUM = "no value of the `enum` beside it takes this way";

function whyNoWay(use: ValueUse, union: SchemaObject, branch: Schema, around: readonly Schema[]): string | undefined {
  const mode = use.direction === "request" ? "request" : "strict-response";
  if (union.enum?.every((member) => !use.reading.checker.accepts(branch, member, mode)) === true) {
    return BESIDE_ENUM;
  }
  const index = use.direction === "request" ? (union.oneOf ?? []).indexOf(branch) : -1;
  return (index < 0 ? undefined : overlappingWays(use.reading, union)[index]) ?? whyValueless(use, branch, around);
}
