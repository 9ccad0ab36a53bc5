/** Why no case of a client can reach a clause: by the kind of clause, never by its document. `undefined`: one can. */
import type { Model, Response, Schema, SchemaObject, SecurityAlternative, Server } from "@workshop/openapi";
import { formatBreakers } from "@workshop/samples";
import { type LimitKeyword, whyUnlimited } from "../clauses/limits.ts";
import { isOfConnection } from "../wire/wire-request.ts";
import type { SchemaUse, Sides } from "./clause-list.ts";

export const NULL_IN_STYLE = "no style of a parameter can write null";
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
export function value({ reading, direction }: SchemaUse, schema: SchemaObject, member: unknown): string | undefined {
  const isAllowed = reading.checker.accepts(schema, member, direction === "request" ? "request" : "strict-response");
  return isAllowed ? undefined : "what stands beside `enum` forbids this value";
}

export function format(name: string): string | undefined {
  return formatBreakers(name).length > 0 ? undefined : `the format ${name} is a hint that forbids nothing`;
}

export function limitSides(keyword: LimitKeyword, limit: number, schema: SchemaObject): Sides {
  const why = whyUnlimited(keyword, limit);
  if (why !== undefined) return { kept: undefined, broken: why };
  const required = schema.required?.length ?? 0;
  if (keyword === "minProperties" && required >= limit) {
    return { kept: undefined, broken: "what is required is enough already" };
  }
  return { kept: undefined, broken: undefined };
}

/** Ways of which one allows whatever there is, or all together do. */
export function anyWay(model: Model, branches: readonly Schema[]): string | undefined {
  const free = branches.flatMap((branch) => freeTypes(model.resolve(branch)));
  if (free.includes("any")) return "one of its ways allows anything";
  const isAll = ["array", "boolean", "null", "number", "object", "string"].every((type) => free.includes(type));
  return isAll ? "its ways together allow anything" : undefined;
}

/** The types of which a schema allows every value. */
function freeTypes(schema: Schema): string[] {
  if (typeof schema === "boolean") return schema ? ["any"] : [];
  const { type, items, additionalProperties, ...others } = schema;
  const isOpen = [items, additionalProperties].every((part) => part === undefined || freeTypes(part).includes("any"));
  if (!isOpen || Object.keys(others).some(constrains)) return [];
  return type === undefined ? ["any"] : [type].flat();
}

function constrains(keyword: string): boolean {
  return !/^(?:title|description|default|examples|deprecated|x-.*)$/.test(keyword);
}

/** A property in a request, or in a response. */
export function property({ reading, direction }: SchemaUse, schema: Schema): string | undefined {
  const resolved = reading.model.resolve(schema);
  if (resolved === false) return "nothing is allowed there";
  if (resolved === true) return undefined;
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
  if (/^content-type$/i.test(name)) return "a header of this name says nothing (OpenAPI, Response Object)";
  return name.toLowerCase() === "set-cookie" ? "clients keep cookies that are set to themselves" : undefined;
}
