import {
  clientCredentialsGrant,
  type OAuth2ClientCredentials,
  type OAuth2Password,
  passwordGrant,
} from "../src/public.ts";

/** The credential that a description stands for: a grant where it names one, else what was given. */
export function credentialOf({ grant, ...given }: { readonly grant?: string }): object {
  if (grant === "password") return passwordGrant(given as OAuth2Password);
  return grant === "clientCredentials"
    ? clientCredentialsGrant(given as OAuth2ClientCredentials)
    : { ...given, ...(grant !== undefined && { grant }) };
}
