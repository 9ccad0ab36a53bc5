import { isOfType, type Model, reachable, type Schema, type SchemaObject, type SchemaType } from "@workshop/openapi";
import { type Choices, Unsampleable } from "./choices.ts";
import { mergeSchemas } from "./merge-schemas.ts";

/** A schema without references and combinators at its top: what it asks for once every choice is made. */
export interface FlatSchema {
  readonly keywords: SchemaObject;
  /** The schema of the document that each keyword stands in. */
  readonly origins: ReadonlyMap<string, SchemaObject>;
  /** All schemas that it is made of. */
  readonly parts: readonly SchemaObject[];
  /** Those of them that stand at the place itself, and not behind a reference. */
  readonly ownParts: readonly SchemaObject[];
  /** The schemas that left the choices which were made on the way. */
  readonly unions: readonly SchemaObject[];
  /** The references that led here, so that a schema which contains itself is noticed. */
  readonly references: readonly string[];
  /** Whether one of its schemas is met within itself. What only describes much, as a base of many others, is not that. */
  readonly isWithinItself: boolean;
}

/**
 * Follows references, merges `allOf`, and takes one way at each `anyOf`, `oneOf`, `if` and list of types.
 *
 * @throws {Unsampleable} when a reference has led here twice already: a schema within itself is looked at once
 */
export function flattenSchema(
  model: Model,
  schema: Schema,
  at: string,
  choices: Choices,
  references: readonly string[] = [],
): FlatSchema {
  return flattenPart({ model, at, choices, outer: references, around: [] }, schema, references);
}

interface Place {
  readonly model: Model;
  readonly at: string;
  readonly choices: Choices;
  /** The references that led to the place. */
  readonly outer: readonly string[];
  /** Those at the place that lead to the part at hand. */
  readonly around: readonly string[];
}

function flattenPart(place: Place, schema: Schema, references: readonly string[]): FlatSchema {
  const { model, at, choices, outer, around } = place;
  if (schema === false) throw new Unsampleable(at, "nothing is allowed there");
  if (schema === true) {
    return {
      keywords: {},
      origins: new Map(),
      parts: [],
      ownParts: [],
      unions: [],
      references,
      isWithinItself: false,
    };
  }
  const { $ref, allOf, anyOf, oneOf, if: condition, then, else: otherwise, ...own } = schema;
  let flat: FlatSchema = {
    keywords: own,
    origins: originsOf(own, schema),
    parts: [schema],
    ownParts: [schema],
    unions: [],
    references,
    isWithinItself: false,
  };
  const inner: Place = $ref === undefined ? place : { ...place, around: [...around, $ref] };
  const add = (part: Schema): void => {
    flat = combine(flat, flattenPart(inner, part, flat.references));
  };
  if ($ref !== undefined) {
    const times = outer.filter((known) => known === $ref).length;
    const isWithin = times > 0 && leadsToItself(model, $ref);
    if (around.includes($ref) || (isWithin && times > 1)) throw new Unsampleable(at, `${$ref} contains itself`);
    const { ownParts } = flat;
    // Two parts may be made of the same third one.
    const isNew = !flat.references.slice(outer.length).includes($ref);
    flat = { ...flat, references: isNew ? [...flat.references, $ref] : flat.references, isWithinItself: isWithin };
    add(model.resolve(schema));
    flat = { ...flat, ownParts };
  }
  for (const part of allOf ?? []) add(part);
  for (const [keyword, branches] of [
    ["anyOf", anyOf],
    ["oneOf", oneOf],
  ] as const) {
    if (branches === undefined || branches.length === 0) continue;
    // Last what is no value at all, and before that what is none.
    const rank = (branch: Schema): number =>
      isExcluded(model, flat.keywords, branch) ? 2 : Number(isNull(model, branch));
    const ordered = [...branches].sort((left, right) => rank(left) - rank(right));
    const labels = ordered.map((branch, index) => labelOf(model, branch, index));
    flat = { ...flat, unions: [...flat.unions, schema] };
    add(ordered[choices.decide({ at, keyword, labels, schema })] ?? true);
  }
  if (condition !== undefined) {
    const met = choices.decide({ at, keyword: "if", labels: ["condition met", "condition not met"], schema }) === 0;
    if (met) add(condition);
    add((met ? then : otherwise) ?? true);
  }
  return chooseType(flat, at, choices, schema);
}

function chooseType(flat: FlatSchema, at: string, choices: Choices, schema: SchemaObject): FlatSchema {
  const { type } = flat.keywords;
  if (type === undefined || typeof type === "string") return flat;
  if (type.length === 0) throw new Unsampleable(at, "no value is of all its types");
  const ordered: SchemaType[] = [...type].sort((left, right) => Number(left === "null") - Number(right === "null"));
  const chosen =
    ordered.length === 1
      ? 0
      : choices.decide({ at, keyword: "type", labels: ordered, schema: flat.origins.get("type") ?? schema });
  return { ...flat, keywords: { ...flat.keywords, type: ordered[chosen] ?? "null" } };
}

function combine(left: FlatSchema, right: FlatSchema): FlatSchema {
  return {
    keywords: mergeSchemas(left.keywords, right.keywords),
    origins: new Map([...left.origins, ...right.origins]),
    parts: [...left.parts, ...right.parts],
    ownParts: [...left.ownParts, ...right.ownParts],
    unions: [...left.unions, ...right.unions],
    // Those on the right began with those on the left.
    references: right.references,
    isWithinItself: left.isWithinItself || right.isWithinItself,
  };
}

const circles = new WeakMap<Model, Map<string, boolean>>();

/** Whether values of a named schema may hold values of the same one. */
function leadsToItself(model: Model, reference: string): boolean {
  const ofModel = circles.get(model) ?? new Map<string, boolean>();
  circles.set(model, ofModel);
  const known = ofModel.get(reference);
  if (known !== undefined) return known;
  const found = reachable(model.schemas, [model.schemas.get(reference) ?? true]).has(reference);
  ofModel.set(reference, found);
  return found;
}

function originsOf(keywords: SchemaObject, schema: SchemaObject): Map<string, SchemaObject> {
  return new Map(Object.keys(keywords).map((keyword) => [keyword, schema]));
}

function isNull(model: Model, schema: Schema): boolean {
  const resolved = model.resolve(schema);
  return typeof resolved === "object" && resolved.type === "null";
}

/** Whether no value of the enum beside a branch is of its type. */
function isExcluded(model: Model, { enum: members }: SchemaObject, branch: Schema): boolean {
  const resolved = model.resolve(branch);
  if (members === undefined || typeof resolved === "boolean" || resolved.type === undefined) return false;
  const types = [resolved.type].flat();
  return !members.some((member) => types.some((type) => isOfType(member, type)));
}

function labelOf(model: Model, branch: Schema, index: number): string {
  const resolved = model.resolve(branch);
  if (typeof resolved === "object") {
    const name = (typeof branch === "object" ? branch.$ref?.split("/").at(-1) : undefined) ?? resolved.title;
    if (name !== undefined) return name;
    if (typeof resolved.type === "string" && resolved.type !== "object") return `${resolved.type} (${index + 1})`;
  }
  return `form ${index + 1}`;
}
