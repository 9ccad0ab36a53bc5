import { camelCase, UniqueNames } from "@workshop/openapi";
import { type DocumentSide, isNode, type Node, nodeIn } from "./document-side.ts";

const METHODS = ["delete", "get", "head", "options", "patch", "post", "put", "trace"] as const;

/** An operation as it is written, and what it is called. */
export interface OperationView {
  readonly path: string;
  readonly method: string;
  /** The method of the client. */
  readonly name: string;
  readonly item: Node;
  readonly node: Node;
}

/** The operations below the paths of a document, in its order, named as the client names them. */
export function operationsOf(side: DocumentSide): OperationView[] {
  const names = new UniqueNames(["raw"]);
  const paths = nodeIn(side.data, "paths");
  return Object.keys(paths)
    .filter((path) => path.startsWith("/"))
    .flatMap((path) => operationsIn(side, path, paths[path], (text) => names.claim(camelCase(text))));
}

/** The operations of one path item; those of webhooks and callbacks have no names of their own. */
export function operationsIn(
  side: DocumentSide,
  path: string,
  pathItem: unknown,
  claim: (text: string) => string = (text) => text,
): OperationView[] {
  const item = side.resolve(pathItem);
  if (item === undefined) return [];
  return Object.keys(item).flatMap((key) => {
    const node = item[key];
    if (!METHODS.some((method) => method === key) || !isNode(node)) return [];
    const identifier = typeof node.operationId === "string" ? node.operationId : `${key} ${path}`;
    return [{ path, method: key, name: claim(identifier), item, node }];
  });
}

/** The names in a path template, in order. */
export function templateNames(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/gu)].flatMap(([, name]) => name ?? []);
}

/** A path without the names in its template: what a server sees of it. */
export function templateShape(path: string): string {
  return path.replaceAll(/\{[^{}]+\}/gu, "{}");
}
