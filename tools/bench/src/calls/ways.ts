import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { memberOf } from "@workshop/config/client-member";
import type { PreparedCall } from "./prepared-call.ts";

type Fetch = typeof fetch;
/** Makes the call once, and reads the response to its end. */
export type Once = () => Promise<unknown>;

/** Where a call goes. */
export interface Setting {
  readonly baseUrl: string;
  /** Answers in this process; without it the call goes over the network. */
  readonly fetch?: Fetch;
  /** The folder that the peers are installed in. */
  readonly peers: string;
}

/** A way to make the same call. */
export interface Way {
  readonly name: string;
  /** Whose it is: a plain client, or the built package of the platform. */
  readonly whose: "bare" | "peer" | "ours";
  /** It has a transport of its own: a `fetch` in this process would not be asked. */
  readonly isNetworkOnly?: true;
  readonly prepare: (call: PreparedCall, setting: Setting) => Promise<Once>;
}

/** The peers, each in exactly this version; the vendors' SDKs are compared in `sdk-comparison`. */
export const PEERS = {
  "openapi-fetch": "0.17.0",
  "@hey-api/client-fetch": "0.13.1",
  ky: "2.1.0",
  ofetch: "1.5.1",
  axios: "1.21.1",
  undici: "7.30.2",
} as const;

export const WAYS: readonly Way[] = [
  {
    name: "bare fetch",
    whose: "bare",
    prepare: async ({ example }, { baseUrl, fetch: send = fetch }) => {
      const url = baseUrl + example.request.target;
      const init = plainInit(example.request);
      return async () => await read(await send(url, init));
    },
  },
  {
    name: "openapi-fetch",
    whose: "peer",
    prepare: async (call, setting) => {
      const { default: create } = await load<{ default: Create<Record<string, Request>> }>(setting, "openapi-fetch");
      const client = create({ baseUrl: setting.baseUrl, ...(setting.fetch && { fetch: setting.fetch }) });
      return asPathAndParams(call, setting, (path, options) => client[call.method]?.(path, options));
    },
  },
  {
    name: "hey-api client-fetch",
    whose: "peer",
    prepare: async (call, setting) => {
      type Client = Record<string, (options: object) => unknown>;
      const { createClient } = await load<{ createClient: Create<Client> }>(setting, "@hey-api/client-fetch");
      const client = createClient({ baseUrl: setting.baseUrl, ...(setting.fetch && { fetch: setting.fetch }) });
      const { path, query, headers, body } = partsOf(call, setting);
      const method = call.method.toLowerCase();
      return async () => await client[method]?.({ url: call.path, path, query, headers, ...(body && { body }) });
    },
  },
  {
    name: "ky",
    whose: "peer",
    prepare: async ({ example }, setting) => {
      const { default: ky } = await load<{ default: (url: string, init: object) => Promise<Response> }>(setting, "ky");
      const url = setting.baseUrl + example.request.target;
      const init = { ...plainInit(example.request), ...(setting.fetch && { fetch: setting.fetch }) };
      return async () => await read(await ky(url, init));
    },
  },
  {
    name: "ofetch",
    whose: "peer",
    prepare: async ({ example }, setting) => {
      type Make = (globals: object) => (url: string, init: object) => Promise<unknown>;
      const { createFetch } = await load<{ createFetch: Make }>(setting, "ofetch");
      const send = createFetch({ ...(setting.fetch && { fetch: setting.fetch }) });
      const url = setting.baseUrl + example.request.target;
      const init = { ...plainInit(example.request), retry: 0 };
      return () => send(url, init);
    },
  },
  {
    name: "axios",
    whose: "peer",
    prepare: async ({ example, method }, setting) => {
      type Axios = { request(config: object): Promise<unknown> };
      const { default: axios } = await load<{ default: { create(config: object): Axios } }>(setting, "axios");
      const { fetch: send } = setting;
      const client = axios.create({ adapter: "fetch", ...(send && { env: { fetch: send, Request, Response } }) });
      const { headers, body } = plainInit(example.request);
      const config = { url: setting.baseUrl + example.request.target, method, headers, ...(body && { data: body }) };
      return () => client.request(config);
    },
  },
  {
    name: "undici.request",
    whose: "peer",
    isNetworkOnly: true,
    prepare: async ({ example, method }, setting) => {
      type Body = { text(): Promise<string>; json(): Promise<unknown> };
      type Answer = { headers: Record<string, string | undefined>; body: Body };
      const { request } = await load<{ request(url: string, init: object): Promise<Answer> }>(setting, "undici");
      const url = setting.baseUrl + example.request.target;
      const init = { ...plainInit(example.request), method };
      return async () => {
        const { headers, body } = await request(url, init);
        return headers["content-type"]?.includes("json") ? await body.json() : await body.text();
      };
    },
  },
  ours(
    "method",
    ({ call, input, options }) =>
      () =>
        call(input, options),
  ),
  ours(
    ".result",
    ({ call, input, options }) =>
      () =>
        call.result(input, options),
  ),
  ours("with timeout and retry", ({ call, input, options }) => {
    const given = { ...options, timeout: 20_000, retry: { attempts: 2 } };
    return () => call(input, given);
  }),
  ours("with a signal", ({ call, input, options }) => () => {
    const { signal } = new AbortController();
    return call(input, { ...options, signal });
  }),
  ours(
    "with a function credential",
    ({ call, input, options }) =>
      () =>
        call(input, options),
    {
      auth: (auth) => Object.fromEntries(Object.entries(auth).map(([name, secret]) => [name, () => secret])),
    },
  ),
  ours(
    "with three hooks",
    ({ call, input, options }) =>
      () =>
        call(input, options),
    {
      more: { hooks: { onRequest: () => {}, onResponse: () => {}, onReceipt: () => {} } },
    },
  ),
  ours(
    "on ./node",
    ({ call, input, options }) =>
      () =>
        call(input, options),
    { isOnNode: true },
  ),
];

type Create<Client> = (options: object) => Client;
type Request = (path: string, options: object) => unknown;

/** A method of a built client. */
interface OurCall {
  (input: unknown, options: object): Promise<unknown>;
  result(input: unknown, options: object): Promise<unknown>;
}

interface Ours {
  readonly call: OurCall;
  readonly input: unknown;
  readonly options: object;
}

interface Variation {
  readonly auth?: (auth: Readonly<Record<string, unknown>>) => object;
  readonly more?: object;
  readonly isOnNode?: true;
}

function ours(name: string, once: (ours: Ours) => Once, variation: Variation = {}): Way {
  const { auth: authOf = (auth) => auth, more, isOnNode } = variation;
  return {
    name: `this client, ${name}`,
    whose: "ours",
    ...(isOnNode && { isNetworkOnly: true }),
    prepare: async ({ folder, factory, example }, { baseUrl, fetch: send }) => {
      const create = (await exportsOf(folder, "index"))[factory] as Create<object>;
      const node = isOnNode && (await exportsOf(folder, "node"));
      const transport = node && (node.nodeTransport as () => Fetch)();
      const auth = Object.keys(example.auth).length > 0 && { auth: authOf(example.auth) };
      const client = create({
        baseUrl,
        ...auth,
        ...(send && { fetch: send }),
        ...(transport && { fetch: transport }),
        ...more,
      });
      const call = memberOf(client, example.member) as OurCall | undefined;
      if (call === undefined) throw new Error(`${factory} gives no ${example.operation}.`);
      return once({ call, input: example.input, options: example.options });
    },
  };
}

/** What a built package exports: its shape is the clients' public API. */
async function exportsOf(folder: string, entry: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(join(folder, "dist", `${entry}.js`)).href)) as Record<string, unknown>;
}

/** What a peer exports: its shape is the peer's to know. */
async function load<Exports>({ peers }: Setting, name: string): Promise<Exports> {
  const file = createRequire(join(peers, "package.json")).resolve(name);
  const { default: main, ...exports } = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  // Of CommonJS, what it exports is the default.
  const isCommonJs = typeof main === "object" && main !== null && "default" in main;
  return (isCommonJs ? main : { default: main, ...exports }) as Exports;
}

function plainInit({ method, headers, body }: PreparedCall["example"]["request"]) {
  return {
    method,
    headers: Object.fromEntries(headers),
    ...(body.length > 0 && { body: new TextDecoder().decode(body) }),
  };
}

/** The parts of the call as clients of a document take them. JSON inside a parameter is nothing that they know. */
function partsOf({ example }: PreparedCall, { baseUrl }: Setting) {
  const { body, path } = (example.input ?? {}) as Record<string, object | undefined>;
  const headers = Object.fromEntries(example.request.headers.filter(([name]) => name !== "content-type"));
  const query = Object.fromEntries(new URL(example.request.target, baseUrl || "https://host").searchParams);
  return { path: path ?? {}, query, headers, body };
}

function asPathAndParams(call: PreparedCall, setting: Setting, send: (path: string, options: object) => unknown): Once {
  const { path, query, headers, body } = partsOf(call, setting);
  return async () => await send(call.path, { params: { path, query }, headers, ...(body && { body }) });
}

async function read(response: Response): Promise<unknown> {
  return response.headers.get("content-type")?.includes("json") === true
    ? await response.json()
    : await response.text();
}
