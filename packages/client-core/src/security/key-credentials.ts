import type { Authenticator } from "./authenticator.ts";
import { secretText } from "./secret-text.ts";

const key =
  (place: Authenticator["in"]) =>
  (name: string, as: string): Authenticator => ({
    name,
    in: place,
    as,
    present: (credential, call) => secretText(credential, `auth.${name}`, call),
  });

/** An API key in a header. */
export const keyInHeader: (name: string, as: string) => Authenticator = /* @__PURE__ */ key("header");

/** An API key in the query. */
export const keyInQuery: (name: string, as: string) => Authenticator = /* @__PURE__ */ key("query");

/** An API key in a cookie. */
export const keyInCookie: (name: string, as: string) => Authenticator = /* @__PURE__ */ key("cookie");
