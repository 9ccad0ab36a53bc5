import type { Authenticator } from "./authenticator.ts";
import { secretText } from "./secret-text.ts";

/** A token in `Authorization: Bearer` (RFC 6750). */
export function bearerToken(name: string): Authenticator {
  return {
    name,
    in: "header",
    as: "Authorization",
    present: async (credential, call) => `Bearer ${await secretText(credential, `auth.${name}`, call)}`,
  };
}
