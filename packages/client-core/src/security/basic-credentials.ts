import { isRecord } from "../request/own-values.ts";
import type { Authenticator, Credential } from "./authenticator.ts";
import { secretText } from "./secret-text.ts";

/** User name and password for `Authorization: Basic`. */
export interface BasicCredential {
  /** Without a colon: it would be read as the end of the name. */
  readonly username: Credential;
  readonly password: Credential;
}

const printable = (text: string): boolean => !/\p{Cc}/u.test(text);
const nameRule = "must be a text, not empty, without colons and control characters";

/** `Authorization: Basic` (RFC 7617), in UTF-8. */
export function basicCredentials(name: string): Authenticator {
  return {
    name,
    in: "header",
    as: "Authorization",
    async present(credential, call) {
      const { username, password } = isRecord(credential) ? credential : {};
      const path = `auth.${name}`;
      const user = await secretText(
        username,
        `${path}.username`,
        call,
        (text) => printable(text) && !text.includes(":"),
        nameRule,
      );
      call.secrets.delete(user); // blotting it out would blot out every "admin" in an answer
      const secret = await secretText(
        password,
        `${path}.password`,
        call,
        printable,
        nameRule.replace("colons and ", ""),
      );
      const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${secret}`)));
      call.secrets.add(encoded);
      return `Basic ${encoded}`;
    },
  };
}
