import { isObject, type Schema } from "@workshop/openapi";
import type { Conjunction } from "./conjunction.ts";
import { listOf, mappingOf, membersOf, type Part, type SchemaKeyword, schemaOf } from "./parts.ts";
import { isMultiple, isSameValue, matches, typeOfValue } from "./values.ts";

/** `undefined`: it cannot be told, because it depends on what other schemas have looked at. */
type Acceptance = boolean | undefined;

/** Whether a schema accepts a value, as far as that can be told; formats are not looked at. */
export function accepts(schema: Conjunction, value: unknown): Acceptance {
  return new Acceptances().of(schema, value);
}

/** What schemas make of a value and its parts, each asked once. */
class Acceptances {
  private readonly known = new Map<Conjunction, Map<unknown, Acceptance>>();

  of(schema: Conjunction, value: unknown): Acceptance {
    const known = this.known.get(schema) ?? new Map<unknown, Acceptance>();
    this.known.set(schema, known);
    if (!known.has(value)) known.set(value, this.ask(schema, value));
    return known.get(value);
  }

  private ask(schema: Conjunction, value: unknown): Acceptance {
    if (schema.isNever || !schema.types.has(typeOfValue(value))) return false;
    if (schema.values?.every((known) => !isSameValue(known, value)) === true) return false;
    return every([
      ...schema.parts.map((part) => this.satisfies(schema, part, value)),
      ...schema.unions.map(({ branches, kind }) => {
        const each = branches.map((branch) => this.of(schema.all([branch]), value));
        return kind === "anyOf" ? some(each) : exactlyOne(each);
      }),
    ]);
  }

  private satisfies(schema: Conjunction, part: Part, value: unknown): Acceptance {
    const inner: Inner = (member, of) => (member === undefined ? true : this.of(schema.all([member]), of));
    return every([
      part.keywords.not === undefined ? true : not(inner(part.keywords.not, value)),
      satisfiesCondition(part, value, inner),
      typeof value === "number" ? satisfiesNumber(part, value) : true,
      typeof value === "string" ? satisfiesText(part, value) : true,
      Array.isArray(value) ? satisfiesArray(part, value, inner) : true,
      isObject(value) ? satisfiesObject(part, value, inner) : true,
    ]);
  }
}

type Inner = (schema: Schema | undefined, value: unknown) => Acceptance;

function every(acceptances: readonly Acceptance[]): Acceptance {
  if (acceptances.includes(false)) return false;
  return acceptances.includes(undefined) ? undefined : true;
}

function some(acceptances: readonly Acceptance[]): Acceptance {
  if (acceptances.includes(true)) return true;
  return acceptances.includes(undefined) ? undefined : false;
}

function exactlyOne(acceptances: readonly Acceptance[]): Acceptance {
  const sure = acceptances.filter((acceptance) => acceptance === true).length;
  if (sure > 1) return false;
  return acceptances.includes(undefined) ? undefined : sure === 1;
}

function not(acceptance: Acceptance): Acceptance {
  return acceptance === undefined ? undefined : !acceptance;
}

function satisfiesCondition(part: Part, value: unknown, inner: Inner): Acceptance {
  const [condition, consequence, otherwise] = (["if", "then", "else"] as const).map((key) => schemaOf(part, key));
  if (condition === undefined || (consequence === undefined && otherwise === undefined)) return true;
  const isMet = inner(condition, value);
  return isMet === undefined ? undefined : inner(isMet ? consequence : otherwise, value);
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function isWithin(count: number, least: unknown, most: unknown): boolean {
  return count >= number(least, count) && count <= number(most, count);
}

function satisfiesNumber({ keywords }: Part, value: number): boolean {
  return (
    isWithin(value, keywords.minimum, keywords.maximum) &&
    value > number(keywords.exclusiveMinimum, Number.NEGATIVE_INFINITY) &&
    value < number(keywords.exclusiveMaximum, Number.POSITIVE_INFINITY) &&
    (typeof keywords.multipleOf !== "number" || isMultiple(value, keywords.multipleOf))
  );
}

function satisfiesText({ keywords }: Part, value: string): boolean {
  if (!isWithin([...value].length, keywords.minLength, keywords.maxLength)) return false;
  return typeof keywords.pattern !== "string" || matches(keywords.pattern, value);
}

function satisfiesArray(part: Part, value: readonly unknown[], inner: Inner): Acceptance {
  const { keywords } = part;
  const tuple = listOf(part, "prefixItems");
  const contained = keywords.contains === undefined ? [] : value.map((item) => inner(keywords.contains, item));
  const sure = contained.filter((acceptance) => acceptance === true).length;
  const possible = contained.filter((acceptance) => acceptance !== false).length;
  const isCounted = (count: number): boolean => isWithin(count, keywords.minContains ?? 1, keywords.maxContains);
  return every([
    isWithin(value.length, keywords.minItems, keywords.maxItems),
    keywords.uniqueItems !== true ||
      value.every((item, index) => value.slice(index + 1).every((other) => !isSameValue(item, other))),
    ...value.map((item, index) => inner(index < tuple.length ? tuple[index] : keywords.items, item)),
    keywords.contains === undefined || (sure === possible ? isCounted(sure) : undefined),
    isDecided(part, "unevaluatedItems", "items"),
  ]);
}

function satisfiesObject(part: Part, value: Readonly<Record<string, unknown>>, inner: Inner): Acceptance {
  const { keywords } = part;
  const names = Object.keys(value);
  const has = (name: unknown): boolean => Object.hasOwn(value, String(name));
  const list = (listed: unknown): readonly unknown[] => (Array.isArray(listed) ? listed : []);
  const present = (mapping: unknown): unknown[] =>
    Object.entries(isObject(mapping) ? mapping : {}).flatMap(([name, member]) => (has(name) ? [member] : []));
  const dependent = Object.entries(mappingOf(part, "dependentSchemas")).filter(([name]) => has(name));
  return every([
    isWithin(names.length, keywords.minProperties, keywords.maxProperties),
    list(keywords.required).every(has),
    present(keywords.dependentRequired).flatMap(list).every(has),
    ...dependent.map(([, member]) => inner(member, value)),
    ...names.map((name) => inner(keywords.propertyNames, name)),
    ...names.flatMap((name) => membersOf(part, name).map((member) => inner(member, value[name]))),
    isDecided(part, "unevaluatedProperties", "additionalProperties"),
  ]);
}

/** What is left unevaluated is for other schemas to say, unless this one has a word for all the rest. */
function isDecided(part: Part, unevaluated: SchemaKeyword, rest: SchemaKeyword): Acceptance {
  return schemaOf(part, unevaluated) === undefined || schemaOf(part, rest) !== undefined ? true : undefined;
}
