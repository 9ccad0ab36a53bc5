// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { type Authenticator, bearerToken } from "@org/client-core/generated";
import type { Credential } from "@org/client-core";

/**
 * An API key of the server. Needed when authentication is enabled.
 *
 * Source: the overlay, `#/actions/4/update/components/securitySchemes/Bearer`
 */
export const bearer: Authenticator = /* @__PURE__ */ bearerToken("bearer");

/** One way to authenticate. Each secret is a string, or a function that gives one. */
export type PhoenixAuth = { bearer: Credential };
