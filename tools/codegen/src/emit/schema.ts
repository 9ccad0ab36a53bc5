import type { Model } from "@workshop/openapi";
import type { OpenAPI3 } from "openapi-typescript";

/** The one seam to openapi-typescript: the types of a whole document as a module. */
export async function writeSchemaTypes(model: Model): Promise<string> {
  // Loading it takes longer than anything else here does: who generates nothing does not wait for it.
  const { default: openapiTypeScript, astToString } = await import("openapi-typescript");
  // It changes what it is given.
  const document: Node = structuredClone(model.document);
  for (const parameter of parameterNodes(document)) showContent(parameter);
  // What was read as OpenAPI 3 is of its own type of it.
  const ast = await openapiTypeScript(document as unknown as OpenAPI3, {
    silent: true,
    alphabetize: false,
  });
  return astToString(ast);
}

/** openapi-typescript takes a parameter with `content` for a string; its value has the type of the content's schema. */
function showContent(parameter: Node): void {
  const [media] = Object.values(isNode(parameter.content) ? parameter.content : {});
  if (!isNode(media) || media.schema === undefined) return;
  parameter.schema = media.schema;
  delete parameter.content;
}

type Node = Record<string, unknown>;

/** Every place where OpenAPI allows a Parameter Object. */
function parameterNodes(document: Node): Node[] {
  const components = isNode(document.components) ? document.components : {};
  const items = [...nodesIn(document.paths), ...nodesIn(components.pathItems)];
  const lists = [...items, ...items.flatMap(nodesIn)].map((holder) => holder.parameters);
  return [...nodesIn(components.parameters), ...lists.flatMap(nodesIn)];
}

function nodesIn(holder: unknown): Node[] {
  return typeof holder === "object" && holder !== null ? Object.values(holder).filter(isNode) : [];
}

function isNode(node: unknown): node is Node {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}
