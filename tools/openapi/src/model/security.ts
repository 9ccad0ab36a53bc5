import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import { camelCase, distinctNames, spelledOut } from "./names.ts";
import type { OAuthFlow, Parameter, SecurityAlternative, SecurityScheme } from "./types.ts";

const GRANTS = ["authorizationCode", "clientCredentials", "implicit", "password"] as const;

/** The security schemes of a document by name (OpenAPI, Security Scheme Object). */
export function readSecuritySchemes(context: DocumentContext): Map<string, SecurityScheme> {
  const components = context.object(context.data, "components") ?? {};
  const schemes = context.object(components, "securitySchemes") ?? {};
  const nodes = Object.keys(schemes).map(
    (name) => [name, context.dereference(context.object(schemes, name) ?? {})] as const,
  );
  const credentials = credentialNames(context, nodes);
  return new Map(
    nodes.map(([name, node], index) => [name, readScheme(context, name, credentials[index] ?? name, node)]),
  );
}

/**
 * What a caller gives each scheme's secret as: what the overlay says, or else the scheme's name, which schemes do not share:
 * `api_key` and `apiKey` would.
 */
function credentialNames(
  context: DocumentContext,
  nodes: readonly (readonly [name: string, node: JsonObject])[],
): (string | undefined)[] {
  const given = nodes.map(([, node]) =>
    node["x-credential"] === undefined ? undefined : context.string(node, "x-credential"),
  );
  const unnamed = nodes.filter((_, index) => given[index] === undefined).map(([name]) => name);
  const names = distinctNames(
    unnamed.map((name) => [camelCase(name), camelCase(spelledOut(name)), `${camelCase(spelledOut(name))}Scheme`]),
    (name) => (given.includes(name) || Object.hasOwn(Object.prototype, name) ? `${name}_` : name),
  );
  return given.map((credential) => credential ?? names.shift());
}

function readScheme(context: DocumentContext, name: string, credential: string, node: JsonObject): SecurityScheme {
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
    const [name = "NAME"] = requirements.flatMap((requirement) => Object.keys(requirement));
    context.fail(
      operation,
      `no security scheme that it names is defined: ${requirements.flatMap((requirement) => Object.keys(requirement)).join(", ")}`,
      `define one in the overlay: { target: $, update: { components: { securitySchemes: { ${JSON.stringify(name)}: ` +
        "{ type: apiKey, in: header, name: NAME-OF-THE-HEADER } } } } }; the mocks get that definition, too",
    );
  }
  return usable.map((requirement) => ({
    schemes: Object.entries(requirement).flatMap(([name, scopes]) => {
      const scheme = schemes.get(name);
      return scheme === undefined ? [] : { scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] };
    }),
    source: context.sourceOf(requirement),
  }));
}

/**
 * The parameters of an operation but for those that stand where every way to authenticate has a credential: the two would be one,
 * which is given in `auth`, and which a call could not give twice.
 */
export function withoutCredentials(
  context: DocumentContext,
  operation: JsonObject,
  parameters: readonly Parameter[],
  security: readonly SecurityAlternative[],
): Parameter[] {
  return parameters.filter((parameter) => {
    const isCredential =
      security.length > 0 &&
      security.every(({ schemes }) => schemes.some(({ scheme }) => standsInPlaceOf(parameter, scheme)));
    const rule = `the parameter \`${parameter.name}\` is the credential of every call, and is given in \`auth\` alone`;
    if (isCredential) context.tell(operation, rule, "nothing");
    return !isCredential;
  });
}

function standsInPlaceOf({ in: location, name }: Parameter, scheme: SecurityScheme): boolean {
  if (scheme.type !== "apiKey" || scheme.in !== location) return false;
  const [one, other] = [name, scheme.parameterName];
  return one === other || (location === "header" && one.toLowerCase() === other.toLowerCase());
}
