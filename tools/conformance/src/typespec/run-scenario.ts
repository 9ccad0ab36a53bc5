import { isDeepStrictEqual } from "node:util";
import type { GeneratedClient } from "@workshop/codegen/generated-client";
import { decodeRequest, headerOf, mediaTypeOf, textOf, type WireRequest } from "@workshop/contract";
import type { Model, Operation, SecurityAlternative } from "@workshop/openapi";
import type { SchemaChecker } from "@workshop/samples";
import { expectedBody, type MockApi } from "./scenarios.ts";

/** A generated client that can be called, and what it was generated from. */
export interface Subject {
  readonly client: GeneratedClient;
  /** Of the document: made once, for all calls. */
  readonly checker: SchemaChecker;
  /** What the document is the version of; empty where there is one document alone. */
  readonly version: string;
}

/** What is used here of an operation of a client. */
interface Callable {
  result(
    input?: unknown,
    options?: unknown,
  ): Promise<{
    readonly data: unknown;
    readonly error: Error | undefined;
    readonly response: { readonly status: number };
  }>;
}

/**
 * Makes the call of one request of a scenario. The input is what our wire judge, which shares no code with the clients, reads
 * in the request that the suite's own tool would send; whether it is right is for the suite's server to say.
 *
 * @param server the address of the suite's server
 * @returns why it has not passed; `undefined` where it has
 */
export async function runApi(
  subjects: readonly Subject[],
  api: MockApi,
  request: WireRequest,
  server: string,
): Promise<string | undefined> {
  // Of a document for each version, the one whose version the request names; the longest name first.
  const versions = subjects.toSorted((one, other) => other.version.length - one.version.length);
  const named = versions.find(({ version }) => version !== "" && request.target.includes(version));
  const found = (named === undefined ? subjects : [named]).flatMap((subject) => matches(subject, request))[0];
  if (found === undefined) return await follow(subjects, api, request, server);
  const { subject, operation, base, target } = found;
  const create = await subject.client.load();
  const auth = credentialsIn(operation.security, request);
  const made = create({ ...optionsFor(subject.client.model, operation, server, base), ...(auth && { auth }) });
  const call = (made as unknown as Readonly<Record<string, Callable>>)[operation.name]; // its public API
  if (call === undefined) return `the client has no ${operation.name}`;
  const takes = operation.parameters.length > 0 || operation.requestBody !== undefined;
  // The document's `accept` is the client's own; a caller asks for one of several media types by a header of the call.
  const accept = headerOf(request, "accept");
  const options = accept === undefined || accept === "*/*" ? {} : { headers: { accept } };
  try {
    // The suite's tool encodes commas that separate, too, and its server takes both for one.
    const input = await inputOf(subject, operation, { ...request, target: target.replaceAll("%2C", ",") });
    const { data, error, response } = await (takes ? call.result(input, options) : call.result(undefined, options));
    return judge(api, { data, error, status: response.status }, server);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Where the document's servers are, as a user says it whose host is another one. */
function optionsFor(model: Model, operation: Operation, server: string, base: string): object {
  const common = { retry: false, allowRepeatedPath: true };
  const root = model.servers[0]?.template ?? "";
  const { template } = operation.servers[0] ?? { template: root };
  if (operation.servers.length === 0 && /^(https?:[^{]*|\/?|\{[^}]*\})$/.test(root))
    return { ...common, baseUrl: server + base };
  const baseUrl = template === root ? {} : { baseUrl: server };
  return { ...common, ...baseUrl, servers: { [template]: server + base } };
}

/** What the wire judge reads in a request; parts of forms and bytes as a caller has them. */
async function inputOf(
  { client: { model }, checker }: Subject,
  operation: Operation,
  request: WireRequest,
): Promise<object> {
  const { input: read } = decodeRequest({ model, checker }, operation, request);
  // Headers that OpenAPI leaves to the client, whether they are declared or not.
  const headers = Object.entries(read.headers ?? {}).filter(([name]) => !/^(accept|content-type)$/i.test(name));
  const { headers: _read, ...others } = read;
  const input = headers.length === 0 ? others : { ...others, headers: Object.fromEntries(headers) };
  const type = mediaTypeOf(request) ?? "";
  const content = operation.requestBody?.content ?? [];
  // The suite's tool says `application/json` of what it has as JSON, whatever the document says.
  const isOther = !content.some(({ mediaType }) => mediaType === type || mediaType.includes("*"));
  if (isOther && request.body.length > 0 && isText(type)) return { ...input, body: parsed(textOf(request)) };
  const contentType = content.length > 1 || /\*/.test(content[0]?.mediaType ?? "") ? { contentType: type } : {};
  if (request.body.length === 0) return input;
  if (type === "multipart/form-data")
    return { ...input, ...contentType, body: await formOf(model, operation, request) };
  if (isText(type)) return { ...input, ...contentType };
  return { ...input, ...contentType, body: new Blob([new Uint8Array(request.body)], { type }) };
}

const isText = (type: string): boolean => /json$|^text|xml$|urlencoded/.test(type);

/** The parts of a form by their names; lists where the document has a list. */
async function formOf(model: Model, operation: Operation, { headers, body }: WireRequest): Promise<object> {
  const form = await new Response(new Uint8Array(body), {
    headers: headers.map(([name, value]) => [name, value]),
  }).formData();
  const schema = model.resolve(operation.requestBody?.content[0]?.schema ?? true);
  const properties = typeof schema === "object" ? (schema.properties ?? {}) : {};
  const parts = [...new Set(form.keys())].map((name) => {
    const property = model.resolve(properties[name] ?? true);
    const isTextPart = typeof property === "object" && property.type === "string";
    const isList = typeof property === "object" && property.type === "array";
    const values = form.getAll(name).map((value) => (typeof value === "string" && !isTextPart ? parsed(value) : value));
    return [name, isList ? values.flat() : values[0]];
  });
  return Object.fromEntries(parts) as object;
}

/** A link of an earlier response is no operation of the document: it is read. */
async function follow(
  [subject]: readonly Subject[],
  api: MockApi,
  { method, target }: WireRequest,
  server: string,
): Promise<string | undefined> {
  if (subject === undefined || method !== "GET") return "no operation of the document is that request";
  const create = await subject.client.load();
  const client = create({ baseUrl: server, retry: false }) as unknown as {
    read(path: string, options: object): Promise<unknown>;
  };
  const { pathname, searchParams } = new URL(target, server);
  try {
    const data = await client.read(pathname, { query: Object.fromEntries(searchParams) });
    return judge(api, { data, error: undefined, status: api.response.status }, server);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Match {
  readonly subject: Subject;
  readonly operation: Operation;
  /** The path of the server. */
  readonly base: string;
  /** The request target below it. */
  readonly target: string;
}

/** The operations whose template the path fits, the one with most of its words first. */
function matches(subject: Subject, { method, target }: WireRequest): readonly Match[] {
  const [path = "", query] = target.split("?");
  const fitting = subject.client.model.operations.flatMap((operation) => {
    if (operation.method.toUpperCase() !== method) return [];
    const server = (operation.servers[0] ?? subject.client.model.servers[0])?.template ?? "";
    // `{endpoint}/a/{version}`, or an address: what comes after the origin.
    const prefix = server.replace(/^(?:\{[^}]*\}|\w+:\/\/[^/]*)/, "").replace(/\/$/, "");
    // A server of today takes a slash at the end for none.
    const own = operation.path === "/" ? "/?" : pattern(operation.path, "[^]*");
    const found = new RegExp(`^(${pattern(prefix, "[^/]*")})(${own})$`).exec(path);
    if (found === null) return [];
    const base = found[1] ?? "";
    const below = found[2] || "/";
    return [{ subject, operation, base, target: query === undefined ? below : `${below}?${query}` }];
  });
  return fitting.toSorted((one, other) => wordsOf(other.operation) - wordsOf(one.operation));
}

function pattern(template: string, value: string): string {
  return template
    .split(/\{[^}]*\}/)
    .map((words) => words.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&"))
    .join(value);
}

const wordsOf = ({ path }: Operation): number => path.replaceAll(/\{[^}]*\}/g, "").length;

/** The credentials that a request carries, by the names that the client has for them. */
function credentialsIn(alternatives: readonly SecurityAlternative[], request: WireRequest): object | undefined {
  for (const { schemes } of alternatives) {
    const found = schemes.map(({ scheme }) => {
      // A scenario without credentials is one of wrong ones.
      const authorization = headerOf(request, "authorization");
      if (scheme.type === "apiKey") return [scheme.credential, headerOf(request, scheme.parameterName)] as const;
      const token = authorization?.replace(/^\w+ /, "");
      if (scheme.type === "oauth2") return [scheme.credential, { accessToken: token ?? "invalid" }] as const;
      const isBearer = scheme.type !== "http" || scheme.scheme === "bearer";
      return [scheme.credential, isBearer ? token : authorization] as const;
    });
    if (found.length > 0 && found.every(([, value]) => value)) return Object.fromEntries(found);
  }
  return undefined;
}

function judge(
  api: MockApi,
  { data, error, status }: { data: unknown; error: Error | undefined; status: number },
  server: string,
): string | undefined {
  const expected = api.response.status;
  const told = error === undefined ? "" : `: ${error.message} ${JSON.stringify("body" in error ? error.body : "")}`;
  if (status !== expected) return `the mock responded with ${status}, not ${expected}${told}`;
  const isFailure = expected >= 400;
  if (isFailure) return error?.name === "ApiError" ? undefined : `a ${expected} is no ApiError${told}`;
  if (error !== undefined) return `a ${expected} is a failure${told}`;
  const text = expectedBody(api, server);
  if (text === undefined || !/json|text\/plain/.test(api.response.body?.contentType ?? "")) return undefined;
  const value = parsed(text);
  return isDeepStrictEqual(data, value) || data === text || isStream(data)
    ? undefined
    : `its data is ${JSON.stringify(data)}, not ${text}`;
}

const isStream = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
