import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import { camelCase } from "./names.ts";
import type { OAuthFlow, SecurityAlternative, SecurityScheme } from "./types.ts";

const GRANTS = ["authorizationCode", "clientCredentials", "implicit", "password"] as const;

/** The security schemes of a document by name (OpenAPI, Security Scheme Object). */
export function readSecuritySchemes(context: DocumentContext): Map<string, SecurityScheme> {
  const components = context.object(context.data, "components") ?? {};
  const schemes = context.object(components, "securitySchemes") ?? {};
  return new Map(
    Object.keys(schemes).map((name) => {
      const node = context.object(schemes, name) ?? {};
      return [name, readScheme(context, name, context.dereference(node))];
    }),
  );
}

function readScheme(context: DocumentContext, name: string, node: JsonObject): SecurityScheme {
  const credential = node["x-credential"] === undefined ? camelCase(name) : context.string(node, "x-credential");
  const base = { name, credential, ...context.optional(node, "description"), source: context.sourceOf(node) };
  const type = context.string(node, "type");
  switch (type) {
    case "apiKey": {
      const location = context.string(node, "in");
      if (location !== "cookie" && location !== "header" && location !== "query") {
        return context.fail(node, `an API key cannot travel in \`${location}\``, "use header, query or cookie");
      }
      return { ...base, type, in: location, parameterName: context.string(node, "name") };
    }
    case "http":
      return { ...base, type, scheme: context.string(node, "scheme").toLowerCase() };
    case "mutualTLS":
      return { ...base, type };
    case "oauth2":
      return { ...base, type, flows: readFlows(context, context.object(node, "flows") ?? {}) };
    case "openIdConnect":
      return { ...base, type, openIdConnectUrl: context.string(node, "openIdConnectUrl") };
    default:
      return context.fail(
        node,
        `the security scheme type \`${type}\` is unknown`,
        "see OpenAPI, Security Scheme Object",
      );
  }
}

function readFlows(context: DocumentContext, flows: JsonObject): OAuthFlow[] {
  return GRANTS.flatMap((grant) => {
    const node = context.object(flows, grant);
    if (node === undefined) return [];
    const scopes = Object.entries(context.object(node, "scopes") ?? {}).map(([name, text]) => [name, String(text)]);
    return {
      grant,
      ...context.optional(node, "tokenUrl"),
      ...context.optional(node, "authorizationUrl"),
      ...context.optional(node, "refreshUrl"),
      scopes: Object.fromEntries(scopes),
      source: context.sourceOf(node),
    };
  });
}

/**
 * The alternatives that hold for an operation: its own, or else those of the document (OpenAPI, Operation Object).
 * Vendors do name schemes that they define nowhere (lint says so); such an alternative cannot be used and is left out.
 *
 * @throws {DocumentError} if none is left: the operation would look open to everybody.
 */
export function readSecurity(
  context: DocumentContext,
  operation: JsonObject,
  schemes: ReadonlyMap<string, SecurityScheme>,
): SecurityAlternative[] {
  const holder = operation.security === undefined ? context.data : operation;
  const requirements = context.objects(holder, "security");
  const usable = requirements.filter((requirement) => Object.keys(requirement).every((name) => schemes.has(name)));
  if (usable.length === 0 && requirements.length > 0) {
    context.fail(operation, "no security scheme that it names is defined", "define one in components/securitySchemes");
  }
  return usable.map((requirement) => ({
    schemes: Object.entries(requirement).flatMap(([name, scopes]) => {
      const scheme = schemes.get(name);
      return scheme === undefined ? [] : { scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] };
    }),
    source: context.sourceOf(requirement),
  }));
}
