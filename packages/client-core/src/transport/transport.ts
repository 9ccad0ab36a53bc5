import { InvalidRequestError } from "../errors/invalid-request-error.ts";
import { baseUrlOf, type ClientOptions, clientOptionNames, type Fetch, ownOptions } from "../options.ts";
import { isRecord } from "../request/own-values.ts";
import { isInsecure } from "../security/insecure-url.ts";
import type { HeldToken } from "../security/oauth2-token.ts";
import type { Issue } from "../validation/issue.ts";
import type { Hooks } from "./hooks.ts";
import type { RetryOptions } from "./retry.ts";
import { createRetryBudget, type RetryBudget } from "./retry-budget.ts";

/** What the operations of a client share: where to send, as whom, and within which limits. */
export interface Transport {
  readonly platform: string;
  readonly baseUrl: string;
  /** Absent: the global `fetch`, looked up for each request. */
  readonly fetch: Fetch | undefined;
  readonly timeout: number;
  readonly maxResponseBytes: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: Readonly<Record<string, unknown>>;
  readonly allowInsecureHttp: boolean;
  /** Whether credentials must not be sent to the base URL. */
  readonly isInsecure: boolean;
  readonly retry: RetryOptions | false;
  readonly budget: RetryBudget;
  readonly hooks: Hooks;
  /** How many calls there have been. */
  calls: number;
  /** Tokens by the name of their credential. */
  readonly tokens: Map<string, HeldToken>;
}

/** Every text in `auth` must be one: what an unset environment variable gives is found before the first call. */
function checkCredentials(value: unknown, path: string, issues: Issue[]): void {
  if (isRecord(value) || Array.isArray(value)) {
    for (const [key, item] of Object.entries(value)) checkCredentials(item, `${path}.${key}`, issues);
  } else if (typeof value !== "function" && (typeof value !== "string" || !value)) {
    issues.push({
      path,
      rule: "credential",
      message: "must be a text, not empty, or a function that gives one",
    });
  }
}

/**
 * Makes what the operations of one client share.
 * @param platform the platform's name as the client's name has it, for example `Phoenix`
 * @param defaultServer the server that the document names, if it names one
 * @throws InvalidRequestError for options that cannot be used, naming them all
 */
export function createTransport(
  platform: string,
  options: ClientOptions & { readonly auth?: object },
  defaultServer?: string,
): Transport {
  const issues: Issue[] = [];
  const own = ownOptions(options, clientOptionNames, issues);
  checkCredentials(own.auth ?? [], "auth", issues);
  if (!("baseUrl" in own) && !defaultServer) {
    issues.push({ path: "options.baseUrl", rule: "required", message: "is required: the document names no server" });
  }
  if (issues.length) throw new InvalidRequestError({ platform, operation: `create${platform}Client` }, issues);
  const baseUrl = baseUrlOf(own.baseUrl ?? defaultServer) as string; // ownOptions has tested it
  return {
    timeout: 60_000,
    maxResponseBytes: 10_000_000,
    headers: {},
    auth: {},
    allowInsecureHttp: false,
    fetch: undefined,
    retry: {},
    hooks: {},
    ...own,
    platform,
    baseUrl,
    isInsecure: !own.allowInsecureHttp && isInsecure(baseUrl),
    tokens: new Map(),
    budget: createRetryBudget(),
    calls: 0,
  } as Transport; // ownOptions has tested every option
}
