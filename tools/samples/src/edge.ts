import { isDeepStrictEqual } from "node:util";
import type { Model, SchemaObject } from "@workshop/openapi";
import type { Choice } from "./choices.ts";
import type { FlatSchema } from "./flatten-schema.ts";
import type { Growth } from "./growth.ts";
import type { Direction } from "./sample-value.ts";
import { type ScalarEdge, scalarEdges } from "./scalar-edges.ts";
import type { SchemaChecker } from "./schema-checker.ts";

/** A value right at a clause's limit, or just past it. */
export interface Edge {
  /** `within` satisfies the clause to the last, `beyond` breaks it by the least. */
  readonly side: "beyond" | "within";
  readonly keyword: string;
  /** The names that lead to the value within what is described. */
  readonly place: readonly string[];
  /** In words, to stand after the place: `is missing`, `has 257 characters`. */
  readonly words: string;
  /** The value for that place; a missing one has none. */
  readonly change: { readonly kind: "remove" } | { readonly kind: "replace"; readonly value: unknown };
  /** The schema of the document that the clause stands in. */
  readonly origin: SchemaObject | undefined;
  /** The other schemas that say the same of the value: what keeps or breaks one of them does so with all. */
  readonly alike: readonly SchemaObject[];
  /** The schemas that left a choice for the value, which it may break altogether. */
  readonly unions: readonly SchemaObject[];
  /** Only for where the others are no edges: another type may be allowed, too. */
  readonly spare?: true;
}

/** What is needed to look for edges. */
export interface EdgeSearch {
  readonly model: Model;
  readonly checker: SchemaChecker;
  /** What the valid value was made with. */
  readonly taken?: readonly Choice[];
  /** What the value is for; by default a request. */
  readonly direction?: Direction;
  /** What keeps the search from growing without an end; by default made for the schema at hand. */
  readonly growth?: Growth;
  /** Only edges at this place and within are of interest. */
  readonly near?: string;
}

/** Makes edges of the schema at hand. */
export type MakeEdge = (
  side: Edge["side"],
  keyword: string,
  words: string,
  value: unknown,
  at?: readonly string[],
) => Edge;

/** An edge of the value itself, where that stands. */
export const withChange =
  (edge: MakeEdge) =>
  ({ spare, side, keyword, words, value }: ScalarEdge): Edge => ({
    ...edge(side, keyword, words, value),
    ...(spare && { spare }),
  });

/**
 * What is said around references to schemas that are looked at elsewhere: a value that none of them allows, and what is
 * required beside them, as the name that tells them apart.
 */
export function ownEdges({ taken = [] }: EdgeSearch, flat: FlatSchema, valid: unknown, edge: MakeEdge): Edge[] {
  if (flat.ownParts.every(({ $ref, ...others }) => $ref !== undefined && Object.keys(others).length === 0)) return [];
  const { place } = edge("beyond", "type", "", undefined);
  const isFirst = !taken.some(({ point }) => point.at === place.join("."));
  // One value is enough to break them all.
  const wrong = isFirst && flat.unions.length > 0 ? scalarEdges(flat.keywords, valid) : [];
  const names = new Set(flat.ownParts.flatMap(({ required = [] }) => required));
  return [
    ...wrong.filter(({ keyword }) => keyword === "type").map(withChange(edge)),
    ...[...names].flatMap((name) => (isOwn(valid, name) ? [removal(flat, edge, "required", name, "is missing")] : [])),
  ];
}

const isOwn = (value: unknown, name: string): boolean =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name);

/** Something that is left out of an object. */
export function removal(flat: FlatSchema, edge: MakeEdge, keyword: string, name: string, words: string): Edge {
  const { place, ...made } = edge("beyond", keyword, words, undefined);
  const speakers = speakersOf(flat, keyword, name);
  const origin = speakers.at(-1) ?? flat.origins.get(keyword);
  return { ...made, place: [...place, name], change: { kind: "remove" }, origin, alike: speakers.slice(0, -1) };
}

/** Of the schemas that a value is described by, those that speak of a name. */
function speakersOf({ parts }: FlatSchema, keyword: string, name: string): readonly SchemaObject[] {
  const speaks = ({ required = [], properties = {} }: SchemaObject): boolean =>
    keyword === "required" ? required.includes(name) : keyword === "properties" && Object.hasOwn(properties, name);
  return parts.filter(speaks);
}

/** Who says a keyword of the value at hand, and who else says the very same. */
export function saidBy({ origins, parts }: FlatSchema, keyword: string): Pick<Edge, "alike" | "origin"> {
  const origin = origins.get(keyword);
  const said = (schema: SchemaObject | undefined): unknown =>
    Object.entries(schema ?? {}).find(([name]) => name === keyword);
  const alike = parts.filter(
    (part) => part !== origin && said(part) !== undefined && isDeepStrictEqual(said(part), said(origin)),
  );
  return { origin, alike };
}
