import { isDeepStrictEqual } from "node:util";
import { isOfInput, isOfType, type Model, type Schema } from "@workshop/openapi";
import { Choices, Unsampleable } from "./choices.ts";
import { type FlatSchema, flattenSchema } from "./flatten-schema.ts";
import { Growth } from "./growth.ts";
import { impliedType } from "./implied-type.ts";
import { isMarked } from "./is-marked.ts";
import { isWhole, sampleNumber } from "./sample-number.ts";
import { sampleString, sampleStrings } from "./sample-string.ts";
import type { SchemaChecker } from "./schema-checker.ts";

/** How a sample is made. */
export interface Sampling {
  readonly model: Model;
  readonly checker: SchemaChecker;
  readonly choices: Choices;
  /** `minimal`: only what must be there. `filled`: everything that may be. */
  readonly fill: "filled" | "minimal";
  /** Gives each value a number of its own, so that no two of them are alike. */
  readonly numbers: { next: number };
  /** What the value is for; by default a request. */
  readonly direction?: Direction;
  /** What keeps it from growing without an end; by default made for the schema at hand. */
  readonly growth?: Growth;
  /** Whether examples of the document are used; by default they are. */
  readonly examples?: "none";
  /** Of a minimal sample: the place that it has to show besides, with what leads there. */
  readonly near?: Near;
}

/** A place in a value, for example `body.owner`, and how much of it is shown. */
export interface Near {
  readonly at: string;
  readonly fill: "filled" | "minimal";
}

/** How much is shown of what is at a place. */
function fillAt({ fill, near }: Sampling, at: string): "filled" | "minimal" {
  return near !== undefined && isWithin(at, near.at) ? near.fill : fill;
}

const isWithin = (at: string, outer: string): boolean => outer === "" || at === outer || at.startsWith(`${outer}.`);

/** What is read only is not in a request, what is write only not in a response. */
export type Direction = "response" | "request";

/**
 * A value that satisfies a schema, always the same one.
 *
 * @throws {Unsampleable} when there is none, or none that this can find
 */
export function sampleValue(given: Sampling, schema: Schema, at: string, references: readonly string[] = []): unknown {
  const growth = given.growth ?? new Growth(given.model, schema);
  const isShown = growth.admits(schema, at);
  const flat = flattenSchema(given.model, schema, at, given.choices, references);
  const { keywords } = flat;
  // Within itself a schema offers nothing new, nor does one that is shown elsewhere.
  const isKnown = flat.isWithinItself || (!isShown && flat.references.length > references.length);
  const sampling: Sampling = isKnown
    ? { ...given, growth, fill: "minimal", choices: new Choices() }
    : { ...given, growth };
  // Of ways that each are a constant, one was taken: the values beside them say which ones are meant.
  if ("const" in keywords && keywords.enum?.includes(keywords.const) !== false) return keywords.const;
  const isSaid = (value: unknown): boolean => given.direction === "response" || isSendable(value, at);
  if (keywords.enum !== undefined) {
    const said = keywords.enum.filter(isSaid);
    return sampleEnum(sampling, flat, said.length > 0 ? said : keywords.enum, at);
  }
  const [type = impliedType(keywords)] = [keywords.type ?? []].flat();
  // One that is of another type than was chosen belongs to another way.
  const isChosen = (value: unknown): boolean => isPlain(value) && isOfType(value, type) && isSaid(value);
  // Vendors also write a mapping there, which nobody judges in 3.0.
  const isNone = sampling.examples === "none" || !Array.isArray(keywords.examples);
  const example = (isNone ? [] : keywords.examples)?.find(
    (value) => isChosen(value) && sampling.checker.accepts(schema, value),
  );
  if (Array.isArray(example)) return exampleOr(example, sampling, flat, at);
  if (example !== undefined && type !== "object") return example;
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return true;
    case "integer":
    case "number":
      return sampleNumber(keywords, isWhole(keywords, type) ? "integer" : "number", sampling.numbers.next++);
    case "array":
      return sampleArray(sampling, flat, at);
    case "object":
      return sampleObject(sampling, flat, at);
    default:
      return sampleString(keywords, at, sampling.numbers.next++, (text) => {
        const { format = "" } = keywords;
        return sampling.checker.accepts({ format }, text);
      });
  }
}

/** Whether a value may stand at a place of an input: a parameter is not empty, and a header holds no line breaks. */
function isSendable(value: unknown, at: string): boolean {
  const [location] = at.split(".", 1);
  if (at === "body") return value !== "";
  if (typeof value !== "string" || location === "body" || location === at) return true;
  return location === "headers" ? /^[!-~\xa0-\xff](?:[ -~\xa0-\xff]*[!-~\xa0-\xff])?$/.test(value) : value !== "";
}

/** Properties that a request can carry (what is `readOnly` comes from the server alone), or a response. */
export function carriedProperties(
  model: Model,
  { keywords, origins }: Pick<FlatSchema, "keywords" | "origins">,
  direction: Direction = "request",
): [name: string, schema: Schema][] {
  const holder = origins.get("properties");
  // A parameter or a body travels, whatever its schema says of itself where it is a property.
  if (holder !== undefined && isOfInput(holder)) return Object.entries(keywords.properties ?? {});
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  return Object.entries(keywords.properties ?? {}).filter(
    ([, schema]) => model.resolve(schema) !== false && !isMarked(model, schema, flag),
  );
}

/** Where a member of a value is. */
function within(at: string, member: number | string): string {
  return at === "" ? String(member) : `${at}.${member}`;
}

function sampleEnum(
  sampling: Sampling,
  { keywords, origins }: FlatSchema,
  values: readonly unknown[],
  at: string,
): unknown {
  const types = [origins.get("type")?.type ?? []].flat();
  const fitting = values.filter((value) => types.length === 0 || types.some((type) => isOfType(value, type)));
  if (fitting.length === 0) throw new Unsampleable(at, "no value is in all of its enums, and of its type");
  const ordered = [...fitting].sort((left, right) => Number(left === null) - Number(right === null));
  if (ordered.length === 1) return ordered[0];
  const labels = ordered.map((value) => JSON.stringify(value));
  const schema = origins.get("enum") ?? keywords;
  return ordered[sampling.choices.decide({ at, keyword: "enum", labels, schema })];
}

/** An example that is used as it is: one with objects in it might leave out what a filled sample has to show. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => typeof item !== "object");
  return typeof value !== "object";
}

/** An item more of a list, another one where no two may be alike; `undefined`: there is none. */
export function nextItem(
  sampling: Sampling,
  { keywords: { items = true, uniqueItems }, references }: FlatSchema,
  at: string,
  others: readonly unknown[],
): unknown {
  const isNew = (value: unknown): boolean => !others.some((other) => isDeepStrictEqual(other, value));
  const item = sampleValue(sampling, items, at, references);
  if (uniqueItems !== true || isNew(item)) return item;
  const other = withoutExamples(sampling, items, at, references);
  if (isNew(other)) return other;
  const resolved = sampling.model.resolve(items);
  if (typeof resolved === "boolean") return undefined;
  const texts = resolved.type === "string" ? sampleStrings(resolved, at, others.length) : [];
  return (resolved.enum ?? (resolved.type === "boolean" ? [true, false] : texts)).find(isNew);
}

/** Another item, where an example is the same each time. */
function withoutExamples(sampling: Sampling, schema: Schema, at: string, references: readonly string[]): unknown {
  return sampleValue({ ...sampling, examples: "none" }, schema, at, references);
}

function sampleArray(sampling: Sampling, flat: FlatSchema, at: string): unknown[] {
  const { keywords, references } = flat;
  const { prefixItems = [], items = true, minItems = 0, maxItems = Infinity, contains } = keywords;
  const values = prefixItems.map((schema, index) => sampleValue(sampling, schema, within(at, index), references));
  // An empty list is legal where nothing else is said, but says nothing about its items: one, or two, are better samples.
  const wanted = Math.min(maxItems, Math.max(minItems, values.length, fillAt(sampling, at) === "filled" ? 2 : 1));
  try {
    if (contains !== undefined) values.push(sampleValue(sampling, contains, within(at, values.length), references));
    while (items !== false && values.length < wanted) {
      const item = nextItem(sampling, flat, within(at, values.length), values);
      if (item === undefined) break;
      values.push(item);
    }
  } catch (error) {
    if (!(error instanceof Unsampleable) || values.length < minItems) throw error;
  }
  return values;
}

/** An example of a list, unless another way is asked for within it: what an item leaves open is seen by making one. */
function exampleOr(example: readonly unknown[], sampling: Sampling, flat: FlatSchema, at: string): readonly unknown[] {
  try {
    const made = sampleArray(sampling, flat, at);
    // What is between two items is seen of two.
    const isShort = example.length < 2 && made.length > 1 && fillAt(sampling, at) === "filled";
    return isShort || sampling.choices.isAskedWithin(at) ? made : example;
  } catch (error) {
    if (error instanceof Unsampleable) return example;
    throw error;
  }
}

function sampleObject(sampling: Sampling, flat: FlatSchema, at: string): Record<string, unknown> {
  const { keywords, references } = flat;
  const value: Record<string, unknown> = {};
  const required = new Set(keywords.required ?? []);
  const fill = fillAt(sampling, at);
  const leads = (name: string): boolean => sampling.near !== undefined && isWithin(sampling.near.at, within(at, name));
  const set = (name: string, schema: Schema): void => {
    Object.defineProperty(value, name, {
      value: sampleValue(sampling, schema, within(at, name), references),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  };
  const carried = carriedProperties(sampling.model, flat, sampling.direction);
  // Of so many that there have to be, the known ones come first: a request may have no others.
  const isWanted = (name: string): boolean => fill === "filled" || required.has(name) || leads(name);
  const missing =
    (keywords.minProperties ?? 0) - Math.max(required.size, carried.filter(([name]) => isWanted(name)).length);
  const more = carried.filter(([name]) => !isWanted(name)).slice(0, Math.max(missing, 0));
  // What must be there, and what leads to a place, come before what may be there.
  const isFirst = (name: string): boolean => required.has(name) || leads(name);
  const room =
    (keywords.maxProperties ?? Infinity) - new Set([...required, ...carried.map(([name]) => name).filter(leads)]).size;
  let optional = 0;
  for (const [name, schema] of carried) {
    if (!isWanted(name) && !more.some(([other]) => other === name)) continue;
    if (!isFirst(name) && optional++ >= room) continue;
    try {
      set(name, schema);
    } catch (error) {
      if (!(error instanceof Unsampleable) || required.has(name)) throw error;
    }
  }
  const others = keywords.additionalProperties ?? true;
  for (const name of required) {
    if (!(name in value) && keywords.properties?.[name] === undefined) set(name, others);
  }
  const extra = Math.max(
    (keywords.minProperties ?? 0) - Object.keys(value).length,
    (fill === "filled" || leads("key1")) && keywords.additionalProperties !== undefined && others !== false ? 1 : 0,
  );
  for (let number = 1; number <= extra && others !== false; number += 1) {
    const name =
      keywords.propertyNames === undefined ? `key${number}` : sampleValue(sampling, keywords.propertyNames, at);
    try {
      set(String(name), others);
    } catch (error) {
      if (!(error instanceof Unsampleable) || (keywords.minProperties ?? 0) > Object.keys(value).length) throw error;
    }
  }
  return value;
}
