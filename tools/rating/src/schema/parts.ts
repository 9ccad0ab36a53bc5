import { isObject, type Schema, type SchemaObject } from "@workshop/openapi";
import {
  ALL_TYPES,
  isSameValue,
  matches,
  shared,
  typeOfValue,
  typesOfKeyword,
  type ValueType,
  without,
} from "./values.ts";

/** One schema of a model, without what it refers to. */
export interface Part {
  /** As the model has it. */
  readonly schema: SchemaObject;
  /** What is left of it where some of it is told apart. */
  readonly keywords: SchemaObject;
}

/** `anyOf` or `oneOf`. */
export interface Union {
  readonly kind: "anyOf" | "oneOf";
  readonly branches: readonly Schema[];
  readonly part: Part;
}

/** Keywords that say nothing about which values are meant. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  "$anchor",
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "default",
  "definitions",
  "deprecated",
  "description",
  "examples",
  "externalDocs",
  "readOnly",
  "title",
  "writeOnly",
  "xml",
]);

/** The schemas of a keyword that holds a list of them; none where it is absent. */
export function listOf({ keywords }: Part, keyword: "allOf" | "anyOf" | "oneOf" | "prefixItems"): readonly Schema[] {
  return keywords[keyword] ?? [];
}

/** The schemas of a mapping; an empty one where it is absent. */
export function mappingOf(
  { keywords }: Part,
  keyword: "dependentSchemas" | "patternProperties" | "properties",
): Readonly<Record<string, Schema>> {
  // The model reads these keywords as mappings to schemas.
  return (keywords[keyword] as Readonly<Record<string, Schema>> | undefined) ?? {};
}

/** What the parts of a conjunction say under each name of a keyword that holds a mapping. */
export function membersByName(
  { parts }: { readonly parts: readonly Part[] },
  keyword: "dependentSchemas" | "patternProperties",
): ReadonlyMap<string, readonly Schema[]> {
  const members = parts.flatMap((part) => Object.entries(mappingOf(part, keyword)));
  const byName = Map.groupBy(members, ([name]) => name);
  return new Map([...byName].map(([name, all]) => [name, all.map(([, schema]) => schema)]));
}

/** Keywords that hold one schema. */
export type SchemaKeyword =
  | "additionalProperties"
  | "contains"
  | "contentSchema"
  | "else"
  | "if"
  | "items"
  | "not"
  | "propertyNames"
  | "then"
  | "unevaluatedItems"
  | "unevaluatedProperties";

/** The schema of a keyword that holds one; `undefined` where it is absent. */
export function schemaOf({ keywords }: Part, keyword: SchemaKeyword): Schema | undefined {
  return keywords[keyword] as Schema | undefined; // the model reads these keywords as schemas
}

/** The schemas of a keyword that holds one, of several parts. */
export function schemasOf({ parts }: { readonly parts: readonly Part[] }, keyword: SchemaKeyword): Schema[] {
  return parts.map((part) => schemaOf(part, keyword)).filter((schema) => schema !== undefined);
}

/** The name of the component that a schema refers to; `undefined` if it is no reference. */
export function componentName(schema: Schema | undefined): string | undefined {
  return typeof schema === "object" && typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
}

/** The types that schemas allow together, alternatives left out. */
export function typesOf(parts: readonly Part[]): ReadonlySet<ValueType> {
  let types = ALL_TYPES;
  for (const { keywords } of parts) {
    if (keywords.type !== undefined) types = shared(types, typesOfKeyword(keywords.type));
    const { multipleOf } = keywords;
    if (typeof multipleOf === "number" && Number.isInteger(multipleOf))
      types = without(types, new Set(["fraction"] as const));
  }
  const values = valuesOf(parts);
  return values === undefined ? types : shared(types, new Set(values.map(typeOfValue)));
}

/** The values that schemas list together; `undefined` where none lists any. */
export function valuesOf(parts: readonly Part[]): readonly unknown[] | undefined {
  let values: readonly unknown[] | undefined;
  for (const { keywords } of parts) {
    const lists = [
      ...(Array.isArray(keywords.enum) ? [keywords.enum as readonly unknown[]] : []),
      ...(Object.hasOwn(keywords, "const") ? [[keywords.const]] : []),
    ];
    for (const list of lists) {
      values = values?.filter((value) => list.some((other) => isSameValue(value, other))) ?? list;
    }
  }
  return values;
}

/** What one schema says of a property: by its name, by a pattern that matches it, or as one of all others. */
export function membersOf(part: Part, name: string): Schema[] {
  const properties = mappingOf(part, "properties");
  const found = [
    ...(Object.hasOwn(properties, name) ? [properties[name] ?? true] : []),
    ...Object.entries(mappingOf(part, "patternProperties")).flatMap(([pattern, member]) =>
      matches(pattern, name) ? [member] : [],
    ),
  ];
  if (found.length > 0) return found;
  const others = schemaOf(part, "additionalProperties");
  return others === undefined ? [] : [others];
}

/** The alternatives of one schema that leave a choice. */
export function unionsOf(part: Part): Union[] {
  return (["anyOf", "oneOf"] as const).flatMap((kind) => {
    const branches = alternatives(part.keywords, kind);
    if (branches.length === 0 || (kind === "anyOf" && branches.some(isOpen))) return [];
    return { kind, branches, part };
  });
}

function alternatives(keywords: SchemaObject, kind: "anyOf" | "oneOf"): Schema[] {
  return (keywords[kind] ?? [])
    .filter((branch) => branch !== false)
    .flatMap((branch) => {
      const isNested = isObject(branch) && kind === "anyOf" && Object.keys(branch).join() === kind;
      return isNested ? alternatives(branch, kind) : [branch];
    });
}

function isOpen(branch: Schema): boolean {
  return branch === true || (isObject(branch) && Object.keys(branch).every((key) => ANNOTATIONS.has(key)));
}

const unionless = new WeakMap<Part, Part>();

/** The same schema without its alternatives, and what tells them apart; always the same object. */
export function withoutUnions(part: Part): Part {
  if (part.keywords.anyOf === undefined && part.keywords.oneOf === undefined) return part;
  let stripped = unionless.get(part);
  if (stripped === undefined) {
    const { anyOf: _any, oneOf: _one, discriminator: _by, ...keywords } = part.keywords;
    stripped = { schema: part.schema, keywords };
    unionless.set(part, stripped);
  }
  return stripped;
}
