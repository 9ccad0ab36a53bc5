/** OAuth2 grants that need no browser. */
import { now } from "../clock.ts";
import type { CredentialContext, FetchedResponse } from "../definition.ts";
import { Deadline } from "../engine/deadline.ts";
import { Init, send } from "../engine/exchange.ts";
import { failureOf } from "../engine/failure.ts";
import { denoClient } from "../engine/runtime.ts";
import { InvalidRequestError, isClientError, NotSentError, type SafeCause } from "../errors.ts";
import { baseUrlOf, isInsecure } from "../read-options.ts";
import { define, isRecord, ownCopy } from "../records.ts";
import { isHeaderValue, percentEncode } from "../request/text.ts";
import { noBytes, readBody } from "../response/read-body.ts";
import type { OAuth2Grant, TokenUrls } from "./oauth2.ts";
import { type Credential, readSecret } from "./secret.ts";

/** The resource owner's password (RFC 6749, 4.3). */
export interface OAuth2Password {
  /** Who asks: the name of a user of the platform. */
  readonly username: Credential;
  /** The secret of that user. It is sent to the token endpoint alone. */
  readonly password: Credential;
  /** The program's id, where the server wants one. */
  readonly clientId?: Credential | undefined;
  /** The program's secret, where it has one. */
  readonly clientSecret?: Credential | undefined;
  /** What the token is to allow, each a name of the document's. Default: what the server gives by itself. */
  readonly scopes?: readonly string[] | undefined;
  /** Where tokens are asked for: an https address. Default: what the document says. With a leading `/` it is relative to `baseUrl`. */
  readonly tokenUrl?: string | undefined;
}

/** The client's own credentials (RFC 6749, 4.4). */
export interface OAuth2ClientCredentials {
  /** The program's id. */
  readonly clientId: Credential;
  /** The program's secret. */
  readonly clientSecret: Credential;
  /** What the token is to allow, each a name of the document's. Default: what the server gives by itself. */
  readonly scopes?: readonly string[] | undefined;
  /** Where tokens are asked for: an https address. Default: what the document says. With a leading `/` it is relative to `baseUrl`. */
  readonly tokenUrl?: string | undefined;
}

/**
 * Fetches tokens for a user name and a password, keeps them fresh, and fetches another once after a 401:
 * `auth: { oauth2: passwordGrant({ username, password }) }`. A token is renewed 30 s before it expires (a tenth of its life, where
 * that is less). Asking for one ends by the `timeout` of the call that began it, and shares `fetch` and `maxResponseBytes` with it;
 * calls for which no token can be had throw NotSentError (`token`).
 * @throws TypeError for names that it does not know, and for credentials that are neither texts nor functions
 */
export function passwordGrant(credentials: OAuth2Password): OAuth2Grant<"password"> {
  return grant("password", "password", credentials, ["username", "password"]);
}

/**
 * Fetches tokens for a client's own id and secret, keeps them fresh, and fetches another once after a 401:
 * `auth: { oauth2: clientCredentialsGrant({ clientId, clientSecret }) }`. When tokens are renewed, and how asking for one ends, is
 * as with {@link passwordGrant}.
 * @throws TypeError for names that it does not know, and for credentials that are neither texts nor functions
 */
export function clientCredentialsGrant(credentials: OAuth2ClientCredentials): OAuth2Grant<"clientCredentials"> {
  return grant("clientCredentials", "client_credentials", credentials, ["clientId", "clientSecret"]);
}

/** How a form names what a credential names in camel case. */
const fields: readonly (readonly [name: string, field: string, isSecret: boolean])[] = [
  ["username", "username", false],
  ["password", "password", true],
  ["clientId", "client_id", false],
  ["clientSecret", "client_secret", true],
];

interface Given {
  readonly type: string;
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** A function, so that nothing that prints the options of a client prints what is in it. */
function grant<Kind extends keyof TokenUrls>(
  kind: Kind,
  type: string,
  given: object,
  needed: readonly string[],
): OAuth2Grant<Kind> {
  const credentials = readGiven(kind, given, needed);
  const made = (): void => {};
  define(made, "token", (name: string, urls: TokenUrls, context: CredentialContext) =>
    tokenFor(name, urls[kind], { type, credentials }, context),
  );
  define(made, "grant", kind, true);
  return made as unknown as OAuth2Grant<Kind>; // it has both now
}

/** @throws TypeError */
function readGiven(kind: string, given: object, needed: readonly string[]): Given["credentials"] {
  const own = ownCopy(given);
  const fail = (what: string): never => {
    throw new TypeError(`${kind} grant: ${what}`);
  };
  if (!isRecord(own)) return fail("give a plain object");
  for (const [name, value] of Object.entries(own)) {
    const isText = typeof value === "string" && value !== "";
    if (value === undefined && !needed.includes(name)) delete own[name];
    else if (name === "scopes") {
      if (!Array.isArray(value) || !value.every((scope) => typeof scope === "string" && scope))
        fail("scopes must be a list of texts");
    } else if (name === "tokenUrl") {
      if (!isText) fail("tokenUrl must be a text");
    } else if (!fields.some(([known]) => known === name)) fail(`${name} is not known`);
    else if (!isText && typeof value !== "function")
      fail(`${name} must be a text, not empty, or a function that gives one`);
  }
  for (const name of needed) if (!(name in own)) fail(`${name} is required`);
  return own;
}

/** A token, or why there is none. */
interface TokenResponse {
  readonly token: string | undefined;
  /** How long it will be good; NaN: that was not told. */
  readonly seconds: number;
  readonly problem: string;
  readonly cause: SafeCause | undefined;
}

/** A token that is there or on its way; whoever needs one waits for this one. */
interface HeldToken {
  readonly response: Promise<TokenResponse>;
  /** What it was asked for with, which no error of a call that uses it may show. */
  readonly secrets: ReadonlySet<string>;
  token: string | undefined;
  /** On the clock of `now()`, which nobody sets. */
  expires: number;
}

async function tokenFor(
  name: string,
  declaredUrl: string | undefined,
  given: Given,
  context: CredentialContext,
): Promise<string> {
  const { tokens, path, server, isInsecureAllowed } = context;
  const tokenUrl = (given.credentials.tokenUrl as string | undefined) ?? declaredUrl; // readGiven has seen to it
  const url = tokenUrl?.startsWith("/") ? new URL(server + tokenUrl).href : tokenUrl; // it may climb
  if (!url || !baseUrlOf(url) || (isInsecure(url) && !isInsecureAllowed)) {
    const message = "needs an accessToken, or a grant of the document with an https tokenUrl";
    throw new InvalidRequestError(context, [{ path, rule: "credential", message }]);
  }
  let held = tokens.get(name) as HeldToken | undefined; // only grants put something there
  if (!held || held.expires <= now()) {
    held = holdToken(url, given, context);
    tokens.set(name, held);
  }
  const { token, problem, cause } = await held.response;
  context.hide(held.secrets);
  if (token === undefined) throw new NotSentError(context, "token", problem, cause);
  context.hide([token]);
  return token;
}

/** Starts to ask for a token, on a deadline of its own: others may wait for it longer than whoever came first. */
function holdToken(url: string, given: Given, context: CredentialContext): HeldToken {
  const deadline = new Deadline(now(), context.timeout, undefined);
  const secrets = new Set<string>();
  const hide = (added: Iterable<string>): void => {
    for (const secret of added) secrets.add(secret);
  };
  const own = { ...context, operation: "token request", hide };
  const held: HeldToken = {
    secrets,
    token: undefined,
    expires: Number.POSITIVE_INFINITY,
    response: requestToken(url, given, own, deadline)
      .catch((thrown: unknown) => failed(thrown, deadline))
      .then((response) => {
        deadline.close();
        held.token = response.token;
        held.expires = expiryOf(response);
        return response;
      }),
  };
  return held;
}

const problem = (text: string, cause?: SafeCause): TokenResponse => ({
  token: undefined,
  seconds: Number.NaN,
  problem: text,
  cause,
});

function failed(thrown: unknown, { ended }: Deadline): TokenResponse {
  if (isClientError(thrown)) return problem(thrown.message);
  if (ended) return problem("the token endpoint did not respond in time");
  const { text, cause } = failureOf(thrown);
  return problem(`at the token endpoint, ${text}`, cause);
}

/** It is renewed while it is still good for the time that a call takes; if its life is not told, when it is refused. */
function expiryOf({ token, seconds }: TokenResponse): number {
  if (token === undefined) return 0;
  if (!seconds) return Number.POSITIVE_INFINITY;
  return now() + (seconds - Math.min(30, seconds / 10)) * 1000;
}

/** Asks the token endpoint; the first response counts. */
async function requestToken(
  url: string,
  { type, credentials }: Given,
  context: CredentialContext,
  deadline: Deadline,
): Promise<TokenResponse> {
  const form = [`grant_type=${type}`];
  for (const [name, field, isSecret] of fields) {
    if (!(name in credentials)) continue;
    // Redacting a name would take every "admin" out of a response.
    const own = isSecret ? context : { ...context, hide: () => {} };
    const text = await deadline.wait(readSecret(credentials[name], `${context.path}.${name}`, own, percentEncode));
    form.push(`${field}=${text}`);
  }
  const { scopes } = credentials;
  if (Array.isArray(scopes)) form.push(`scope=${percentEncode(scopes.join(" "))}`);
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
  const init = new Init("POST", headers, form.join("&"), deadline.signal, denoClient());
  return readToken(await deadline.wait(send(context.fetch, url, init)), context, deadline);
}

async function readToken(
  { status, body }: FetchedResponse,
  { maxResponseBytes }: CredentialContext,
  deadline: Deadline,
): Promise<TokenResponse> {
  const bytes = body ? await readBody(body, maxResponseBytes, deadline) : noBytes;
  if (status !== 200) return problem(`the token endpoint responded with ${status || "a redirect"}`);
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { access_token: token, token_type: kind, expires_in: seconds } = ownCopy(said) as Record<string, unknown>; // or it throws
    if (typeof token === "string" && isHeaderValue(token) && /^bearer$/i.test(String(kind ?? "bearer")))
      return { token, seconds: Number(seconds), problem: "", cause: undefined };
  } catch {} // the message would quote the response
  return problem("the token endpoint's response holds no bearer token");
}
