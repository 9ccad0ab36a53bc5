import assert from "node:assert/strict";
import type { SecurityScheme } from "@workshop/openapi";
import { type Input, valueAt } from "@workshop/samples";
import type { ExpectedCredential } from "../credentials/credential-set.ts";
import { decodeRequest } from "../wire/decode-request.ts";
import { headerOf, type WireRequest, type WireResponse } from "../wire/wire-request.ts";
import { placeOf, type Stage } from "./stage.ts";

/**
 * Asserts that exactly one request arrived, that it says just what was given, and that both the bare document and the
 * one with its overlay allow it, as decoded by nothing that the clients use.
 *
 * @param allowed further headers that may be there
 */
export function assertArrived(
  stage: Stage,
  { operation: name }: { readonly operation: string },
  given: Input,
  allowed: readonly string[] = [],
): { request: WireRequest; response: WireResponse } {
  const exchanges = stage.recorder.take();
  assert.equal(exchanges.length, 1, "exactly one request had to arrive");
  const [exchange] = exchanges;
  const overlaid = stage.overlaid.model.operations.find((operation) => operation.name === name);
  const bare = stage.bare.model.operations.find(
    (operation) => operation.method === overlaid?.method && operation.path === overlaid.path,
  );
  assert.ok(exchange !== undefined && overlaid !== undefined && bare !== undefined);
  const { request, response } = exchange;
  assert.ok(response !== undefined, "a response had to come");
  const place = placeOf(stage.overlaid.model, overlaid);
  assert.equal(exchange.place, place, "the request had to arrive at the server of the operation");
  const credentials = overlaid.security.flatMap(({ schemes }) => schemes.map(({ scheme }) => headerName(scheme)));
  const known = [...allowed, ...credentials];
  const decoded = decodeRequest(stage.overlaid, overlaid, request, known, given);
  assert.deepEqual(decoded.problems, [], "what arrived had to satisfy the document with its overlay");
  assert.deepEqual(
    normalised(decoded.input),
    normalised(asRead(given, decoded.input)),
    "what arrived had to be what was given",
  );
  assert.deepEqual(
    decodeRequest(stage.bare, bare, request, known, given).problems,
    [],
    "what arrived had to satisfy the document as it was published",
  );
  return { request, response };
}

/**
 * What was given, where the wire can tell it. A text and a list of it are the same there, as are a number and its digits: where
 * the document allows both, nobody knows which was meant.
 */
function asRead(given: Input, read: Input): Input {
  const locations = Object.entries(given).map(([location, values]) => {
    if (location === "body" || typeof values !== "object" || values === null) return [location, values];
    const told = Object.entries(values).map(([name, value]) => {
      const other = valueAt(read, [location, name]);
      return [name, isTwin(value, other) ? other : value];
    });
    return [location, Object.fromEntries(told)];
  });
  return Object.fromEntries(locations);
}

/** Whether two values that differ are the same text on the wire. */
function isTwin(value: unknown, other: unknown): boolean {
  if (Array.isArray(value) !== Array.isArray(other)) {
    const [item, ...others] = [value, other].flat();
    return others.length === 1 && isTwin(item, others[0]);
  }
  const isScalar = (one: unknown): boolean => /^(?:boolean|number|string)$/.test(typeof one);
  return isScalar(value) && isScalar(other) && String(value) === String(other);
}

/** Asserts that these credentials arrived, each in its place, and no others that the operation knows. */
export function assertCredentials(
  stage: Stage,
  name: string,
  request: WireRequest,
  expected: readonly ExpectedCredential[],
): void {
  const schemes = stage.overlaid.model.securitySchemes;
  const operation = stage.overlaid.model.operations.find((known) => known.name === name);
  const places = new Set(
    [...schemes, ...(operation?.security ?? []).flatMap((one) => one.schemes.map(({ scheme }) => scheme))].map(
      (scheme) => (scheme.type === "apiKey" ? `${scheme.in} ${scheme.parameterName}` : "header authorization"),
    ),
  );
  // What another operation takes for a credential may be a parameter of this one.
  const own = new Set(expected.map(({ in: location, name: as }) => `${location} ${as}`.toLowerCase()));
  for (const { in: location, name: as } of operation?.parameters ?? []) {
    const known = [...places].find((place) => place.toLowerCase() === `${location} ${as}`.toLowerCase());
    if (known !== undefined && !own.has(known.toLowerCase())) places.delete(known);
  }
  const arrived = [...places].flatMap((place) => {
    const [location = "", ...parts] = place.split(" ");
    const value = credentialAt(request, location, parts.join(" "));
    return value === undefined ? [] : [`${place.toLowerCase()}: ${value}`];
  });
  const wanted = expected.map(({ in: location, name: as, value }) => `${location} ${as.toLowerCase()}: ${value}`);
  assert.deepEqual(arrived.sort(), wanted.sort(), "just these credentials had to arrive");
}

function credentialAt(request: WireRequest, location: string, name: string): string | undefined {
  if (location === "header") return headerOf(request, name);
  if (location === "query") return new URLSearchParams(request.target.split("?")[1]).get(name) ?? undefined;
  const cookies = headerOf(request, "cookie")?.split("; ") ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

function headerName(scheme: SecurityScheme): string {
  return scheme.type === "apiKey" && scheme.in === "header" ? scheme.parameterName.toLowerCase() : "authorization";
}

/** As plain data, without the choice of a media type and without key order. */
function normalised({ contentType: _contentType, ...input }: Input): unknown {
  return JSON.parse(JSON.stringify(input));
}
