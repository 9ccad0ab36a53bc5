import { isObject } from "../document/parse.ts";
import type { SchemaType } from "./types.ts";

/** How the value of an applicator keyword holds schemas. */
export type Applicator = "list" | "mapping" | "schema";

/**
 * The keywords whose value is a schema, a list of schemas, or a mapping from names to schemas (JSON Schema 2020-12, Core,
 * "Keywords for Applying Subschemas", and what OpenAPI uses of it). The one table of them: whoever goes through a schema
 * does it by `children` or `collect`, but for judges that must not share a mistake with the model.
 */
export const APPLICATORS: ReadonlyMap<string, Applicator> = new Map<string, Applicator>([
  ["allOf", "list"],
  ["anyOf", "list"],
  ["oneOf", "list"],
  ["prefixItems", "list"],
  ["$defs", "mapping"],
  ["dependentSchemas", "mapping"],
  ["patternProperties", "mapping"],
  ["properties", "mapping"],
  ["additionalProperties", "schema"],
  ["contains", "schema"],
  ["contentSchema", "schema"],
  ["else", "schema"],
  ["if", "schema"],
  ["items", "schema"],
  ["not", "schema"],
  ["propertyNames", "schema"],
  ["then", "schema"],
  ["unevaluatedItems", "schema"],
  ["unevaluatedProperties", "schema"],
]);

/** The applicators that apply to the very value that the schema describes, and not to something within it. */
export const IN_PLACE: ReadonlySet<string> = new Set([
  "allOf",
  "anyOf",
  "dependentSchemas",
  "else",
  "if",
  "not",
  "oneOf",
  "then",
]);

/** Whether a value is of a type, as the keyword `type` has them. */
export function isOfType(value: unknown, type: SchemaType): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** Keywords whose value is no schema. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  "const",
  "default",
  "discriminator",
  "enum",
  "example",
  "examples",
  "externalDocs",
  "xml",
]);

/**
 * Whether a schema may stand at a place of a document: in a component, under `schema`, and within these where a keyword holds
 * schemas. Of keywords that nobody knows, and of extensions, nobody knows it.
 */
export function mayHoldSchema(tokens: readonly string[]): boolean {
  if (tokens.some((token) => token.startsWith("x-"))) return true;
  const isComponent = tokens[0] === "components" && tokens[1] === "schemas";
  const keyword = tokens.findIndex((token, at) => at > 2 && (token === "schema" || token === "itemSchema"));
  if (!isComponent && keyword === -1) return false;
  let at = isComponent ? 3 : keyword + 1;
  while (at < tokens.length) {
    const token = tokens[at] ?? "";
    const kind = APPLICATORS.get(token) ?? (token === "definitions" ? "mapping" : undefined);
    if (kind === undefined) return !ANNOTATIONS.has(token);
    at += kind === "schema" ? 1 : 2;
  }
  return at === tokens.length;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** What some keywords have to be. Where a document is imported, all of them are judged; here those that everything else stands on. */
export const FORMS: readonly (readonly [
  keyword: string,
  isOne: (value: unknown) => boolean,
  words: string,
  remedy: string,
])[] = [
  ["$ref", isText, "a text", "refer to a component, as `#/components/schemas/Thing` does"],
  ["type", (value) => isText(value) || isTexts(value), "a text or a list of texts", "name a type, such as string"],
  ["pattern", isText, "a text", "give a regular expression, in quotes"],
  ["enum", Array.isArray, "a list", "give a list of values"],
];
