// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { type Authenticator, keyInCookie, keyInHeader, oauth2Token } from "@org/client-core/generated";
import type { Credential, OAuth2AccessToken, OAuth2Grant } from "@org/client-core";

/** Source: `#/components/securitySchemes/ApiKeyAuthentication` */
export const apiKey: Authenticator = /* @__PURE__ */ keyInHeader("apiKey", "x-api-key");

/** Source: `#/components/securitySchemes/JWTAuthentication` */
export const jwtCookie: Authenticator = /* @__PURE__ */ keyInCookie("jwtCookie", "jwt");

/** Source: `#/components/securitySchemes/JWTHttpHeaderAuthentication` */
export const jwt: Authenticator = /* @__PURE__ */ keyInHeader("jwt", "x-jwt-token");

/** Source: `#/components/securitySchemes/OAuth2` */
export const oauth2: Authenticator = /* @__PURE__ */ oauth2Token("oauth2", {
  clientCredentials: "/oauth/token",
  password: "/oauth/token",
});

/** One way to authenticate. Each secret is a string, or a function that gives one. */
export type EdgeImpulseAuth =
  | { apiKey: Credential; jwtCookie?: never; jwt?: never; oauth2?: never }
  | { apiKey?: never; jwtCookie: Credential; jwt?: never; oauth2?: never }
  | { apiKey?: never; jwtCookie?: never; jwt: Credential; oauth2?: never }
  | {
      apiKey?: never;
      jwtCookie?: never;
      jwt?: never;
      oauth2: OAuth2Grant<"clientCredentials" | "password"> | OAuth2AccessToken;
    };
