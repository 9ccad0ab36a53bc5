import type { Schema } from "@workshop/openapi";
import { Choices, Unsampleable } from "./choices.ts";
import { type Edge, type EdgeSearch, type MakeEdge, ownEdges, removal, saidBy, withChange } from "./edge.ts";
import { type FlatSchema, flattenSchema } from "./flatten-schema.ts";
import { forbiddenNames } from "./forbidden-names.ts";
import { Growth } from "./growth.ts";
import { carriedProperties, nextItem, sampleValue } from "./sample-value.ts";
import { type ScalarEdge, scalarEdges } from "./scalar-edges.ts";

/**
 * The edges of a schema and of everything within it that the valid value shows. They are candidates: what one branch
 * forbids, another may allow, so the caller checks each against the whole schema.
 */
export function schemaEdges(
  given: EdgeSearch,
  schema: Schema,
  valid: unknown,
  place: readonly string[] = [],
  references: readonly string[] = [],
): Edge[] {
  const at = place.join(".");
  const { near = "" } = given;
  const isWithin = near === "" || `${at}.`.startsWith(`${near}.`);
  if (!isWithin && at !== "" && !`${near}.`.startsWith(`${at}.`)) return [];
  const search = { ...given, growth: given.growth ?? new Growth(given.model, schema, near !== "") };
  const isShown = search.growth.admits(schema, at);
  let flat: FlatSchema;
  try {
    flat = flattenSchema(search.model, schema, at, new Choices(...(search.taken ?? [])), references);
  } catch (error) {
    if (error instanceof Unsampleable) return [];
    throw error;
  }
  if (flat.isWithinItself) return [];
  // Of schemas that lead to each other each is looked at where it is shown.
  const isElsewhere = !isShown && flat.references.length > references.length;
  const edge = (
    side: Edge["side"],
    keyword: string,
    words: string,
    value: unknown,
    at: readonly string[] = place,
  ): Edge => ({
    side,
    keyword,
    words,
    place: at,
    change: { kind: "replace", value },
    ...saidBy(flat, keyword),
    unions: flat.unions,
  });
  if (isElsewhere) return isWithin ? ownEdges(given, flat, valid, edge) : [];
  const own = [...scalarEdges(flat.keywords, valid), ...excludedEdges(search, flat)].map(withChange(edge));
  if (Array.isArray(valid)) return [...(isWithin ? own : []), ...arrayEdges(search, flat, valid, place, edge)];
  if (typeof valid === "object" && valid !== null) {
    return [...(isWithin ? own : []), ...objectEdges(search, flat, valid, place, edge)];
  }
  return isWithin ? own : [];
}

/** What `not` speaks of. */
function excludedEdges({ model, checker }: EdgeSearch, { keywords, references }: FlatSchema): ScalarEdge[] {
  if (keywords.not === undefined) return [];
  const sampling = { model, checker, choices: new Choices(), fill: "filled" as const, numbers: { next: 3_000 } };
  try {
    const value = sampleValue(sampling, keywords.not, "excluded", references);
    return [{ side: "beyond", keyword: "not", words: "is what is excluded", value }];
  } catch (error) {
    if (error instanceof Unsampleable) return [];
    throw error;
  }
}

function arrayEdges(
  search: EdgeSearch,
  flat: FlatSchema,
  valid: readonly unknown[],
  place: readonly string[],
  edge: MakeEdge,
): Edge[] {
  const { minItems = 0, maxItems, uniqueItems, items = true, prefixItems = [] } = flat.keywords;
  const edges: Edge[] = [];
  const ofLength = (length: number): unknown[] | undefined => listOf(search, flat, valid, length);
  const offer = (side: Edge["side"], keyword: string, length: number): void => {
    const value = ofLength(length);
    if (value !== undefined) edges.push(edge(side, keyword, `has ${count(length, "item")}`, value));
  };
  if (minItems > 0) {
    offer("beyond", "minItems", minItems - 1);
    offer("within", "minItems", minItems);
  }
  if (maxItems !== undefined && maxItems <= 20_000) {
    offer("within", "maxItems", maxItems);
    offer("beyond", "maxItems", maxItems + 1);
  }
  if (uniqueItems === true && valid.length > 0) {
    edges.push(edge("beyond", "uniqueItems", "has the same item twice", [valid[0], valid[0]]));
  }
  // Each place of a tuple, and the first of the items that are alike.
  for (const [index, item] of valid.slice(0, prefixItems.length + 1).entries()) {
    const schema = prefixItems[index] ?? items;
    edges.push(...schemaEdges(search, schema, item, [...place, String(index)], flat.references));
  }
  return edges;
}

/** A list of a length, of items that differ. `undefined` where no item can be made. */
function listOf(
  { model, checker }: EdgeSearch,
  flat: FlatSchema,
  valid: readonly unknown[],
  length: number,
): unknown[] | undefined {
  const numbers = { next: 1_000 };
  const list = valid.slice(0, length);
  const sampling = { model, checker, choices: new Choices(), fill: "minimal" as const, numbers };
  try {
    while (list.length < length) {
      // Where no two may be alike and there are no others, a list that is too long has some twice.
      list.push(nextItem(sampling, flat, "item", list) ?? list[0]);
    }
  } catch (error) {
    if (error instanceof Unsampleable) return undefined;
    throw error;
  }
  return list;
}

function objectEdges(
  search: EdgeSearch,
  flat: FlatSchema,
  valid: object,
  place: readonly string[],
  edge: MakeEdge,
): Edge[] {
  const { required = [], additionalProperties, minProperties, maxProperties, dependentRequired = {} } = flat.keywords;
  const { unevaluatedProperties, propertyNames } = flat.keywords;
  const edges: Edge[] = [];
  const needed = (name: string): number => Number(required.includes(name));
  const without = (keyword: string, name: string, words: string): Edge => removal(flat, edge, keyword, name, words);
  for (const name of required) if (Object.hasOwn(valid, name)) edges.push(without("required", name, "is missing"));
  for (const name of Object.keys(valid)) {
    const isDeclared = Object.hasOwn(flat.keywords.properties ?? {}, name) && !required.includes(name);
    if (isDeclared) edges.push({ ...without("properties", name, "is left out"), side: "within" });
  }
  for (const [name, others] of Object.entries(dependentRequired)) {
    for (const other of others) {
      if (!Object.hasOwn(valid, name) || !Object.hasOwn(valid, other)) continue;
      edges.push(without("dependentRequired", other, `is missing beside ${name}`));
    }
  }
  if (additionalProperties === false) {
    edges.push(edge("beyond", "additionalProperties", "is not declared", "text", [...place, "notDeclared"]));
  }
  if (unevaluatedProperties === false && additionalProperties === undefined) {
    edges.push(edge("beyond", "unevaluatedProperties", "is not declared", "text", [...place, "notDeclared"]));
  }
  const names = Object.keys(valid);
  const other = names.find((name) => !Object.hasOwn(flat.keywords.properties ?? {}, name));
  if (propertyNames !== undefined && other !== undefined) {
    for (const name of forbiddenNames(search.model, search.checker, propertyNames)) {
      const value = { ...valid, [name]: (valid as Record<string, unknown>)[other] }; // an own property
      edges.push(edge("beyond", "propertyNames", `has the name ${JSON.stringify(name)}`, value));
    }
  }
  if (minProperties !== undefined && minProperties > required.length) {
    const ordered = Object.entries(valid).sort(([left], [right]) => needed(right) - needed(left));
    const fewer = Object.fromEntries(ordered.slice(0, minProperties - 1));
    edges.push(
      edge(
        "within",
        "minProperties",
        "has just enough properties",
        Object.fromEntries(ordered.slice(0, minProperties)),
      ),
    );
    edges.push(
      edge("beyond", "minProperties", `has ${names.length === 1 ? "no property" : "too few properties"}`, fewer),
    );
  }
  const others = additionalProperties ?? flat.keywords.properties === undefined;
  if (maxProperties !== undefined && others !== false) {
    const { model, checker } = search;
    const sampling = { model, checker, choices: new Choices(), fill: "minimal" as const, numbers: { next: 2_000 } };
    const more = Array.from({ length: Math.max(0, maxProperties + 1 - names.length) }, (_, index) => [
      propertyNames === undefined ? `more${index}` : String(sampleValue(sampling, propertyNames, "more")),
      sampleValue(sampling, others, "more"),
    ]);
    const most = { ...valid, ...Object.fromEntries(more.slice(0, -1)) };
    if (more.length > 0) edges.push(edge("within", "maxProperties", "has as many properties as it may", most));
    edges.push(edge("beyond", "maxProperties", "has too many properties", { ...valid, ...Object.fromEntries(more) }));
  }
  if (maxProperties !== undefined && names.length >= maxProperties) {
    edges.push(...crowdedEdges(search, flat, valid, place, edge));
  }
  for (const [name, schema] of carriedProperties(search.model, flat, search.direction)) {
    if (!Object.hasOwn(valid, name)) continue;
    // An own property of the valid value.
    const value = (valid as Record<string, unknown>)[name];
    edges.push(...schemaEdges(search, schema, value, [...place, name], flat.references));
  }
  if (typeof additionalProperties === "object" && other !== undefined) {
    // As above: an own property.
    const value = (valid as Record<string, unknown>)[other];
    edges.push(...schemaEdges(search, additionalProperties, value, [...place, other], flat.references));
  }
  return edges;
}

/** Of an object that has no room for all its properties: each that is not there, in place of others, and one too many. */
function crowdedEdges(
  search: EdgeSearch,
  flat: FlatSchema,
  valid: object,
  place: readonly string[],
  edge: MakeEdge,
): Edge[] {
  const { model, checker, direction } = search;
  const { required = [], maxProperties = Infinity } = flat.keywords;
  const common = { model, checker, choices: new Choices(), fill: "filled" as const, numbers: { next: 4_000 } };
  const sampling = direction === undefined ? common : { ...common, direction };
  const there = Object.fromEntries(Object.entries(valid).filter(([name]) => required.includes(name)));
  return carriedProperties(model, flat, direction).flatMap(([name, schema]) => {
    if (Object.hasOwn(valid, name)) return [];
    try {
      const value = sampleValue(sampling, schema, [...place, name].join("."), flat.references);
      const inner = schemaEdges(search, schema, value, [...place, name], flat.references);
      const shown = edge("within", "properties", `shows ${name}`, { ...there, [name]: value });
      if (Object.keys(valid).length > maxProperties) return [shown, ...inner];
      const more = edge("beyond", "maxProperties", `has ${name} besides`, { ...valid, [name]: value });
      return [shown, more, ...inner];
    } catch (error) {
      if (error instanceof Unsampleable) return [];
      throw error;
    }
  });
}

function count(number: number, noun: string): string {
  return `${number === 0 ? "no" : number} ${noun}${number === 1 ? "" : "s"}`;
}
