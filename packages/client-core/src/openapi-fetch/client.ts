import createClient, { type Client, type Middleware } from "openapi-fetch";
import { compiledOf } from "../engine/compiled.ts";
import type { CallResult } from "../engine/conclude.ts";
import type { Transport } from "../engine/transport.ts";
import { InvalidRequestError } from "../errors.ts";
import type { OperationInfo, RequestPlan } from "../operation.ts";
import { bareRecord, isRecord, type OwnRecord, ownCopy } from "../records.ts";
import { changesOf, maker, type PlannedRequest, requestOf } from "./request.ts";
import { responseOf } from "./response.ts";

/** The openapi-fetch client of a document. */
export type FetchClient<Paths extends object> = Client<Paths>;

/** An operation of any kind, by method and path. */
export interface AnyFactory {
  (transport: Transport): object;
  readonly info: OperationInfo;
}
interface AnyOperation {
  plan(input: unknown, options: unknown): RequestPlan;
  result(input: unknown, options: unknown): Promise<unknown>;
}

/** How openapi-fetch can be told to read a response. */
const readings: readonly unknown[] = ["json", "text", "blob", "arrayBuffer", "stream"];

const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;

/** Moves a property unread: the checks of the input are to see what was given, be it hidden or a getter that fails. */
function move(from: object, key: string | symbol, to: object, name = key): void {
  const descriptor = { ...Object.getOwnPropertyDescriptor(from, key), __proto__: null };
  Object.defineProperty(to, name, descriptor as PropertyDescriptor); // it is one of its keys
}

/** What is given for a call, as openapi-fetch has it, sorted into what it means here. */
interface Sorted {
  readonly input: unknown;
  /** The options of the call. */
  readonly options: OwnRecord;
  readonly params: unknown;
  readonly parseAs: unknown;
  readonly middleware: unknown;
}

function sort(init: object): Sorted {
  const options = bareRecord();
  const own = bareRecord();
  const body = bareRecord();
  for (const key of Reflect.ownKeys(init)) {
    const isOwn = key === "params" || key === "parseAs" || key === "middleware";
    move(init, key, isOwn ? own : key === "body" || key === "contentType" ? body : options);
  }
  const { headers } = options;
  if (headers instanceof Headers) options.headers = Object.fromEntries(headers);
  const { params, parseAs, middleware } = own;
  // What is no plain object is refused as an input of its kind.
  if (params !== undefined && !isRecord(params)) return { input: params, options, params, parseAs, middleware };
  const input = bareRecord();
  for (const key of Reflect.ownKeys(params ?? {}))
    move(params as object, key, input, key === "header" || key === "cookie" ? `${key}s` : key);
  for (const key of Reflect.ownKeys(body)) move(body, key, input);
  return { input: onlyOnce(input), options, params, parseAs, middleware };
}

/** The plan and the call are to read the same. What cannot be read, they refuse. */
function onlyOnce(input: OwnRecord): unknown {
  try {
    return ownCopy(input);
  } catch {
    return input;
  }
}

/**
 * The openapi-fetch client of a document, which keeps the same promises as the operations: each call is checked, sent
 * and judged by them. It resolves with `data` for a declared success and with `error`, always truthy, for a failure
 * with a body; whatever else there is to say is thrown as the errors of this client.
 *
 * Besides `params`, `body`, `headers`, `parseAs` and `middleware` it takes the options of a call, and `contentType`
 * where the document knows several. A middleware may read and copy the request, change its headers, give a response in
 * place of the call, and replace the response. What would send another request than the one that was checked is refused.
 */
export function createFetchClient<Paths extends object>(
  transport: Transport,
  factories: Readonly<Record<string, AnyFactory>>,
): FetchClient<Paths> {
  const { platform, baseUrl } = transport;
  const client = createClient<Paths>({ baseUrl, querySerializer: () => "", pathSerializer: (path) => path });
  // The types of openapi-fetch follow the document; here it is any path.
  const send = client.request as unknown as (method: string, path: string, init: object) => Promise<unknown>;
  const operations = new Map<string, AnyOperation>();
  const watched = new Set<Middleware>();

  const find = (method: string, path: string): AnyOperation => {
    const key = `${method} ${path}`;
    const known = operations.get(key);
    if (known) return known;
    const factory = Object.values(factories).find(({ info }) => info.method === method && info.path === path);
    if (!factory) throw refused("path", "unknown", "and method are not those of an operation of the document");
    if (compiledOf(factory).open)
      throw refused("path", "stream", "is answered by a stream, which only the operation itself can give: call that");
    const made = factory(transport) as AnyOperation; // it takes what it is given, and checks that
    operations.set(key, made);
    return made;
  };

  const refused = (path: string, rule: string, message: string): InvalidRequestError =>
    new InvalidRequestError({ platform, operation: "openapi-fetch", server: baseUrl, receipt: undefined }, [
      { path, rule, message },
    ]);

  const show = (...shown: Parameters<typeof requestOf>): PlannedRequest => {
    try {
      return requestOf(...shown);
    } catch {
      throw refused("middleware", "middleware", "cannot be shown the request: no Request of this runtime can say it");
    }
  };

  const sorted = (init: object): Sorted => {
    try {
      return sort(init);
    } catch {
      throw refused("init", "type", "must be a plain object, and one that can be read");
    }
  };

  const request = async (givenMethod: string, givenPath: string, init?: object): Promise<unknown> => {
    // They may be of any type.
    const [method, path] = [String(givenMethod).toUpperCase(), String(givenPath)];
    const { input, options, params, parseAs, middleware } = sorted(init ?? {});
    if (!readings.includes(parseAs ?? "json"))
      throw refused("parseAs", "enum", `must be one of ${readings.join(", ")}`);
    if (!Array.isArray(middleware ?? [])) throw refused("middleware", "type", "must be a list");
    let plan: RequestPlan | undefined;
    let problem: unknown;
    try {
      plan = find(method, path).plan(input, options);
    } catch (thrown) {
      problem = thrown; // middleware is told of it as of any failure
    }
    const call = async (changed?: OwnRecord): Promise<Response> => {
      // It is made of an operation of any kind.
      const result = (await find(method, path).result(input, changed ?? options)) as CallResult;
      return responseOf(result, method, parseAs);
    };
    const isSeen = watched.size > 0 || (Array.isArray(middleware) && middleware.length > 0);
    // A real Request is most of what a call costs: it is made for who looks at it.
    const planned = isSeen ? show(plan, method, baseUrl + path, options.signal) : undefined;
    const fetch = async (final: Request): Promise<Response> => {
      if (problem) throw problem;
      if (planned === undefined) return call();
      const changes = await changesOf(planned, final);
      if (typeof changes === "string") throw refused(`middleware.${changes}`, "middleware", notHonoured);
      const headers: Record<string, unknown> = { ...(options.headers as object | undefined), ...changes.set };
      for (const gone of changes.gone) {
        const name = Object.keys(headers).find((given) => given.toLowerCase() === gone);
        if (name === undefined) throw refused(`middleware.headers.${gone}`, "middleware", notHonoured);
        delete headers[name];
      }
      return call({ ...options, headers, ...(final !== planned.request && { signal: final.signal }) });
    };
    // Each is given, lest openapi-fetch reads an inherited one.
    return send(method, path, {
      body: undefined,
      fetch,
      headers: {},
      params: shown(params),
      parseAs: parseAs ?? "json",
      middleware: middleware ?? [],
      Request: planned?.Request ?? maker({ method }),
    });
  };
  const { use, eject } = client;
  const own = methods.map((method) => [method, (path: string, init?: object) => request(method, path, init)]);
  return Object.assign(client, Object.fromEntries(own), {
    request,
    use(...middleware: Middleware[]): void {
      for (const one of middleware) watched.add(one);
      use(...middleware);
    },
    eject(...middleware: Middleware[]): void {
      for (const one of middleware) watched.delete(one);
      eject(...middleware);
    },
  });
}

/** What middleware is told of the parameters. Headers are in the request. */
function shown(params: unknown): object {
  const copy = bareRecord();
  try {
    if (isRecord(params)) Object.assign(copy, ownCopy(params));
  } catch {} // the input is refused for that
  copy.header = undefined;
  return copy;
}

const notHonoured =
  "is not what was checked, and would not be what is sent: change the input of the call, or give a Response in its place";
