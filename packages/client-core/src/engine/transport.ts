/** Once per client: where to send, as whom, and within which limits. */
import { InvalidRequestError, isClientError } from "../errors.ts";
import { addIssue, type Issue } from "../issue.ts";
import type { ClientOptions, ClientSettings } from "../options.ts";
import { baseUrlOf, readClientOptions } from "../read-options.ts";
import { bare, isRecord, ownCopy } from "../records.ts";
import { Redaction, secretsIn } from "../response/redaction.ts";
import type { Places, Servers } from "../servers.ts";
import { createRetryBudget, type RetryBudget } from "./retry-budget.ts";

/** What the operations of a client share. It shows no secret. */
export interface Transport {
  /** The platform's name, for example `Phoenix`. */
  readonly platform: string;
  /** Where it sends to: the option `baseUrl`, or else the document's server. */
  readonly baseUrl: string;
}

/** What the document says about all operations. */
export interface Platform {
  /** As the client's name has it, for example `Phoenix`. */
  readonly name: string;
  /** The server that the document names, if it names one. */
  readonly server?: string;
  /** What the document says of servers, where that is more than one whole URL. */
  readonly servers?: Servers;
  /** The sets of credentials that the document accepts, each by the names that they have in `auth`. */
  readonly auth?: readonly (readonly string[])[];
}

/** What only the engine sees of a transport. */
export interface TransportState {
  readonly platform: string;
  readonly baseUrl: string;
  /** The base URL that the document names, if it names one. */
  readonly server: string | undefined;
  readonly settings: ClientSettings;
  /** Where the operations are that have a server of their own; `undefined`: there are none. */
  readonly places: Places | undefined;
  readonly budget: RetryBudget;
  /** Tokens by the name of their credential. */
  readonly tokens: Map<string, unknown>;
  /** How many calls there have been. */
  calls: number;
}

const states: WeakMap<Transport, TransportState> = /* @__PURE__ */ new WeakMap();

/** @throws TypeError for what no `create...Transport` of this package has made */
export function stateOf(transport: Transport): TransportState {
  const state = states.get(transport);
  if (!state) throw new TypeError("this is no transport of this client");
  return state;
}

/**
 * Makes what the operations of one client share.
 * @throws InvalidRequestError for options that cannot be used, naming them all
 */
export function createTransport(
  platform: Platform,
  options: ClientOptions & { readonly auth?: object | undefined },
): Transport {
  const own = bare(platform);
  try {
    return connect(own, options);
  } catch (thrown) {
    if (isClientError(thrown)) throw thrown;
    throw refusal(own, undefined, [{ path: "options", rule: "type", message: "cannot be read" }]);
  }
}

function refusal({ name }: Platform, server: string | undefined, issues: readonly Issue[]): InvalidRequestError {
  return new InvalidRequestError(
    { platform: name, operation: `create${name}Client`, server, receipt: undefined },
    issues,
  );
}

function connect(platform: Platform, options: object): Transport {
  const issues: Issue[] = [];
  const settings = readClientOptions(options, issues, platform.servers);
  settings.auth = checkAuth(settings.auth, platform.auth, issues);
  const places = platform.servers?.locate(settings, issues);
  const server = places ? places.baseUrl : (settings.baseUrl ?? platform.server);
  if (server === undefined && !issues.some(({ path }) => path === "options.baseUrl"))
    addIssue(issues, "options.baseUrl", "required", "is required: the document names no server");
  const baseUrl = baseUrlOf(server);
  if (issues.length || baseUrl === undefined) {
    const redaction = new Redaction(secretsIn(settings.auth));
    throw refusal(platform, baseUrl, redaction.redactIssues(issues));
  }
  const transport = Object.freeze({ platform: platform.name, baseUrl });
  states.set(transport, {
    ...transport,
    server: places ? places.documented : baseUrlOf(platform.server),
    settings,
    places,
    budget: createRetryBudget(),
    tokens: new Map(),
    calls: 0,
  });
  return transport;
}

/** Sets of names, in words. */
export const waysOf = (sets: readonly (readonly string[])[]): string =>
  sets.map((set) => set.join(" and ")).join(", or ");

/** Copies `auth`, each name of which must be one that the document knows, and all of them one way to authenticate. */
function checkAuth(given: ClientSettings["auth"], known: Platform["auth"], issues: Issue[]): ClientSettings["auth"] {
  let auth: unknown;
  try {
    auth = ownCopy(given);
  } catch {} // what cannot be read is no credential either
  if (!isRecord(auth)) {
    addIssue(issues, "auth", "type", "must be a plain object");
    return given;
  }
  const names = Object.keys(auth);
  const ways = waysOf(known ?? []);
  const unknown = names.filter((name) => known && !known.flat().includes(name));
  // What is no name may be the secret itself.
  for (const name of unknown) {
    const isName = /^[a-z][a-z\d]{0,19}$/i.test(name);
    const what = isName ? "is not known" : "holds a name that is not known";
    addIssue(issues, isName ? `auth.${name}` : "auth", "unknown", `${what}; there is ${ways || "no credential"}`);
  }
  for (const name of names) checkCredential(auth[name], `auth.${name}`, issues);
  if (known && !unknown.length && names.length && !known.some((set) => names.every((name) => set.includes(name))))
    addIssue(issues, "auth", "alternatives", `must be one way to authenticate: ${ways}`);
  return auth;
}

/** Every text in `auth` must be one: what an unset environment variable gives is found before the first call. */
function checkCredential(value: unknown, path: string, issues: Issue[]): void {
  if (isRecord(value) || Array.isArray(value)) {
    for (const [key, item] of Object.entries(value)) checkCredential(item, `${path}.${key}`, issues);
  } else if (typeof value !== "function" && (typeof value !== "string" || !value)) {
    addIssue(issues, path, "credential", "must be a text, not empty, or a function that gives one");
  }
}
