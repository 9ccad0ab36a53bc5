/** Options as they are given: each is what it has to be, or an issue says what it is not. */
import { addIssue, type Issue } from "./issue.ts";
import { CallSettings, ClientSettings, HookSet, RetryPolicy } from "./options.ts";
import { bare, bareRecord, hasHidden, isRecord, namesOf, type OwnRecord, readOwn } from "./records.ts";
import { headerRule, isHeaderValue } from "./request/text.ts";

/** What an option must be, in words; or, for one that has parts, how it is read. */
export type Option = readonly [test: (value: unknown) => boolean, what: string, read?: ReadOption];
type ReadOption = (value: OwnRecord, path: string, issues: Issue[]) => unknown;
/** What options there are, by name. */
export type Options = Readonly<Record<string, Option>>;

const numberOf = (least: number, most: number, what: string): Option => [
  (value) => typeof value === "number" && value >= least && value <= most,
  `a number of ${what} from ${least} to ${most}`,
];
/** A timer runs no longer. */
const longest = 2 ** 31 - 1;
const flag: Option = [(value) => typeof value === "boolean", "true or false"];
const callable: Option = [(value) => typeof value === "function", "a function"];
const aRecord = "a plain object";
const headers: Option = [isRecord, aRecord, readHeaders];

const retryOptions: Options = {
  __proto__: null as never,
  attempts: [
    (value) => Number.isInteger(value) && (value as number) > 0 && (value as number) < 11, // it is a number
    "a whole number from 1 to 10",
  ],
  maxDelay: numberOf(0, longest, "milliseconds"),
  unknownOutcome: flag,
};

const retry: Option = [
  (value) => value === false || isRecord(value),
  `false or ${aRecord}`,
  (value, path, issues) => value && readOptions(value, path, retryOptions, new RetryPolicy(), issues),
];

const timeout = numberOf(1, longest, "milliseconds");

const hookOptions: Options = {
  __proto__: null as never,
  onFailure: callable,
  onReceipt: callable,
  onRequest: callable,
  onResponse: callable,
  onRetry: callable,
};

/** Whether a value can be asked and listened to as an `AbortSignal` is. */
export function isSignal(value: unknown): boolean {
  const { aborted, addEventListener, removeEventListener } = (value ?? {}) as Partial<AbortSignal>;
  return (
    typeof aborted === "boolean" && typeof addEventListener === "function" && typeof removeEventListener === "function"
  );
}

const callOptions: Options = {
  __proto__: null as never,
  allowUnbounded: flag,
  headers,
  retry,
  signal: [isSignal, "an AbortSignal"],
  timeout,
};

const clientOptions: Options = {
  __proto__: null as never,
  allowInsecureHttp: flag,
  allowRepeatedPath: flag,
  auth: [isRecord, aRecord],
  baseUrl: [
    (value) => baseUrlOf(value) !== undefined,
    "an http(s) URL (https://...) without user name, password, query and fragment",
  ],
  fetch: callable,
  headers,
  hooks: [isRecord, aRecord, (value, path, issues) => readOptions(value, path, hookOptions, new HookSet(), issues)],
  maxResponseBytes: numberOf(1, Number.MAX_SAFE_INTEGER, "bytes"),
  receiptInput: flag,
  retry,
  timeout,
};

/** A host without a scheme, which a URL would take for a scheme without a host. */
function remedyFor(name: string, value: unknown): string {
  const host = name === "baseUrl" && typeof value === "string" && /^(\[[\da-f:]+\]|[\w.-]+)(:\d+)?(\/|$)/i.exec(value);
  return host ? `: add http${isInsecure(`http://${host[0]}`) ? "s" : ""}://` : "";
}

function isAbortSignal(value: unknown): boolean {
  try {
    return value instanceof AbortSignal;
  } catch {
    return false; // a revoked proxy, or a runtime without signals
  }
}

/** Reads each own property once into `into`, which has a default for each. What is wrong is added to `issues`. */
function readOptions<Settings extends object>(
  given: unknown,
  path: string,
  options: Options,
  into: Settings,
  issues: Issue[],
): Settings {
  const before = issues.length;
  try {
    if (!isRecord(given)) throw given;
    const names = namesOf(given);
    const hidden = hasHidden(given, names);
    for (const name of names) {
      const value = readOwn(given, name, hidden);
      const at = `${path}.${name}`;
      const option = options[name];
      if (option === undefined)
        addIssue(issues, at, "unknown", `is not an option; there are ${Object.keys(options).join(" ")}`);
      else if (value === undefined && name !== "baseUrl") continue;
      else if (!option[0](value)) addIssue(issues, at, "option", `must be ${option[1]}${remedyFor(name, value)}`);
      // The tables name the fields of what they are read into.
      else (into as OwnRecord)[name] = option[2] ? option[2](value as OwnRecord, at, issues) : value;
    }
  } catch {
    issues.length = before;
    addIssue(issues, path, "type", `must be ${aRecord}${isAbortSignal(given) ? ": pass { signal }" : ""}`);
  }
  return into;
}

/** Most calls have none. */
const noOptions: CallSettings = /* @__PURE__ */ Object.freeze(new CallSettings());

/** The options of a call. What is wrong with them is added to `issues`. */
export function readCallOptions(given: unknown, issues: Issue[]): CallSettings {
  if (given === undefined || given === null) return noOptions;
  return readOptions(given, "options", callOptions, new CallSettings(), issues);
}

/** Options that only clients of some documents have. */
export interface MoreOptions {
  readonly options: Options;
  /** What they are read into. */
  readonly settings: () => ClientSettings;
}

/** The options of a client. What is wrong with them is added to `issues`. */
export function readClientOptions(given: unknown, issues: Issue[], more?: MoreOptions): ClientSettings {
  const options = more ? bare({ ...clientOptions, ...more.options }) : clientOptions;
  return readOptions(given, "options", options, more ? more.settings() : new ClientSettings(), issues);
}

/** Headers that come from elsewhere: one given in passing would change what is sent, how, as whom, or where to. */
const reserved =
  /^((proxy-)?authorization|cookie|host|content-(length|type)|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer)$/i;

function readHeaders(given: OwnRecord, path: string, issues: Issue[]): Record<string, string> {
  const headers = bareRecord<string>();
  const names = namesOf(given);
  const hidden = hasHidden(given, names);
  for (const name of names) {
    const value = readOwn(given, name, hidden);
    const isName = /^[\w!#$%&'*+.^`|~-]+$/.test(name);
    const message =
      (!isName && "has a name that is none of a header") ||
      (reserved.test(name) && "is set by the client itself; credentials belong into auth") ||
      ((typeof value !== "string" || !isHeaderValue(value)) && headerRule);
    if (message) addIssue(issues, isName ? `${path}.${name}` : path, "header", message);
    else headers[name] = value as string; // or there is a message
  }
  return headers;
}

/** A base URL without its trailing slashes; `undefined` where it is none that credentials may travel to. */
export function baseUrlOf(value: unknown): string | undefined {
  try {
    const url = new URL(value as string); // throws for whatever is no URL
    if (/^https?:/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash)
      return url.origin + url.pathname.replace(/\/+$/, "");
  } catch {}
  return undefined;
}

/** Whether secrets sent to this URL could be read on their way: `http:` to anything but this machine. */
export function isInsecure(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol !== "https:" && !/^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
