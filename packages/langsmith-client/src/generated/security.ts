// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { type Authenticator, bearerToken, keyInHeader } from "@org/client-core/generated";
import type { Credential } from "@org/client-core";

/** Source: `#/components/securitySchemes/API Key` */
export const apiKey: Authenticator = /* @__PURE__ */ keyInHeader("apiKey", "X-API-Key");

/** Source: `#/components/securitySchemes/Tenant ID` */
export const tenantId: Authenticator = /* @__PURE__ */ keyInHeader("tenantId", "X-Tenant-Id");

/**
 * Bearer tokens are used to authenticate from the UI. Must also specify x-tenant-id or x-organization-id (for org scoped apis).
 *
 * Source: `#/components/securitySchemes/Bearer Auth`
 */
export const bearer: Authenticator = /* @__PURE__ */ bearerToken("bearer");

/** One way to authenticate. Each secret is a string, or a function that gives one. */
export type LangSmithAuth =
  | { apiKey: Credential; tenantId?: Credential; bearer?: never }
  | { apiKey?: never; tenantId: Credential; bearer: Credential };
