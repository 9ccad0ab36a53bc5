import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import type { Model, Operation, Server, ServerVariable } from "./types.ts";

/**
 * The servers that a document, path item or operation lists itself (OpenAPI, Server Object).
 *
 * @throws {DocumentError} for one that would lead to another place than it says.
 */
export function readServers(context: DocumentContext, holder: JsonObject): Server[] {
  return context.objects(holder, "servers").map((node) => readServer(context, node));
}

function readServer(context: DocumentContext, node: JsonObject): Server {
  const template = context.string(node, "url");
  const variables = readVariables(context, context.object(node, "variables") ?? {});
  const defaults = new Map(variables.map((variable) => [variable.name, variable.default]));
  const url = template.replaceAll(/\{([^{}]+)\}/gu, (_, name: string) => {
    const value = defaults.get(name);
    return value ?? context.fail(node, `the server's variable \`${name}\` has no default`, `add it to \`variables\``);
  });
  const wrong = whyUnusable(url);
  if (wrong !== undefined) {
    const remedy = "set its `url` in the overlay, such as https://api.example.com/v1";
    return context.fail(node, `the server \`${template}\` ${wrong}`, remedy);
  }
  return {
    url,
    template,
    variables: variables.filter(({ name }) => template.includes(`{${name}}`)),
    ...context.optional(node, "description"),
    source: context.sourceOf(node),
  };
}

/** Why no request can be sent to a URL without leading elsewhere; `undefined`: it can, or it is none of HTTP. */
function whyUnusable(url: string): string | undefined {
  if (url.startsWith("//")) return "does not say whether it is http or https";
  if (/[?#]/u.test(url)) return "has a query or a fragment, to which no path can be added";
  return /^\w+:\/\/[^/]*@/u.test(url)
    ? "has a user name in it, which would stand in place of the credentials"
    : undefined;
}

function readVariables(context: DocumentContext, nodes: JsonObject): ServerVariable[] {
  return Object.keys(nodes).map((name) => {
    const node = context.object(nodes, name) ?? {};
    return {
      name,
      // Real documents have numbers for ports.
      default: typeof node.default === "number" ? String(node.default) : context.string(node, "default"),
      ...context.optional(node, "description"),
      ...(Array.isArray(node.enum) ? { enum: node.enum.map(String) } : {}),
      source: context.sourceOf(node),
    };
  });
}

/** Whether a URL says by itself where it is. */
export function isAbsolute({ url }: Pick<Server, "url">): boolean {
  return /^https?:\/\//iu.test(url);
}

/** Whether a client can be sent there: over HTTP, or to a path of the place where the platform is. */
function isUsable(server: Pick<Server, "url">): boolean {
  return isAbsolute(server) || /^(\/|$)/u.test(server.url);
}

/** Where calls go unless an operation says otherwise: the first whole URL, else the first path of the place that a caller gives. */
export function rootServer({ servers }: Pick<Model, "servers">): Server | undefined {
  return servers.find(isAbsolute) ?? servers.find((server) => isUsable(server) && pathOf(server) !== "");
}

/** Where the calls of an operation go in place of the document's server; `undefined`: nowhere else. */
export function ownServer(model: Pick<Model, "servers">, { servers }: Pick<Operation, "servers">): Server | undefined {
  const own = servers.find(isUsable);
  const root = rootServer(model);
  return own !== undefined && pathOf(own) === pathOf(root ?? { url: "/" }) ? undefined : own;
}

/** The servers that operations of a document have of their own, each once, by what the document writes. */
export function ownServers(model: Pick<Model, "operations" | "servers">): ReadonlyMap<string, Server> {
  const found = model.operations.flatMap((operation) => ownServer(model, operation) ?? []);
  return new Map(found.map((server) => [server.template, server]));
}

const pathOf = ({ url }: Pick<Server, "url">): string => url.replace(/\/+$/u, "");

/** The servers of a path item or operation, of which one at least must be reachable by HTTP. */
export function readOwnServers(context: DocumentContext, holders: readonly JsonObject[]): Server[] {
  for (const holder of holders) {
    const servers = readServers(context, holder);
    if (servers.length === 0) continue;
    if (servers.some(isUsable)) return servers;
    return context.fail(
      holder,
      `none of its servers can be reached over HTTP: ${servers.map(({ template }) => template).join(", ")}`,
      "set `servers` of it in the overlay: a URL that begins with https://, or a path that begins with /",
    );
  }
  return [];
}
