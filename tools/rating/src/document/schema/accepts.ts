import { isNode } from "../document-side.ts";
import type { Conjunction } from "./conjunction.ts";
import { listOf, mappingOf, type Part } from "./dialect.ts";
import { isSameValue } from "./same-value.ts";
import { typeOfValue } from "./value-types.ts";

/** `undefined`: it cannot be told, because it depends on what other schemas have looked at. */
type Answer = boolean | undefined;

/** Whether a schema accepts a value, as far as that can be told; formats are not looked at. */
export function accepts(schema: Conjunction, value: unknown, open: ReadonlySet<Conjunction> = new Set()): Answer {
  if (open.has(schema)) return undefined; // an alternative that leads back to itself
  if (schema.isNever || !schema.types.has(typeOfValue(value))) return false;
  if (schema.values?.every((known) => !isSameValue(known, value)) === true) return false;
  const path = new Set([...open, schema]);
  return every([
    ...schema.parts.map((part) => satisfies(schema, part, value, path)),
    ...schema.unions.map(({ branches, kind }) => {
      const answers = branches.map((branch) => accepts(schema.all([branch]), value, path));
      return kind === "anyOf" ? some(answers) : exactlyOne(answers);
    }),
  ]);
}

/** Whether a text matches a pattern; a pattern that this machine cannot read is matched by nothing. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}

function every(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function some(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function exactlyOne(answers: readonly Answer[]): Answer {
  const sure = answers.filter((answer) => answer === true).length;
  if (sure > 1) return false;
  return answers.includes(undefined) ? undefined : sure === 1;
}

function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

function satisfies(schema: Conjunction, part: Part, value: unknown, open: ReadonlySet<Conjunction>): Answer {
  const { keywords } = part;
  const inner = (member: unknown, of: unknown): Answer =>
    member === undefined ? true : accepts(schema.all([member]), of, of === value ? open : new Set());
  const condition = keywords.if === undefined ? true : inner(keywords.if, value);
  const consequence =
    keywords.if === undefined || (keywords.then === undefined && keywords.else === undefined)
      ? true
      : condition === undefined
        ? undefined
        : inner(condition ? keywords.then : keywords.else, value);
  return every([
    keywords.not === undefined ? true : not(inner(keywords.not, value)),
    consequence,
    typeof value === "number" ? satisfiesNumber(keywords, value) : true,
    typeof value === "string" ? satisfiesText(keywords, value) : true,
    Array.isArray(value) ? satisfiesArray(part, value, inner) : true,
    isNode(value) ? satisfiesObject(part, value, inner) : true,
  ]);
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function isWithin(count: number, least: unknown, most: unknown): boolean {
  return count >= number(least, count) && count <= number(most, count);
}

function satisfiesNumber(keywords: Part["keywords"], value: number): boolean {
  return (
    isWithin(value, keywords.minimum, keywords.maximum) &&
    value > number(keywords.exclusiveMinimum, Number.NEGATIVE_INFINITY) &&
    value < number(keywords.exclusiveMaximum, Number.POSITIVE_INFINITY) &&
    (typeof keywords.multipleOf !== "number" || isMultiple(value, keywords.multipleOf))
  );
}

/** Whether a number is a multiple of another one: 0.3 / 0.1 is 2.9999999999999996. */
export function isMultiple(value: number, of: number): boolean {
  return Math.abs(Math.round(value / of) - value / of) < 1e-9;
}

function satisfiesText(keywords: Part["keywords"], value: string): boolean {
  if (!isWithin([...value].length, keywords.minLength, keywords.maxLength)) return false;
  return typeof keywords.pattern !== "string" || matches(keywords.pattern, value);
}

type Inner = (schema: unknown, value: unknown) => Answer;

function satisfiesArray(part: Part, value: readonly unknown[], inner: Inner): Answer {
  const { keywords } = part;
  const tuple = listOf(part, "prefixItems");
  const contained = keywords.contains === undefined ? [] : value.map((item) => inner(keywords.contains, item));
  const sure = contained.filter((answer) => answer === true).length;
  const possible = contained.filter((answer) => answer !== false).length;
  const isCounted = (count: number): boolean => isWithin(count, keywords.minContains ?? 1, keywords.maxContains);
  return every([
    isWithin(value.length, keywords.minItems, keywords.maxItems),
    keywords.uniqueItems !== true ||
      value.every((item, index) => value.slice(index + 1).every((other) => !isSameValue(item, other))),
    ...value.map((item, index) => inner(index < tuple.length ? tuple[index] : keywords.items, item)),
    keywords.contains === undefined || (sure === possible ? isCounted(sure) : undefined),
    keywords.unevaluatedItems === undefined || keywords.items !== undefined ? true : undefined,
  ]);
}

function satisfiesObject(part: Part, value: Readonly<Record<string, unknown>>, inner: Inner): Answer {
  const { keywords } = part;
  const names = Object.keys(value);
  const has = (name: unknown): boolean => Object.hasOwn(value, String(name));
  const list = (names: unknown): readonly unknown[] => (Array.isArray(names) ? names : []);
  const present = (keyword: string): unknown[] =>
    Object.entries(mappingOf(part, keyword)).flatMap(([name, member]) => (has(name) ? [member] : []));
  return every([
    isWithin(names.length, keywords.minProperties, keywords.maxProperties),
    list(keywords.required).every(has),
    present("dependentRequired").flatMap(list).every(has),
    present("dependencies").flatMap(list).every(has),
    ...[...present("dependentSchemas"), ...present("dependencies")].map((member) =>
      Array.isArray(member) ? true : inner(member, value),
    ),
    ...names.map((name) => inner(keywords.propertyNames, name)),
    ...names.flatMap((name) => membersOf(part, name).map((member) => inner(member, value[name]))),
    keywords.unevaluatedProperties === undefined || keywords.additionalProperties !== undefined ? true : undefined,
  ]);
}

/** What one schema says of a property: by its name, by a pattern that matches it, or as one of all others. */
export function membersOf(part: Part, name: string): unknown[] {
  const properties = mappingOf(part, "properties");
  const patterns = Object.entries(mappingOf(part, "patternProperties")).filter(([pattern]) => matches(pattern, name));
  const found = [
    ...(Object.hasOwn(properties, name) ? [properties[name]] : []),
    ...patterns.map(([, member]) => member),
  ];
  if (found.length > 0) return found;
  const { additionalProperties } = part.keywords;
  return additionalProperties === undefined ? [] : [additionalProperties];
}
