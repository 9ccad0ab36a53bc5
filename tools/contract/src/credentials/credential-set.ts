import type { OAuthFlow, SecurityAlternative, SecurityScheme } from "@workshop/openapi";
import { GRANTS, tokenFor } from "./token-server.ts";

/** One way to authenticate, filled with made-up secrets. */
export interface CredentialSet {
  /** In words: `apiKey`, `oauth2 (password)`, `bearer and tenantId`. */
  readonly words: string;
  /** What the client gets as `auth`, given the token server's URL. */
  auth(tokenUrl: string): Record<string, unknown>;
  /** What must then arrive: nothing else of the credentials may. */
  readonly arrives: readonly ExpectedCredential[];
  /** The flows of OAuth2 schemes that it uses. */
  readonly flows: readonly OAuthFlow[];
}

export interface ExpectedCredential {
  readonly in: "cookie" | "header" | "query";
  readonly name: string;
  readonly value: string;
}

interface Part {
  readonly words: string;
  readonly value: (tokenUrl: string) => unknown;
  readonly arrives: readonly ExpectedCredential[];
  readonly flow?: OAuthFlow;
}

/** The ways to satisfy an alternative: one, or one for each flow where a scheme has several. */
export function credentialSets(alternative: SecurityAlternative): CredentialSet[] {
  let sets: CredentialSet[] = [{ words: "", auth: () => ({}), arrives: [], flows: [] }];
  for (const { scheme } of alternative.schemes) {
    sets = sets.flatMap((set) =>
      partsOf(scheme).map((part) => ({
        words: set.words === "" ? part.words : `${set.words} and ${part.words}`,
        auth: (tokenUrl) => ({ ...set.auth(tokenUrl), [scheme.credential]: part.value(tokenUrl) }),
        arrives: [...set.arrives, ...part.arrives],
        flows: part.flow === undefined ? set.flows : [...set.flows, part.flow],
      })),
    );
  }
  return sets;
}

/** Secrets that differ from each other and need no escape anywhere. Prism refuses a Basic password with a colon. */
function partsOf(scheme: SecurityScheme): Part[] {
  const { credential } = scheme;
  switch (scheme.type) {
    case "apiKey": {
      const value = `contract-${credential}`;
      const words = `${credential} (${scheme.in} ${scheme.parameterName})`;
      return [{ words, value: () => value, arrives: [{ in: scheme.in, name: scheme.parameterName, value }] }];
    }
    case "http": {
      if (scheme.scheme.toLowerCase() === "basic") {
        const user = GRANTS.password;
        return [
          {
            words: `${credential} (Basic)`,
            value: () => user,
            arrives: [authorization(`Basic ${btoa(`${user.username}:${user.password}`)}`)],
          },
        ];
      }
      return [bearer(credential, `${credential} (Bearer)`, (token) => token)];
    }
    case "oauth2":
      return scheme.flows.map((flow) => {
        const { grant } = flow;
        if (grant !== "password" && grant !== "clientCredentials") {
          // Such a flow needs a person at a browser: what a program has of it is the token.
          const words = `${credential} (${grant}, an access token)`;
          return { ...bearer(credential, words, (accessToken) => ({ accessToken })), flow };
        }
        return {
          words: `${credential} (${grant})`,
          value: (tokenUrl) => ({ grant, ...GRANTS[grant], tokenUrl }),
          arrives: [authorization(`Bearer ${tokenFor(grant)}`)],
          flow,
        };
      });
    case "openIdConnect":
      return [bearer(credential, `${credential} (OpenID Connect)`, (token) => token)];
    case "mutualTLS":
      return [];
  }
}

function bearer(credential: string, words: string, value: (token: string) => unknown): Part {
  const token = `contract-${credential}-token`;
  return { words, value: () => value(token), arrives: [authorization(`Bearer ${token}`)] };
}

function authorization(value: string): ExpectedCredential {
  return { in: "header", name: "authorization", value };
}
