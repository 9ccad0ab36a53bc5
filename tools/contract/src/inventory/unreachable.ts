/** Why no case of a client can reach a clause: by the kind of clause, never by its document. `undefined`: one can. */
import {
  conjoinedAll,
  isOfType,
  type Response,
  type Schema,
  type SchemaObject,
  type SchemaType,
  type SecurityAlternative,
  type Server,
} from "@workshop/openapi";
import { formatBreakers, isMarked, textOfLength } from "@workshop/samples";
import { isAtLimit, LIMITED_TYPE, type LimitKeyword, whyUnlimited } from "../clauses/limits.ts";
import { isOfConnection } from "../wire/wire-request.ts";
import { allowedTypes } from "./allowed-types.ts";
import type { SchemaUse, Sides } from "./clause-list.ts";
import { member, type ValueUse, valueless } from "./valueless.ts";

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
export function nothing({ isForm, isStyled }: SchemaUse): string | undefined {
  if (isStyled === true) return NULL_IN_STYLE;
  return isForm === true ? "no field of a form is null" : undefined;
}

/** A type of which no value of `enum` is. */
export function typeBesideEnum(use: ValueUse, schema: SchemaObject, type: SchemaType): string | undefined {
  const isMember = (value: unknown): boolean => isOfType(value, type) && member(use, schema, value) === undefined;
  return schema.enum === undefined || schema.enum.some(isMember) ? undefined : "no value of `enum` is of this type";
}

/** A type that other parts of the same schema forbid. */
export function typeAround(use: ValueUse, around: readonly SchemaObject[], type: SchemaType): string | undefined {
  const name = type === "integer" ? "number" : type;
  const isForbidden = around.some((one) => allowedTypes(use.reading.model, one)?.has(name) === false);
  return isForbidden ? "what else is said of it forbids this value" : undefined;
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
export function besides(use: ValueUse, beside: readonly (readonly Schema[])[], value: unknown): string | undefined {
  const mode = use.direction === "request" ? "request" : "strict-response";
  const isForbidden = beside.some((ways) => ways.every((one) => !use.reading.checker.accepts(one, value, mode)));
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
    const more = required > limit ? "what is required is more than that" : undefined;
    return { kept: more, broken: "what is required is enough already" };
  }
  return { kept: undefined, broken: undefined };
}

/** How long the shortest text of a format is. */
const SHORTEST: Readonly<Record<string, number>> = { date: 10, "date-time": 20, email: 3, ipv4: 7, uri: 2, uuid: 36 };

/** A property in a request, or in a response. */
export function property(use: SchemaUse, schema: Schema): string | undefined {
  const { reading, direction } = use;
  const resolved = reading.model.resolve(schema);
  if (resolved === false) return "nothing is allowed there";
  if (resolved === true) return undefined;
  const why = valueless(use, schema) ?? nested(use, schema);
  if (why !== undefined) return why;
  const isOf = (flag: "readOnly" | "writeOnly"): boolean => isMarked(reading.model, schema, flag);
  if (direction === "request" && isOf("readOnly")) return "read only: it is the server's to say";
  return direction === "response" && isOf("writeOnly") ? "write only: no response tells it" : undefined;
}

/** A list that has room for one item only, so that nothing stands between two: by its length, or since no two may be alike. */
export function single({ model }: SchemaUse["reading"], schema: Schema): string | undefined {
  const { type, maxItems = Infinity, uniqueItems, items = true, prefixItems } = asObject(model.resolve(schema));
  if (type !== "array" || prefixItems !== undefined) return undefined;
  const { enum: members } = asObject(model.resolve(items));
  const most = uniqueItems === true && members !== undefined ? Math.min(maxItems, members.length) : maxItems;
  return most <= 1 ? "there is no list of two items" : undefined;
}

const asObject = (schema: Schema): SchemaObject => (typeof schema === "boolean" ? {} : schema);

export const EMPTY = "an object without a property cannot be written in a parameter";

/** What stands within a list or an object that a parameter is. */
export function nested({ isStyled, reading }: SchemaUse, schema: Schema): string | undefined {
  const types = allowedTypes(reading.model, schema);
  if (isStyled !== true || types === undefined) return undefined;
  const isWritten = ["boolean", "number", "string"].some((type) => types.has(type));
  return isWritten ? undefined : "no style of a parameter writes an object, a list or null within another value";
}

/** A parameter of which no value can be written: a list of objects, or an object that has nothing but such ones. */
export function unwritable(use: SchemaUse, schema: Schema): string | undefined {
  const { model } = use.reading;
  const types = allowedTypes(model, schema);
  const parts = conjoinedAll(model.schemas, schema);
  if (use.isStyled !== true || types?.size !== 1 || parts.some(({ anyOf, oneOf }) => anyOf ?? oneOf)) return undefined;
  if (types.has("array")) {
    return parts.map(({ items }) => nested(use, items ?? true)).find((why) => why !== undefined);
  }
  if (
    !types.has("object") ||
    parts.some(({ additionalProperties: others }) => others !== undefined && others !== false)
  )
    return undefined;
  const properties = parts.flatMap(({ properties: own = {} }) => Object.values(own));
  return properties.every((part) => property(use, part) !== undefined) ? EMPTY : undefined;
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
