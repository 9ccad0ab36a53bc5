import { isClientError } from "../errors/client-error.ts";
import { InvalidRequestError } from "../errors/invalid-request-error.ts";
import { NotSentError } from "../errors/not-sent-error.ts";
import { baseUrlOf } from "../options.ts";
import { isHeaderValue } from "../request/header-value.ts";
import type { OwnRecord } from "../request/own-values.ts";
import { percentEncode } from "../request/percent-encoding.ts";
import type { Call } from "../transport/call.ts";
import { startDeadline } from "../transport/deadline.ts";
import { failureOf, type SafeCause } from "../transport/failure.ts";
import { readBody } from "../transport/read-body.ts";
import type { Authenticator, Credential } from "./authenticator.ts";
import { isInsecure } from "./insecure-url.ts";
import { secretText } from "./secret-text.ts";

/** The resource owner's password (RFC 6749, 4.3): the client fetches tokens and keeps them fresh. */
export interface OAuth2Password {
  readonly grant: "password";
  readonly username: Credential;
  readonly password: Credential;
  readonly clientId?: Credential;
  readonly clientSecret?: Credential;
  readonly scopes?: readonly string[];
  /** Default: what the document says. With a leading `/` it is relative to `baseUrl`. */
  readonly tokenUrl?: string;
}

/** The client's own credentials (RFC 6749, 4.4): the client fetches tokens and keeps them fresh. */
export interface OAuth2ClientCredentials {
  readonly grant: "clientCredentials";
  readonly clientId: Credential;
  readonly clientSecret: Credential;
  readonly scopes?: readonly string[];
  /** Default: what the document says. With a leading `/` it is relative to `baseUrl`. */
  readonly tokenUrl?: string;
}

/** A token that you have from elsewhere. */
export interface OAuth2AccessToken {
  readonly accessToken: Credential;
}

/** The flows of a document that need no browser. */
export interface OAuth2Flows {
  readonly password?: { readonly tokenUrl: string };
  readonly clientCredentials?: { readonly tokenUrl: string };
}

/** A token, or why there is none. */
interface TokenAnswer {
  readonly token?: string;
  /** How long it will be good; NaN if that was not told. */
  readonly seconds?: number;
  readonly problem?: string;
  readonly cause?: SafeCause | undefined;
}

/** A token that is there or on its way; whoever needs one waits for this one. */
export interface HeldToken {
  readonly answer: Promise<TokenAnswer>;
  /** What it was asked for with, which no error of a call that uses it may show. */
  readonly secrets: ReadonlySet<string>;
  token?: string | undefined;
  /** On the clock of `performance.now()`, which nobody can set. */
  expires: number;
}

/** How a form names what the credential names in camel case. */
const fields: readonly (readonly [name: string, field: string])[] = [
  ["username", "username"],
  ["password", "password"],
  ["clientId", "client_id"],
  ["clientSecret", "client_secret"],
];

/** Asks the token endpoint; the first answer counts. */
async function requestToken(url: string, credential: OwnRecord, path: string, call: Call): Promise<TokenAnswer> {
  const { transport, deadline } = call;
  const form = [`grant_type=${credential.grant === "password" ? "password" : "client_credentials"}`];
  for (const [name, field] of fields) {
    if (name in credential) {
      const text = await secretText(credential[name], `${path}.${name}`, call, () => true, "must be a text, not empty");
      form.push(`${field}=${percentEncode(text)}`);
      if (!/password|secret/.test(field)) call.secrets.delete(text); // it would blot out every "admin" in an answer
    }
  }
  if (credential.scopes) form.push(`scope=${percentEncode((credential.scopes as string[]).join(" "))}`);
  const response = await deadline.race(
    (transport.fetch ?? fetch)(url, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body: form.join("&"),
      redirect: "manual",
      signal: deadline.signal,
    }),
  );
  const bytes = await readBody(response, transport.maxResponseBytes, deadline);
  if (response.status !== 200)
    return { problem: `the token endpoint answered ${response.status || "with a redirect"}` };
  try {
    const { access_token: token, token_type: type, expires_in } = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof token === "string" && isHeaderValue(token) && /^bearer$/i.test(type ?? "bearer"))
      return { token, seconds: Number(expires_in) };
  } catch {} // the message would quote the answer
  return { problem: "the token endpoint's answer holds no bearer token" };
}

/** Starts to ask for a token, on a deadline of its own: others may wait for it longer than whoever came first. */
function holdToken(url: string, credential: OwnRecord, path: string, { transport, platform }: Call): HeldToken {
  const deadline = startDeadline(transport.timeout);
  const call = { transport, deadline, platform, operation: "token request", number: 0, secrets: new Set<string>() };
  const held: HeldToken = {
    expires: Number.POSITIVE_INFINITY,
    secrets: call.secrets,
    answer: requestToken(url, credential, path, call)
      .catch((thrown): TokenAnswer => {
        if (isClientError(thrown)) return { problem: thrown.message };
        const { text, cause } = failureOf(thrown);
        return {
          problem: deadline.ended ? "the token endpoint did not answer in time" : `at the token endpoint, ${text}`,
          cause,
        };
      })
      .then((answer) => {
        deadline.close();
        held.token = answer.token;
        // Renewed while it is still good for the time that a call takes; if its life is not told, when it is refused.
        if (!answer.token) held.expires = 0;
        else if (answer.seconds)
          held.expires = performance.now() + (answer.seconds - Math.min(30, answer.seconds / 10)) * 1000;
        return answer;
      }),
  };
  return held;
}

/** OAuth2: a token of the caller's, or one that the client fetches once for all calls, until shortly before it expires. */
export function oauth2Token(name: string, flows: OAuth2Flows): Authenticator {
  const path = `auth.${name}`;
  return {
    name,
    in: "header",
    as: "Authorization",
    async present(given, call) {
      const { transport, deadline, secrets } = call;
      const credential = given as OwnRecord & { grant: keyof OAuth2Flows; tokenUrl?: string }; // the types of `auth` say so
      if (credential.accessToken)
        return `Bearer ${await secretText(credential.accessToken, `${path}.accessToken`, call)}`;
      const tokenUrl = credential.tokenUrl ?? flows[credential.grant]?.tokenUrl;
      const url = tokenUrl?.startsWith("/") ? transport.baseUrl + tokenUrl : tokenUrl;
      if (!url || !baseUrlOf(url) || (isInsecure(url) && !transport.allowInsecureHttp)) {
        throw new InvalidRequestError(call, [
          {
            path,
            rule: "credential",
            message: "needs an accessToken, or a grant of the document with an https tokenUrl",
          },
        ]);
      }
      let held = transport.tokens.get(name);
      if (!held || held.expires <= performance.now()) {
        held = holdToken(url, credential, path, call);
        transport.tokens.set(name, held);
      }
      const { token, problem, cause } = await deadline.race(held.answer);
      for (const secret of held.secrets) secrets.add(secret);
      if (!token) throw new NotSentError(call, "token", String(problem), cause);
      secrets.add(token);
      return `Bearer ${token}`;
    },
    forget(credential, refused, { tokens }) {
      // Stryker disable next-line OptionalChaining: a call whose token is gone ends with the refusal, whatever this throws
      if (`Bearer ${tokens.get(name)?.token}` === refused) tokens.delete(name);
      return !(credential as OAuth2AccessToken).accessToken;
    },
  };
}
