// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { type Authenticator, basicCredentials, keyInHeader, oauth2Token } from "@org/client-core/generated";
import type { BasicCredential, Credential, OAuth2AccessToken, OAuth2Grant } from "@org/client-core";

/** Source: `#/components/securitySchemes/APIKeyHeader` */
export const apiKey: Authenticator = /* @__PURE__ */ keyInHeader("apiKey", "Galileo-API-Key");

/** Source: `#/components/securitySchemes/OAuth2PasswordBearer` */
export const oauth2: Authenticator = /* @__PURE__ */ oauth2Token("oauth2", { password: "/login" });

/** Source: `#/components/securitySchemes/HTTPBasic` */
export const basic: Authenticator = /* @__PURE__ */ basicCredentials("basic");

/** One way to authenticate. Each secret is a string, or a function that gives one. */
export type GalileoAuth =
  | { apiKey: Credential; oauth2?: never; basic?: never }
  | { apiKey?: never; oauth2: OAuth2Grant<"password"> | OAuth2AccessToken; basic?: never }
  | { apiKey?: never; oauth2?: never; basic: BasicCredential };
