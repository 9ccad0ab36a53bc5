import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import type { Server, ServerVariable } from "./types.ts";

/** The servers that a document, path item or operation lists itself (OpenAPI, Server Object). */
export function readServers(context: DocumentContext, holder: JsonObject): Server[] {
  return context.objects(holder, "servers").map((node) => readServer(context, node));
}

function readServer(context: DocumentContext, node: JsonObject): Server {
  const template = context.string(node, "url");
  const variables = readVariables(context, context.object(node, "variables") ?? {});
  const defaults = new Map(variables.map((variable) => [variable.name, variable.default]));
  return {
    url: template.replaceAll(/\{([^{}]+)\}/gu, (whole, name: string) => defaults.get(name) ?? whole),
    template,
    variables,
    ...context.optional(node, "description"),
    source: context.sourceOf(node),
  };
}

function readVariables(context: DocumentContext, nodes: JsonObject): ServerVariable[] {
  return Object.keys(nodes).map((name) => {
    const node = context.object(nodes, name) ?? {};
    return {
      name,
      default: context.string(node, "default"),
      ...(Array.isArray(node.enum) ? { enum: node.enum.map(String) } : {}),
      source: context.sourceOf(node),
    };
  });
}
