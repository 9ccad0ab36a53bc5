import { memberOf } from "@workshop/config/client-member";
import { memberPath, type Operation } from "@workshop/openapi";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Given } from "./given.ts";

type Call = (...args: readonly unknown[]) => unknown;
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a call came to. */
export type Outcome =
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "refused" }
  | { readonly kind: "sent"; readonly requests: readonly WireRequest[]; readonly refusedAfterwards: boolean };

/** The client as seen from outside. */
export type AnyClient = Readonly<Record<string, unknown>>;

/** The server that answers nobody: its clients send through `fetch`, which writes down what it is given. */
export const NOWHERE = "https://property.test";

/** The ways to call an operation. */
export type Way = "method" | "openapi-fetch" | "plan" | "result";
export const WAYS: readonly Way[] = ["method", "result", "plan", "openapi-fetch"];

/** Calls an operation in one of the ways. `surround` is called around everything that is the client's own. */
export async function callIn(
  way: Way,
  createClient: (options: object) => AnyClient,
  auth: Readonly<Record<string, unknown>>,
  operation: Operation,
  given: Given,
  options: object,
  surround: <Result>(run: () => Promise<Result>) => Promise<Result> = (run) => run(),
): Promise<Outcome> {
  const seen: { readonly url: string; readonly init: RequestInit }[] = [];
  const response = new Response(null, { status: 400 });
  const record: Fetch = async (url, init) => {
    seen.push({ url, init: { ...withInherited(init), headers: { ...(init.headers as object) } } });
    return response;
  };
  const client = createClient({ baseUrl: NOWHERE, auth, fetch: record, retry: false });
  const input = given.make();
  let thrown: unknown;
  await surround(async () => {
    try {
      if (way === "openapi-fetch") await fetchCall(client, operation, input, options);
      else if (way === "plan") {
        const { method, url, headers, body } = (methodOf(client, operation, way) as Call)(input, options) as Plan;
        seen.push({ url, init: { method, headers, body: body ?? null } });
      } else await methodOf(client, operation, way)(input, options);
    } catch (error) {
      thrown = error;
    }
  });
  const refused = thrown instanceof Error && thrown.name === "InvalidRequestError";
  if (seen.length > 0) {
    const requests = await Promise.all(seen.map(({ url, init }) => asWire(new Request(url, init))));
    return { kind: "sent", requests, refusedAfterwards: refused };
  }
  return refused ? { kind: "refused" } : { kind: "failed", error: thrown };
}

/** All that `fetch` would read of its options, inherited or not, at the time of the call. */
function withInherited(value: object): object {
  const copy: object = {};
  for (const key in value) {
    Object.defineProperty(copy, key, { value: Reflect.get(value, key), enumerable: true });
  }
  return copy;
}

/** What `plan` gives. */
interface Plan {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

function methodOf(client: AnyClient, operation: Operation, way: "method" | "plan" | "result"): Call {
  const path = memberPath(operation);
  const method = memberOf(client, path) as Call & Readonly<Record<string, Call>>; // what the generator writes
  const call = way === "method" ? method : method[way];
  if (call === undefined) throw new Error(`the client has no ${path.join(".")}.${way}`);
  return call;
}

const PARAMETERS: Readonly<Record<string, string>> = {
  path: "path",
  query: "query",
  headers: "header",
  cookies: "cookie",
};

/** The same input as openapi-fetch takes it. Its properties are moved unread: a getter stays one. */
function fetchCall(client: AnyClient, operation: Operation, input: unknown, options: object): unknown {
  const isRecord = typeof input === "object" && input !== null;
  const params: object = {};
  const init: object = { params, ...options };
  for (const key of isRecord ? Reflect.ownKeys(input) : []) {
    const descriptor = Object.getOwnPropertyDescriptor(input, key) ?? {};
    const parameter = typeof key === "string" && Object.hasOwn(PARAMETERS, key) ? PARAMETERS[key] : undefined;
    const isInit = key === "body" || key === "contentType";
    Object.defineProperty(isInit ? init : params, parameter ?? key, descriptor);
  }
  const call = client[operation.method.toUpperCase()] as Call; // openapi-fetch has each
  return call(operation.path, init);
}

/** Whether an input can be given to openapi-fetch, which takes its parts: whatever is no object of locations has none. */
export function isForFetchClient(input: unknown): boolean {
  try {
    const isObject = typeof input === "object" && input !== null && Object.getPrototypeOf(input) === Object.prototype;
    return isObject && Reflect.ownKeys(input).length > 0;
  } catch {
    return false; // a proxy that fails
  }
}

async function asWire(request: Request): Promise<WireRequest> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    target: pathname + search,
    headers: [...request.headers],
    body: new Uint8Array(await request.arrayBuffer()),
  };
}
