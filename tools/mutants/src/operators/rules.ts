import { type DocumentNode, follow, isNode, type Tokens } from "../survey/document-node.ts";
import { isCarried } from "../survey/schema-sites.ts";
import type { SchemaSite, SchemaUse } from "../survey/sites.ts";

/** Why a change breaks one use of a schema; `undefined`: it does not. */
export type Rule = (use: SchemaUse) => string | undefined;

/** Rules for either direction; one that is left out: the change breaks nothing there. */
export interface Directions {
  readonly request?: string | Rule;
  readonly response?: string | Rule;
}

/**
 * The first reason why a change breaks one of the uses. What a change asks of a request, or allows in a response, is
 * nothing new where the same union has a branch that says nothing of it.
 *
 * @param name the property that the change is about, where it is one
 */
export function breaks(
  document: DocumentNode,
  uses: readonly SchemaUse[],
  { request, response }: Directions,
  name?: string,
): string | undefined {
  for (const use of uses) {
    const rule = use.direction === "request" ? request : response;
    const reason = typeof rule === "function" ? rule(use) : rule;
    if (reason !== undefined && !isCovered(document, use, name)) return reason;
  }
  return undefined;
}

/** The uses in which a property with this schema travels at all. */
export function usesCarrying(site: SchemaSite, property: DocumentNode): SchemaUse[] {
  return site.uses.filter((use) => isCarried(use, property));
}

/**
 * Whether a sibling in an `anyOf` accepts whatever the branch accepts, and does not speak of the property that leads to
 * the change: then the change is one of the branch alone, and the union stays as wide as it was.
 */
function isCovered(document: DocumentNode, { unions }: SchemaUse, name: string | undefined): boolean {
  return unions.some(({ keyword, branch, siblings, path }) => {
    const first = [...path, ...(name === undefined ? [] : [name])][0];
    if (keyword !== "anyOf" || first === undefined) return false;
    const own = shapeOf(document, branch);
    return siblings.some((sibling) => {
      const shape = shapeOf(document, sibling);
      const { names, required } = shape;
      return (
        shape.isOpen && !names.has(first) && [...required].every((other) => own.required.has(other) && other !== first)
      );
    });
  });
}

/** What an object schema says of names; `isOpen`: others are allowed, and nothing else is asked for. */
interface Shape {
  readonly names: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  readonly isOpen: boolean;
}

function shapeOf(document: DocumentNode, node: DocumentNode, depth = 0): Shape {
  const target = typeof node.$ref === "string" ? resolve(document, node) : node;
  if (target === undefined || depth > 20) return { names: new Set(), required: new Set(), isOpen: false };
  const parts = (Array.isArray(target.allOf) ? target.allOf : []).map((part) =>
    shapeOf(document, isNode(part) ? part : {}, depth + 1),
  );
  const isObject = target.type === "object" || target.properties !== undefined || parts.some(({ isOpen }) => isOpen);
  const plain = [
    "anyOf",
    "oneOf",
    "not",
    "if",
    "additionalProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
  ];
  const isOpen = isObject && parts.every((part) => part.isOpen) && plain.every((keyword) => !(keyword in target));
  return {
    names: new Set([
      ...Object.keys(isNode(target.properties) ? target.properties : {}),
      ...parts.flatMap((part) => [...part.names]),
    ]),
    required: new Set([...namesIn(target.required), ...parts.flatMap((part) => [...part.required])]),
    isOpen,
  };
}

function resolve(document: DocumentNode, { $ref }: DocumentNode): DocumentNode | undefined {
  const at: Tokens = String($ref)
    .slice(2)
    .split("/")
    .map((token) => decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"));
  return follow(document, at)?.node;
}

/** The texts of a list, as `required` is one. */
export function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === "string") : [];
}

/** The operations that use a schema, each once. */
export function operationsOf(uses: readonly SchemaUse[]): string[] {
  return [...new Set(uses.map(({ operation }) => operation.client.name))];
}

/** The words for a site: those of its first use. */
export function wordsOf(site: SchemaSite): string {
  return site.uses[0]?.words ?? "";
}

/** A number among the keywords of the client's schema, or of the document's where the overlay has none. */
export function limitOf({ client, node }: SchemaSite, keyword: string): number | undefined {
  const value = client?.[keyword] ?? node[keyword];
  return typeof value === "number" ? value : undefined;
}

/** Whether one value, or some, are all that the client or the document allows. */
export function isListed({ client, node }: SchemaSite): boolean {
  return [client, node].some((schema) => schema !== undefined && ("enum" in schema || "const" in schema));
}

/** Whether a change lies within a `oneOf`: there less of one branch may be more of another, so that no rule rates it. */
export function isInOneOf({ uses }: SchemaSite): boolean {
  return uses.some(({ unions }) => unions.some(({ keyword }) => keyword === "oneOf"));
}
