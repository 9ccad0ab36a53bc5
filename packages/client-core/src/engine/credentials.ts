/** Asks for credentials that are not plain texts. */
import type { Authenticator, CredentialContext } from "../definition.ts";
import { isClientError, NotSentError } from "../errors.ts";
import { readSecret } from "../security/secret.ts";
import { type Credentials, presented } from "./bind.ts";
import type { Call } from "./call.ts";
import { failureOf } from "./failure.ts";

/** @throws InvalidRequestError for a text that cannot be sent, NotSentError where there is none */
export async function askForCredentials(call: Call): Promise<Credentials> {
  const { schemes, headers } = call.bound;
  const asked = schemes.map((scheme) => textFor(scheme, call));
  const [only, ...others] = asked;
  // The usual case, of which `Promise.all` would take a quarter of a bare call more.
  const texts = only && !others.length ? [await only] : await Promise.all(asked);
  return presented(headers, schemes, texts);
}

async function textFor({ name, write, present }: Authenticator, call: Call): Promise<string> {
  const credential = call.bound.transport.settings.auth[name];
  const path = `auth.${name}`;
  const context = contextFor(call, path);
  try {
    return await (present ? present(credential, context) : readSecret(credential, path, context, write));
  } catch (thrown) {
    if (isClientError(thrown)) throw thrown;
    throw new NotSentError(call.bound.context, "credentials", `${path} failed`, failureOf(thrown).cause);
  }
}

function contextFor({ bound, redaction }: Call, path: string): CredentialContext {
  const { context, transport } = bound;
  const { fetch, maxResponseBytes, timeout, allowInsecureHttp } = transport.settings;
  return {
    ...context,
    // Tokens are the client's: whichever operation asks, they come from one place.
    server: transport.baseUrl,
    path,
    isInsecureAllowed: allowInsecureHttp,
    timeout,
    maxResponseBytes,
    fetch,
    tokens: transport.tokens,
    hide: (secrets) => redaction.add(secrets),
  };
}

/** Forgets what the server has refused; true: asking again may help. */
export function forgetCredentials({ bound, presented: given }: Call): boolean {
  const { schemes, transport } = bound;
  return schemes
    .map(({ name, forget }, index) =>
      forget?.(transport.settings.auth[name], given?.texts[index] ?? "", transport.tokens),
    )
    .includes(true);
}
