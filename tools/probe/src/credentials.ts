import { type ExpectedCredential, type WireRequest, withCredentials } from "@workshop/contract";
import type { Model, SecurityScheme } from "@workshop/openapi";
import { TargetError } from "./target.ts";

/** Credentials for a real server. The secrets are in no property that is printed by accident. */
export interface Credentials {
  readonly isEmpty: boolean;
  addTo(request: WireRequest): WireRequest;
  /** The text with every secret replaced: servers repeat what they are sent. */
  redact(text: string): string;
}

/**
 * Reads credentials out of the environment.
 *
 * @param given `<name>=<variable>`: the credential's name in the clients' `auth`, and the environment variable that holds it
 * @throws {TargetError} when there is no such credential or variable; no message repeats what was given behind the `=`,
 * which may be the secret itself
 */
export function readCredentials(model: Model, given: readonly string[], env: NodeJS.ProcessEnv): Credentials {
  const parts: ExpectedCredential[] = [];
  const secrets: string[] = [];
  for (const text of given) {
    const [name = "", variable = ""] = text.split(/=(.*)/s);
    const scheme = model.securitySchemes.find(({ credential }) => credential === name);
    if (scheme === undefined) {
      const known = model.securitySchemes.map(({ credential }) => credential).join(", ");
      throw new TargetError(`--credential names none of this platform's: ${known === "" ? "it has none" : known}.`);
    }
    const value = variable === "" ? undefined : env[variable];
    if (value === undefined || value === "") {
      throw new TargetError(
        `--credential ${name}=... has to name an environment variable that is set, for example --credential ${name}=API_KEY: a secret on the command line can be read by everyone on this machine.`,
      );
    }
    // What a header can carry: a line break would become a further header.
    if (/[^\x20-\x7e]/.test(value)) throw new TargetError(`The credential ${name} is not printable ASCII.`);
    secrets.push(value);
    parts.push(credentialOf(scheme, value));
  }
  const hidden = [...secrets, ...parts.map(({ value }) => value)].sort((a, b) => b.length - a.length);
  return {
    isEmpty: parts.length === 0,
    addTo: (request) => withCredentials(request, { arrives: parts }),
    redact: (text) => hidden.reduce((redacted, secret) => redacted.replaceAll(secret, "<redacted>"), text),
  };
}

function credentialOf(scheme: SecurityScheme, value: string): ExpectedCredential {
  if (scheme.type === "apiKey") {
    return {
      in: scheme.in,
      name: scheme.parameterName,
      value: scheme.in === "query" ? encodeURIComponent(value) : value,
    };
  }
  const isBasic = scheme.type === "http" && scheme.scheme.toLowerCase() === "basic";
  return { in: "header", name: "authorization", value: isBasic ? `Basic ${btoa(value)}` : `Bearer ${value}` };
}
