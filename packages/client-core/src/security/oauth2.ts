/** OAuth2: a token of the caller's, or a grant that fetches one. The grants are imported by who uses them. */
import type { Authenticator, CredentialContext } from "../definition.ts";
import { InvalidRequestError } from "../errors.ts";
import { isRecord } from "../records.ts";
import { bearerText, inHeader } from "./authenticators.ts";
import { type Credential, readSecret } from "./secret.ts";

/** A token that you have from elsewhere. */
export interface OAuth2AccessToken {
  /**
   * What follows `Bearer` in the header, without that word. A function is asked before each request; nothing else fetches or
   * renews it, so that a 401 is the caller's to deal with.
   */
  readonly accessToken: Credential;
}

/** Where the document has tokens asked for, by grant. */
export interface TokenUrls {
  /** That of `passwordGrant`, as the document has it. */
  readonly password?: string;
  /** That of `clientCredentialsGrant`, as the document has it. */
  readonly clientCredentials?: string;
}

/** What `passwordGrant` and `clientCredentialsGrant` make: it fetches tokens and keeps them fresh. It shows no secret. */
export interface OAuth2Grant<Kind extends keyof TokenUrls = keyof TokenUrls> {
  /** Which grant it is, in the words of OpenAPI's OAuth Flows Object. */
  readonly grant: Kind;
  /**
   * For the clients alone.
   * @throws NotSentError (`token`, `credentials`) where no token can be had; InvalidRequestError without an https address to ask
   */
  readonly token: (name: string, urls: TokenUrls, context: CredentialContext) => Promise<string>;
}

const isGrant = (credential: unknown): credential is OAuth2Grant =>
  typeof credential === "function" && Object.hasOwn(credential, "token");

/** A token in `Authorization: Bearer`. */
export function oauth2Token(name: string, urls: TokenUrls): Authenticator {
  return {
    ...inHeader(name, "authorization", bearerText),
    async present(credential, context) {
      if (isGrant(credential)) return bearerText(await credential.token(name, urls, context));
      if (isRecord(credential) && "accessToken" in credential)
        return readSecret(credential.accessToken, `${context.path}.accessToken`, context, bearerText);
      const message = "needs an accessToken, or a grant of the document with an https tokenUrl";
      throw new InvalidRequestError(context, [{ path: context.path, rule: "credential", message }]);
    },
    forget(credential, refused, tokens) {
      const held = tokens.get(name) as { token?: unknown } | undefined; // grants keep them
      if (`Bearer ${held?.token}` === refused) tokens.delete(name);
      return isGrant(credential);
    },
  };
}
