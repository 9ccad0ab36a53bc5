import { isNode, type Node } from "../document-side.ts";

/** One schema of a document, in the words of OpenAPI 3.1, and the node that it was written as. */
export interface Part {
  readonly raw: Node;
  readonly keywords: Node;
}

/**
 * Rewrites one schema of OpenAPI 3.0 into the dialect of 3.1 (JSON Schema 2020-12); its subschemas stay as they are,
 * and are rewritten when somebody looks at them.
 */
export function modernise(raw: Node, is30: boolean): Node {
  if (!is30) return withoutOldKeywords(raw);
  // "Any sibling elements of a $ref are ignored" (OpenAPI 3.0.3, Reference Object)
  if (typeof raw.$ref === "string") return { $ref: raw.$ref };
  const { nullable, ...keywords }: Record<string, unknown> = raw;
  makeExclusive(keywords, "exclusiveMinimum", "minimum");
  makeExclusive(keywords, "exclusiveMaximum", "maximum");
  return nullable === true ? withNull(keywords) : keywords;
}

/** Documents of 3.1 that were 3.0 once still carry its words; vendors mean them, and tools read them. */
function withoutOldKeywords(raw: Node): Node {
  const isOld = raw.nullable === true || [raw.exclusiveMinimum, raw.exclusiveMaximum].some((flag) => flag === true);
  if (!isOld) return raw;
  const { $ref, ...siblings } = raw;
  if ($ref !== undefined) return raw;
  return modernise(siblings, true);
}

function makeExclusive(keywords: Record<string, unknown>, exclusive: string, bound: string): void {
  const flag = keywords[exclusive];
  if (typeof flag !== "boolean") return;
  delete keywords[exclusive];
  if (!flag || keywords[bound] === undefined) return;
  keywords[exclusive] = keywords[bound];
  delete keywords[bound];
}

/** `nullable: true`: as a type where there is one, as an alternative elsewhere. */
function withNull(keywords: Record<string, unknown>): Node {
  if (keywords.type === undefined) {
    const says = Object.keys(keywords).some((key) => !ANNOTATIONS.has(key));
    return says ? { anyOf: [keywords, { type: "null" }] } : keywords;
  }
  const types = Array.isArray(keywords.type) ? keywords.type : [keywords.type];
  const nullable: Record<string, unknown> = { ...keywords, type: [...types, "null"] };
  if (Array.isArray(keywords.enum) && !keywords.enum.includes(null)) nullable.enum = [...keywords.enum, null];
  return nullable;
}

/** Keywords that say nothing about which values are meant. */
export const ANNOTATIONS: ReadonlySet<string> = new Set(
  (
    "$anchor $comment $defs $id $schema default definitions deprecated description example examples externalDocs readOnly " +
    "title writeOnly xml"
  ).split(" "),
);

/** Stands in for a reference that leads nowhere within the document. */
export const UNRESOLVED = "$unresolved";

/** The schemas of a mapping such as `properties`; an empty one where it is absent. */
export function mappingOf(part: Part, keyword: string): Node {
  const value = part.keywords[keyword];
  return isNode(value) ? value : {};
}

/** The items of a keyword that holds a list; none where it is absent. */
export function listOf(part: Part, keyword: string): readonly unknown[] {
  const value = part.keywords[keyword];
  return Array.isArray(value) ? value : [];
}

/** The name of the component that a schema refers to; `undefined` if it is no reference. */
export function componentName(schema: unknown): string | undefined {
  return isNode(schema) && typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
}
