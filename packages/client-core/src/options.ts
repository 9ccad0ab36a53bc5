import { headerRule, isHeaderValue } from "./request/header-value.ts";
import { isRecord, type OwnRecord, ownValues } from "./request/own-values.ts";
import type { Hooks } from "./transport/hooks.ts";
import type { RetryOptions } from "./transport/retry.ts";
import type { Issue } from "./validation/issue.ts";

/** `fetch`, as far as the clients use it: with a URL as text. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What holds for every call of a client. */
export interface ClientOptions {
  /** Where the platform is, for example `https://phoenix.example.com`. Default: the server that the document names. */
  readonly baseUrl?: string;
  /** What sends requests. Default: the global `fetch`. It must not follow redirects or repeat requests by itself. */
  readonly fetch?: Fetch;
  /** Milliseconds that a call may take in total: tokens, connecting, answer. Default: 60 000. */
  readonly timeout?: number;
  /** Bytes that an answer may have after decompression. Default: 10 000 000. */
  readonly maxResponseBytes?: number;
  /** More headers for each request. Those of credentials and bodies are refused here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When a request is sent more than once; `false`: never. */
  readonly retry?: RetryOptions | false;
  /** Functions that are told what goes on. */
  readonly hooks?: Hooks;
  /** Lets credentials travel over `http:` to a host that is not this machine. Default: false. */
  readonly allowInsecureHttp?: boolean;
}

/** What holds for one call. */
export interface CallOptions {
  /** Ends the call early. What was sent by then may be carried out all the same. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that this call may take in total. */
  readonly timeout?: number;
  /** When this request is sent more than once; `false`: never. It replaces what the client says. */
  readonly retry?: RetryOptions | false;
  /** More headers for this request; they replace those of the client. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** For operations of which an input can mean "everything". */
export interface UnboundedCallOptions extends CallOptions {
  /** Says that such an input is meant. */
  readonly allowUnbounded?: boolean;
}

/** Headers that come from elsewhere: one given in passing would change what is sent, how, as whom, or where to. */
const reserved =
  /^((proxy-)?authorization|cookie|host|content-(length|type)|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer)$/i;

type Check = readonly [test: (value: unknown) => boolean, what: string];

const number = (least: number, most: number, what: string): Check => [
  (value) => typeof value === "number" && value >= least && value <= most,
  `a number of ${what} from ${least} to ${most}`,
];
const boolean: Check = [(value) => typeof value === "boolean", "true or false"];
const callable: Check = [(value) => typeof value === "function", "a function"];
const record: Check = [isRecord, "a plain object"];

/** What each option must be. No two of them share a name, on whatever level they stand. */
const checks: Readonly<Record<string, Check>> = {
  allowInsecureHttp: boolean,
  allowUnbounded: boolean,
  // Stryker disable next-line StringLiteral: its words are not used
  attempts: [(value) => Number.isInteger(value) && number(1, 10, "")[0](value), "a whole number from 1 to 10"],
  auth: record,
  baseUrl: [
    (value) => baseUrlOf(value) !== undefined,
    "an http(s) URL without user name, password, query and fragment",
  ],
  fetch: callable,
  headers: record,
  hooks: record,
  maxDelay: number(0, 2 ** 31 - 1, "milliseconds"),
  maxResponseBytes: number(1, Number.MAX_SAFE_INTEGER, "bytes"),
  onFailure: callable,
  onReceipt: callable,
  onRequest: callable,
  onResponse: callable,
  onRetry: callable,
  retry: [(value) => value === false || isRecord(value), "false or a plain object"],
  signal: [(value) => value === undefined || (value as AbortSignal)?.aborted !== undefined, "an AbortSignal"],
  timeout: number(1, 2 ** 31 - 1, "milliseconds"),
  unknownOutcome: boolean,
};

/** The names of the options of a client, and of those of a call. */
export const clientOptionNames = "allowInsecureHttp auth baseUrl fetch headers hooks maxResponseBytes retry timeout";
export const callOptionNames = "allowUnbounded headers retry signal timeout";

/** Options that have options of their own. */
const nested: Readonly<Record<string, string>> = {
  hooks: "onFailure onReceipt onRequest onResponse onRetry",
  retry: "attempts maxDelay unknownOutcome",
};

/**
 * Copies options, without anything inherited. What is wrong with them is added to `issues`.
 * @param known the names that may occur, between blanks
 */
export function ownOptions(given: unknown, known: string, issues: Issue[], path = "options"): OwnRecord {
  let options: unknown;
  try {
    options = ownValues(given);
  } catch {} // what cannot be read is no object either
  if (!isRecord(options)) {
    issues.push({ path, rule: "type", message: "must be a plain object" });
    return {};
  }
  for (const [name, value] of Object.entries(options)) {
    const at = `${path}.${name}`;
    const check = known.split(" ").includes(name) && checks[name];
    if (!check) issues.push({ path: at, rule: "unknown", message: `is not an option; there are ${known}` });
    else if (!check[0](value)) issues.push({ path: at, rule: "option", message: `must be ${check[1]}` });
    else if (nested[name] && value) ownOptions(value, nested[name], issues, at);
    else if (name === "headers") checkHeaders(value as OwnRecord, at, issues);
  }
  return options;
}

function checkHeaders(headers: OwnRecord, path: string, issues: Issue[]): void {
  for (const [name, value] of Object.entries(headers)) {
    const isName = /^[\w!#$%&'*+.^`|~-]+$/.test(name);
    const message =
      (!isName && "has a name that is none of a header") ||
      (reserved.test(name) && "is set by the client itself; credentials belong into auth") ||
      ((typeof value !== "string" || !isHeaderValue(value)) && headerRule);
    if (message) issues.push({ path: isName ? `${path}.${name}` : path, rule: "header", message });
  }
}

/** A base URL without its trailing slashes; `undefined` where it is none that credentials may travel to. */
export function baseUrlOf(value: unknown): string | undefined {
  try {
    const url = new URL(value as string); // throws for whatever is no URL
    if (/^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash) {
      return url.origin + url.pathname.replace(/\/+$/, "");
    }
  } catch {}
  return undefined;
}
