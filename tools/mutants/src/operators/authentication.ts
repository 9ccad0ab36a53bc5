import type { Operation, SecurityAlternative, SecurityScheme } from "@workshop/openapi";

/** What an alternative asks to be shown: each as it travels, such as `header x-api-key` or `http bearer`. */
export type Shown = readonly string[];

/** How a credential of a scheme travels. What OAuth and OpenID Connect issue is a bearer token. */
export function shownOf(scheme: SecurityScheme): string {
  switch (scheme.type) {
    case "apiKey":
      return `${scheme.in} ${scheme.parameterName.toLowerCase()}`;
    case "http":
      return `http ${scheme.scheme.toLowerCase()}`;
    case "oauth2":
    case "openIdConnect":
      return "http bearer";
    case "mutualTLS":
      return "certificate";
  }
}

/** What each alternative asks to be shown. `change`: how the credentials of a scheme travel instead. */
export function alternativesOf(
  security: readonly SecurityAlternative[],
  change: (scheme: SecurityScheme) => string = shownOf,
): Shown[] {
  return security.map(({ schemes }) => schemes.map(({ scheme }) => change(scheme)));
}

/**
 * Whether everyone whom the client lets call can still authenticate by other alternatives, with all that they show understood.
 * What the overlay alone knows of, the document never spoke of.
 */
export function stillAuthenticates(
  { client, bare }: { client: Operation; bare: Operation },
  changed: readonly Shown[],
): boolean {
  if (changed.length === 0) return true;
  const spokenOf = new Set(alternativesOf(bare.security).flat());
  const understood = new Set(changed.flat());
  const isOpen = changed.some((alternative) => alternative.length === 0);
  const ways = client.security.length === 0 ? [[]] : alternativesOf(client.security);
  return ways.every((shown) => {
    const isAdmitted = changed.some((alternative) => alternative.every((one) => shown.includes(one)));
    return isAdmitted && (isOpen || shown.every((one) => understood.has(one) || !spokenOf.has(one)));
  });
}
