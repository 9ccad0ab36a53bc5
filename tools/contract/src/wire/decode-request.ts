import {
  holderOf,
  inputSchema,
  type MediaType,
  type Operation,
  type Parameter,
  type SchemaObject,
  type SecurityScheme,
} from "@workshop/openapi";
import { type EdgeSearch, type Input, withValueAt } from "@workshop/samples";
import { decodeBody } from "./decode-body.ts";
import { decodeParameter, type RawFields, rawFieldsOf } from "./decode-parameter.ts";
import { mediaTypeOf, type WireRequest } from "./wire-request.ts";

/** Something in a request that the document does not allow. */
export interface WireProblem {
  /** For example `query.category`. */
  readonly at: string;
  /** The keyword of the clause, or `undeclared`, `method`, `path`, `media type`, `syntax`. */
  readonly keyword: string;
  readonly message: string;
  /** The schema that the keyword stands in, where it is one of the document. */
  readonly schema?: SchemaObject;
}

/** Whether `fetch` itself says a header where its caller does not. A parameter may be called so. */
export const isOfFetch = (header: string): boolean =>
  TRANSPORT_HEADERS.has(header.toLowerCase()) && !/^(?:content-type|cookie)$/i.test(header);

/** A request without what nobody has given. */
function withoutDefaults(request: WireRequest, given: Input): WireRequest {
  const names = new Set(Object.keys(given.headers ?? {}).map((name) => name.toLowerCase()));
  const isSaid = (name: string): boolean => names.has(name.toLowerCase()) || !isOfFetch(name);
  return { ...request, headers: request.headers.filter(([name]) => isSaid(name)) };
}

/** What a request says, read by its document. */
export interface DecodedRequest {
  readonly input: Input;
  readonly problems: readonly WireProblem[];
}

/** Headers that an HTTP client sets by itself. */
const TRANSPORT_HEADERS = new Set(
  (
    "accept accept-encoding accept-language connection content-length content-type cookie host keep-alive " +
    "sec-fetch-mode transfer-encoding user-agent"
  ).split(" "),
);

/** What `fetch` adds to a request that is conditional, so that no cache answers in the server's place (Fetch, HTTP-network-or-cache fetch). */
const UNCACHED_HEADERS = ["cache-control", "pragma"];
const CONDITIONAL = /^if-(?:match|modified-since|none-match|range|unmodified-since)$/;

/**
 * Reads a request from the wire by nothing but the model: the second judge beside Prism, which looks at some things that
 * Prism does not (cookies, undeclared parameters), and which shares no code with the clients.
 *
 * @param allowed headers that may be there although no document declares them, in lower case
 * @param given what was to be sent, for what a request alone does not tell
 */
export function decodeRequest(
  search: EdgeSearch,
  operation: Operation,
  request: WireRequest,
  allowed: readonly string[] = [],
  given?: Input,
): DecodedRequest {
  const problems: WireProblem[] = [];
  if (request.method !== operation.method.toUpperCase()) {
    problems.push({ at: "method", keyword: "method", message: `${request.method} is not ${operation.method}` });
  }
  const fields = rawFieldsOf(operation, given === undefined ? request : withoutDefaults(request, given), given);
  if (fields === undefined) {
    problems.push({ at: "path", keyword: "path", message: `${request.target} is not ${operation.path}` });
    return { input: {}, problems };
  }
  const input: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    try {
      const value = decodeParameter(search, parameter, fields);
      if (value === undefined) continue;
      input[holderOf(parameter)] = withValueAt(input[holderOf(parameter)], [parameter.name], value);
    } catch (error) {
      problems.push({ at: `${holderOf(parameter)}.${parameter.name}`, keyword: "syntax", message: String(error) });
    }
  }
  const media = findMedia(operation, request);
  // A form without fields has no bytes.
  if (request.body.length > 0 || mediaTypeOf(request) === "application/x-www-form-urlencoded") {
    if (media === undefined) {
      problems.push({ at: "body", keyword: "media type", message: `${mediaTypeOf(request)} is not declared` });
    } else {
      try {
        input.body = decodeBody(search, media, request);
      } catch (error) {
        problems.push({ at: "body", keyword: "syntax", message: String(error) });
      }
    }
  }
  const schema = inputSchema(operation, media ?? operation.requestBody?.content[0]);
  const broken = search.checker.problems(schema, input);
  problems.push(...broken.map((problem) => ({ ...problem, at: problem.at.join(".") })));
  problems.push(...undeclared(operation, fields, allowed));
  return { input, problems };
}

function findMedia(operation: Operation, request: WireRequest): MediaType | undefined {
  const sent = mediaTypeOf(request);
  if (sent?.includes("*")) return undefined;
  const content = operation.requestBody?.content ?? [];
  const essence = ({ mediaType }: MediaType): string => mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  const ofRange = (media: MediaType): boolean => {
    const declared = essence(media);
    const parts = declared.split("*").map((part) => part.replaceAll(/[.+]/g, "\\$&"));
    return new RegExp(`^${parts.join("[^*]+")}$`).test(sent ?? "");
  };
  return content.find((media) => essence(media) === sent) ?? content.find(ofRange);
}

function undeclared(operation: Operation, fields: RawFields, allowed: readonly string[]): WireProblem[] {
  const schemes = operation.security.flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme));
  const known = (location: Parameter["in"]): string[] => [
    ...operation.parameters.filter((parameter) => parameter.in === location).map(({ name }) => name),
    ...schemes.flatMap((scheme) => credentialFields(scheme, location)),
  ];
  const problem = (at: string): WireProblem => ({
    at,
    keyword: "undeclared",
    message: "the document does not declare it",
  });
  const isConditional = [...fields.headers.keys()].some((name) => CONDITIONAL.test(name));
  const headers = new Set([
    ...TRANSPORT_HEADERS,
    ...(isConditional ? UNCACHED_HEADERS : []),
    ...allowed,
    ...known("header").map((name) => name.toLowerCase()),
  ]);
  const cookies = new Set(known("cookie"));
  const keys = new Set(known("query"));
  return [
    ...[...fields.queryLeft].filter((name) => !keys.has(name)).map((name) => problem(`query.${name}`)),
    ...[...fields.headers.keys()].filter((name) => !headers.has(name)).map((name) => problem(`headers.${name}`)),
    ...fields.cookies.filter(([name]) => !cookies.has(name)).map(([name]) => problem(`cookies.${name}`)),
  ];
}

function credentialFields(scheme: SecurityScheme, location: Parameter["in"]): string[] {
  if (scheme.type === "apiKey") return scheme.in === location ? [scheme.parameterName] : [];
  return location === "header" && scheme.type !== "mutualTLS" ? ["authorization"] : [];
}
