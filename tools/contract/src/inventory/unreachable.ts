/** Why no case of a client can reach a clause: by the kind of clause, never by its document. `undefined`: one can. */
import {
  isOfType,
  type Operation,
  type Response,
  type Schema,
  type SchemaObject,
  type SchemaType,
  type SecurityAlternative,
  type Server,
} from "@workshop/openapi";
import { Choices, formatBreakers, sampleValue, textOfLength, Unsampleable } from "@workshop/samples";
import { PARAMETERS } from "../clauses/clause-book.ts";
import { isAtLimit, LIMITED_TYPE, type LimitKeyword, whyUnlimited } from "../clauses/limits.ts";
import { undeclaredNames } from "../clauses/undeclared-names.ts";
import { isOfConnection } from "../wire/wire-request.ts";
import { allowedTypes } from "./allowed-types.ts";
import type { SchemaUse, Sides } from "./clause-list.ts";
import { overlappingWays } from "./overlapping-ways.ts";

export const NULL_IN_STYLE = "no style of a parameter can write null";
export const SAYS_NOTHING = "says nothing of what is allowed there";
export const NO_KEYWORD = "JSON Schema has no such keyword: it says nothing";
export const HEADER_AS_TEXT = "clients hand a header on as it came, and read nothing into it";

export function wrongType({ isText, reading }: SchemaUse, { type }: SchemaObject): string | undefined {
  const types = new Set([type ?? []].flat());
  if (isText && types.has("string")) return "a body of this media type is a text, whatever it says";
  if (
    ["array", "boolean", "null", "object", "string"].every((name) => types.has(name as never)) &&
    types.has("number")
  ) {
    return "every value is of one of these types";
  }
  return reading.checker === undefined ? "" : undefined;
}

/** A null that would have to be said. */
export function nothing({ isForm }: SchemaUse): string | undefined {
  return isForm === true ? "no field of a form is null" : undefined;
}

/** A value of `enum`. */
export function value(use: ValueUse, schema: SchemaObject, member: unknown): string | undefined {
  const { reading, direction, scope } = use;
  if (scope === PARAMETERS && member === "") return "an empty parameter is refused: a server may read it as everything";
  const isAllowed = reading.checker.accepts(schema, member, direction === "request" ? "request" : "strict-response");
  return isAllowed ? undefined : "what stands beside `enum` forbids this value";
}

/** A type of which no value of `enum` is. */
export function typeBesideEnum(use: ValueUse, schema: SchemaObject, type: SchemaType): string | undefined {
  const isMember = (member: unknown): boolean => isOfType(member, type) && value(use, schema, member) === undefined;
  return schema.enum === undefined || schema.enum.some(isMember) ? undefined : "no value of `enum` is of this type";
}

/** What a keyword says of values of a type, where only others are allowed. */
export function ofOtherType(keyword: string, type: string, types: ReadonlySet<string> | undefined): string | undefined {
  return types === undefined || types.has(type) ? undefined : `${keyword} ${SAYS_NOTHING}`;
}

/**
 * A value that what stands beside its schema has no room for.
 *
 * @param beside what else is said of the value, each in one way or in several of a union
 */
export function besides(use: ValueUse, beside: readonly (readonly Schema[])[], member: unknown): string | undefined {
  const mode = use.direction === "request" ? "request" : "strict-response";
  const isForbidden = beside.some((ways) => ways.every((one) => !use.reading.checker.accepts(one, member, mode)));
  return isForbidden ? "what else is said of it forbids this value" : undefined;
}

export function format(name: string, types: ReadonlySet<string> | undefined): string | undefined {
  if (types !== undefined && !types.has(name === "int32" || name === "int64" ? "number" : "string"))
    return `the format ${name} ${SAYS_NOTHING}`;
  return formatBreakers(name).length > 0 ? undefined : `the format ${name} is a hint that forbids nothing`;
}

export function limitSides(
  { direction }: Pick<SchemaUse, "direction">,
  keyword: LimitKeyword,
  limit: number,
  schema: SchemaObject,
  types: ReadonlySet<string> | undefined,
): Sides {
  const speaksOf = LIMITED_TYPE[keyword];
  if (types !== undefined && !types.has(speaksOf)) {
    const nothing = `${keyword} ${SAYS_NOTHING}`;
    return { kept: nothing, broken: nothing };
  }
  const why = whyUnlimited(keyword, limit);
  if (why !== undefined) return { kept: undefined, broken: why };
  if (schema.enum?.some((member) => isAtLimit(keyword, limit, member)) === false) {
    return { kept: "no value of `enum` is at this limit", broken: undefined };
  }
  if (keyword === "minLength" && limit < (SHORTEST[schema.format ?? ""] ?? 0)) {
    return { kept: `every ${schema.format} is longer than that`, broken: undefined };
  }
  const isOfPattern = /^m..Length$/.test(keyword) && schema.pattern !== undefined;
  if (isOfPattern && textOfLength(schema, limit, "", direction === "response") === undefined) {
    return { kept: "no text of this length that is tried matches the pattern beside it", broken: undefined };
  }
  const required = schema.required?.length ?? 0;
  if (keyword === "minProperties" && required >= limit) {
    return { kept: undefined, broken: "what is required is enough already" };
  }
  return { kept: undefined, broken: undefined };
}

/** How long the shortest text of a format is. */
const SHORTEST: Readonly<Record<string, number>> = { date: 10, "date-time": 20, email: 3, ipv4: 7, uri: 2, uuid: 36 };

/** What stands in a place that can have no value: none is of all its types, none fits one way alone, or what must be there has none. */
export function valueless(use: ValueUse, schema: Schema): string | undefined {
  return whyValueless(use, schema, []);
}

type ValueUse = Pick<SchemaUse, "direction"> &
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
  if (types?.size === 0) return "no value is of all the types that are asked for there";
  const { allOf = [], anyOf = [], oneOf = [], required = [], properties = {}, enum: members } = resolved;
  if (members?.every((member) => value(use, resolved, member) !== undefined)) {
    return "what stands beside `enum` forbids all of its values";
  }
  if (noText(use, resolved)) return NO_TEXT;
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

const NO_TEXT = "no text that is tried matches its pattern, and is of its format and length";
const texts = new WeakMap<SchemaObject, boolean>();

/** Whether a pattern leaves no text: one that contradicts itself, or the format or the lengths beside it. */
function noText({ reading: { model, checker } }: ValueUse, schema: SchemaObject): boolean {
  if (schema.pattern === undefined || schema.enum !== undefined || schema.type !== "string") return false;
  const cached = texts.get(schema);
  if (cached !== undefined) return cached;
  let isNone = false;
  try {
    const { allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, ...own } = schema;
    sampleValue({ model, checker, choices: new Choices(), fill: "minimal", numbers: { next: 1 } }, own, "");
  } catch (error) {
    if (!(error instanceof Unsampleable)) throw error;
    isNone = true;
  }
  texts.set(schema, isNone);
  return isNone;
}

/** Of a way that asks for a name of which no schema speaks: JSON Schema takes it, and clients send nothing that is not described. */
export const UNDECLARED = "it asks for a name that is described nowhere";

/**
 * A way of a union that no value takes: whatever fits it fits another one, too, where one alone has to fit, or nothing fits it.
 *
 * @param around the schemas that speak of the same value
 */
export function way(use: ValueUse, union: SchemaObject, branch: Schema, around: readonly Schema[]): string | undefined {
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

/** A property in a request, or in a response. */
export function property(use: SchemaUse, schema: Schema): string | undefined {
  const { reading, direction } = use;
  const resolved = reading.model.resolve(schema);
  if (resolved === false) return "nothing is allowed there";
  if (resolved === true) return undefined;
  const why = valueless(use, schema);
  if (why !== undefined) return why;
  if (direction === "request" && resolved.readOnly === true) return "read only: it is the server's to say";
  return direction === "response" && resolved.writeOnly === true ? "write only: no response tells it" : undefined;
}

export function server({ url }: Server): string | undefined {
  return /^https?:\/\//i.test(url) ? undefined : "a relative server: whoever makes the client gives its base URL";
}

export function security({ schemes }: SecurityAlternative): string | undefined {
  return schemes.some(({ scheme }) => scheme.type === "mutualTLS")
    ? "a client certificate belongs to the connection, which is not the client's"
    : undefined;
}

export function status({ status: declared }: Response): string | undefined {
  return /^1/.test(declared) ? "an informational status is no response" : undefined;
}

export function header(name: string): string | undefined {
  if (isOfConnection(name)) return "it belongs to a connection, and is not handed on over another";
  if (/^content-encoding$/i.test(name)) return "a body is packed as it is sent, and this header tells how";
  if (/^content-type$/i.test(name)) return "a header of this name says nothing (OpenAPI, Response Object)";
  return name.toLowerCase() === "set-cookie" ? "clients keep cookies that are set to themselves" : undefined;
}
