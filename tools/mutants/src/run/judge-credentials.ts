import { headerOf, type WireRequest } from "@workshop/contract";
import type { Operation, SecurityScheme } from "@workshop/openapi";

/** Where a credential travels. */
interface Place {
  readonly in: "cookie" | "header" | "query";
  readonly name: string;
}

/** What is wrong with the credentials of a request by what an operation asks for; `undefined`: nothing. */
export function judgeCredentials({ security }: Operation, request: WireRequest): string | undefined {
  const isLetIn =
    security.length === 0 || security.some(({ schemes }) => schemes.every(({ scheme }) => isShown(scheme, request)));
  if (!isLetIn) return "it shows the credentials of no alternative";
  const inAuthorization = security
    .flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme))
    .filter(({ type }) => type !== "apiKey");
  const isUnderstood =
    headerOf(request, "authorization") === undefined ||
    inAuthorization.length === 0 ||
    inAuthorization.some((scheme) => isShown(scheme, request));
  return isUnderstood ? undefined : "its authorization is of no scheme that is asked for";
}

/**
 * Where credentials may travel that the changed operation does not ask for: those which the overlay knows and the document
 * never did, and all of the client's where the operation lets everybody in.
 */
export function tolerated(overlaid: Operation, original: Operation, changed: Operation): Place[] {
  const isOpen = changed.security.length === 0 || changed.security.some(({ schemes }) => schemes.length === 0);
  const declared = new Set(placesOf(original).map(keyOf));
  return placesOf(overlaid).filter((place) => isOpen || !declared.has(keyOf(place)));
}

function placesOf({ security }: Operation): Place[] {
  return security.flatMap(({ schemes }) => schemes.map(({ scheme }) => placeOf(scheme)));
}

function placeOf(scheme: SecurityScheme): Place {
  return scheme.type === "apiKey"
    ? { in: scheme.in, name: scheme.parameterName }
    : { in: "header", name: "authorization" };
}

function keyOf({ in: location, name }: Place): string {
  return `${location} ${name.toLowerCase()}`;
}

function isShown(scheme: SecurityScheme, request: WireRequest): boolean {
  const authorization = headerOf(request, "authorization") ?? "";
  switch (scheme.type) {
    case "apiKey":
      return isThere(placeOf(scheme), request);
    case "http":
      return authorization.toLowerCase().startsWith(`${scheme.scheme.toLowerCase()} `);
    case "oauth2":
    case "openIdConnect":
      return authorization.toLowerCase().startsWith("bearer ");
    case "mutualTLS":
      return true;
  }
}

function isThere({ in: location, name }: Place, request: WireRequest): boolean {
  if (location === "header") return headerOf(request, name) !== undefined;
  if (location === "query") return new URLSearchParams(request.target.split("?")[1]).has(name);
  return (
    headerOf(request, "cookie")
      ?.split("; ")
      .some((cookie) => cookie.startsWith(`${name}=`)) === true
  );
}
