import { bareReference, conjoined, type Schema, type SchemaObject, type SchemaType } from "@workshop/openapi";
import type { ClauseBook } from "../clauses/clause-book.ts";
import { LIMITS } from "../clauses/limits.ts";
import { allowedTypes, anyWay } from "./allowed-types.ts";
import { type Add, ClauseList, type Lead, type SchemaUse, type Sides, type Visit } from "./clause-list.ts";
import { addObjectKeywords, requiredOf, saidElsewhere } from "./object-inventory.ts";
import * as unreachable from "./unreachable.ts";
import * as noValue from "./valueless.ts";

/** Keywords that say something to people and tools, and allow or forbid nothing. */
const ANNOTATIONS = new Set(
  (
    "$anchor $comment $defs $id $ref $schema contentEncoding contentMediaType contentSchema default definitions " +
    "deprecated description discriminator example examples externalDocs format items nullable readOnly title writeOnly xml"
  ).split(" "),
);

/** Lists the clauses of a schema and of all that it leads to, each schema once. */
export function listSchema(use: SchemaUse, schema: Schema, reason?: string): void {
  const reference = bareReference(schema);
  if (reference === undefined) walkSchema(use, schema, reason);
  else use.list.addAll(listedOnce(use, schema, reference, reason));
}

/** What many operations refer to is walked once for each use of it. */
function listedOnce(use: SchemaUse, schema: Schema, reference: string, reason: string | undefined): ClauseList {
  const { reading, scope, direction, isText, isForm, isStyled } = use;
  const ofBook = known.get(reading.book) ?? new Map<string, ClauseList>();
  known.set(reading.book, ofBook);
  const key = JSON.stringify([reference, scope, direction, isText, isForm, isStyled, reason]);
  const listed = ofBook.get(key) ?? new ClauseList(reading.book);
  if (!ofBook.has(key)) walkSchema({ ...use, list: listed }, schema, reason);
  ofBook.set(key, listed);
  return listed;
}

const known = new WeakMap<ClauseBook, Map<string, ClauseList>>();

function walkSchema(use: SchemaUse, schema: Schema, reason: string | undefined): void {
  const seen = new Set<Schema>();
  // What narrows the values of a schema may stand beside it in one place only: they are looked at in each.
  const narrowed = new Set<Schema>();
  const visited = new Map<Schema, Set<unknown>>();
  // What is within reach comes first: what is out of reach on one way may be within reach on another.
  const [near, far]: [Visit[], Visit[]] = [[], []];
  (reason === undefined ? near : far).push({ schema, reason, required: new Set(), around: [], beside: NOTHING });
  for (let visit = near.pop() ?? far.pop(); visit !== undefined; visit = near.pop() ?? far.pop()) {
    const { schema: next, around, beside } = visit;
    if (typeof next === "boolean") continue;
    const known = visited.get(next) ?? new Set();
    visited.set(next, known);
    const place = around.length === 0 ? beside : around;
    if (seen.has(next) && (visit.reason !== undefined || known.has(place) || known.size >= MOST_VISITS)) continue;
    const found = seen.has(next) ? listAgain(use, next, visit, narrowed) : listKeywords(use, next, visit);
    known.add(place);
    seen.add(next);
    for (const inner of found) {
      (inner.reason === undefined ? near : far).push(inner);
      if (inner.around.length === 0 && inner.beside.length > 0) narrowed.add(inner.schema);
    }
  }
}

/** In so many places a schema is looked at. */
const MOST_VISITS = 50;

/** Nothing else is said of a value. */
const NOTHING: Visit["beside"] = [];

function listKeywords(use: SchemaUse, schema: SchemaObject, { reason, required, around, beside }: Visit): Visit[] {
  const { reading, list, scope } = use;
  const inner: Visit[] = [];
  const lead: Lead = (part, why = reason, others = NOTHING) => {
    const beside = others.length === 0 ? NOTHING : others;
    if (part !== undefined) inner.push({ schema: part, reason: why, required: new Set(), around: [], beside });
  };
  // To a schema that speaks of the same value.
  const leadInPlace = (part: Schema, why = reason): void => {
    inner.push({ schema: part, reason: why, required: together, around: [...around, schema], beside });
  };
  const add = (keyword: string, words: string, sides: Sides, item?: number | string): void => {
    const all = Object.entries(sides).map(([side, why]) => [side, reason ?? why]);
    list.of(scope, schema, keyword, words, Object.fromEntries(all), item);
  };
  const whyNoWay = (branch: Schema): string | undefined => noValue.way(use, schema, branch, around);
  const together = new Set([...required, ...requiredOf(reading.model.resolve, schema, whyNoWay)]);
  if (schema.$ref !== undefined) leadInPlace(reading.model.resolve(schema));
  for (const part of schema.allOf ?? []) leadInPlace(part);
  addValueKeywords(use, schema, add, { beside, around });
  addListKeywords(use, schema, add, lead);
  addObjectKeywords(use, schema, { together, around }, add, lead);
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const branches = schema[keyword];
    if (branches === undefined) continue;
    for (const [index, branch] of branches.entries()) {
      const resolved = reading.model.resolve(branch);
      const isNull = typeof resolved === "object" && resolved.type === "null";
      const why = reason ?? (isNull ? unreachable.nothing(use) : whyNoWay(branch));
      add(keyword, `${keyword}: way ${index + 1} of ${branches.length}`, { kept: why }, index);
      // What is not null goes another way: it breaks nothing.
      if (isNull) list.of(scope, resolved, "type", "type: null", { kept: why });
      else leadInPlace(branch, why);
    }
    add(keyword, `${keyword}: none of ${branches.length}`, {
      broken: anyWay(reading.model, schema, branches, use.isText),
    });
  }
  if (schema.not !== undefined) add("not", "not", { kept: undefined, broken: undefined });
  if (schema.if !== undefined) {
    add("if", "if", { present: undefined, absent: undefined });
    for (const part of [schema.then, schema.else]) if (part !== undefined) leadInPlace(part);
  }
  addUnknown(schema, add);
  return inner;
}

/** Of a schema that is listed already, what depends on the place: its values, and those of its properties that are narrowed. */
function listAgain(use: SchemaUse, schema: SchemaObject, visit: Visit, narrowed: ReadonlySet<Schema>): Visit[] {
  const { reading, list, scope } = use;
  const add: Add = (keyword, words, sides, item) => list.of(scope, schema, keyword, words, sides, item);
  addValueKeywords(use, schema, add, visit);
  if (visit.around.includes(schema)) return [];
  const around = [...visit.around, schema];
  const parts = conjoined(reading.model.schemas, schema).map((part): Visit => ({ ...visit, schema: part, around }));
  if (visit.isValue === true) return parts;
  const properties = Object.entries(schema.properties ?? {}).filter(([, part]) => narrowed.has(part));
  const values = properties.map(([name, part]): Visit => {
    const elsewhere = saidElsewhere(reading.model, around, name, part);
    const beside = elsewhere.length === 0 ? NOTHING : elsewhere;
    const reason = unreachable.property(use, part);
    return { schema: part, reason, required: new Set(), around: [], beside, isValue: true };
  });
  return [...parts, ...values];
}

function addValueKeywords(
  use: SchemaUse,
  schema: SchemaObject,
  add: Add,
  { beside, around }: Pick<Visit, "around" | "beside">,
): void {
  const { type, enum: values, format, pattern, multipleOf } = schema;
  const types = allowedTypes(use.reading.model, schema);
  const textless = noValue.textless(use, schema);
  const wrongType = unreachable.wrongType(use, schema);
  if (typeof type === "string") add("type", `type: ${type}`, { kept: undefined, broken: wrongType });
  else if (type !== undefined) {
    const whyNot = (name: SchemaType): string | undefined =>
      unreachable.typeBesideEnum(use, schema, name) ??
      unreachable.typeAround(use, around, name) ??
      (name === "string" ? textless : undefined);
    for (const [index, name] of type.entries()) {
      const noNull = name === "null" ? (unreachable.nothing(use) ?? unreachable.besides(use, beside, null)) : undefined;
      add("type", `type: ${name}`, { kept: noNull ?? whyNot(name) }, index);
    }
    add("type", `type: none of ${type.join(", ")}`, { broken: wrongType });
  }
  for (const [index, value] of (values ?? []).entries()) {
    add(
      "enum",
      `enum: ${shown(value)}`,
      { kept: noValue.member(use, schema, value) ?? unreachable.besides(use, beside, value) },
      index,
    );
  }
  if (values !== undefined) add("enum", `enum: none of ${values.length}`, { broken: undefined });
  if (Object.hasOwn(schema, "const"))
    add("const", `const: ${shown(schema.const)}`, { kept: undefined, broken: undefined });
  const isOther = types !== undefined && !types.has("string") && !types.has("number");
  const noText = isOther ? unreachable.format(format ?? "", types) : undefined;
  if (format !== undefined)
    add("format", `format: ${format}`, { kept: noText, broken: unreachable.format(format, types) });
  const both = (keyword: string, speaksOf: string): Sides => {
    const none = unreachable.ofOtherType(keyword, speaksOf, types) ?? (keyword === "pattern" ? textless : undefined);
    return { kept: none, broken: none };
  };
  if (pattern !== undefined) add("pattern", `pattern: ${pattern}`, both("pattern", "string"));
  if (multipleOf !== undefined) add("multipleOf", `multipleOf: ${multipleOf}`, both("multipleOf", "number"));
  for (const keyword of LIMITS) {
    const limit = schema[keyword];
    if (typeof limit === "number")
      add(keyword, `${keyword}: ${limit}`, unreachable.limitSides(use, keyword, limit, schema, types));
  }
}

function addListKeywords(use: SchemaUse, schema: SchemaObject, add: Add, lead: Lead): void {
  const { items, prefixItems = [], uniqueItems, contains } = schema;
  const types = allowedTypes(use.reading.model, schema);
  const isNone = (keyword: string): string | undefined => unreachable.ofOtherType(keyword, "array", types);
  const noItem = schema.maxItems === 0 ? "no item is allowed there" : undefined;
  const why =
    isNone("items") ?? noItem ?? noValue.valueless(use, items ?? true) ?? unreachable.nested(use, items ?? true);
  if (items !== undefined) add("items", "items", { kept: why });
  // What is within a keyword that says nothing says nothing, either.
  if (isNone("items") === undefined) {
    lead(items, why);
    for (const part of prefixItems) lead(part);
  }
  if (uniqueItems !== undefined) {
    const none = isNone("uniqueItems");
    const broken = uniqueItems ? none : "`uniqueItems: false` forbids nothing";
    const kept = none ?? (uniqueItems ? unreachable.single(use.reading, schema) : undefined);
    add("uniqueItems", `uniqueItems: ${uniqueItems}`, { kept, broken });
  }
  if (contains !== undefined) add("contains", "contains", { kept: isNone("contains"), broken: isNone("contains") });
}

/** `unevaluatedProperties: true`, or a schema, is not among what is derived. */
const KNOWN = new Set<string>([
  ...ANNOTATIONS,
  ...LIMITS,
  ...(
    "additionalProperties allOf anyOf const contains dependentRequired else enum if multipleOf not oneOf pattern " +
    "patternProperties prefixItems properties propertyNames required then type uniqueItems"
  ).split(" "),
]);

/** Keywords of JSON Schema, of this draft and earlier ones, that no case is derived for. */
const UNDERIVED = new Set(
  (
    "$dynamicAnchor $dynamicRef $recursiveAnchor $recursiveRef $vocabulary additionalItems dependencies dependentSchemas " +
    "maxContains minContains unevaluatedItems unevaluatedProperties"
  ).split(" "),
);

/**
 * A keyword that no case is derived for is a clause all the same: it fails the suite until somebody sees to it. What is no
 * keyword at all says nothing (JSON Schema 2020-12, Core, 6.5), which is told when the document is imported.
 */
function addUnknown(schema: SchemaObject, add: Add): void {
  for (const keyword of Object.keys(schema)) {
    if (keyword === "unevaluatedProperties" && schema.unevaluatedProperties === false) continue;
    if (KNOWN.has(keyword) || keyword.startsWith("x-")) continue;
    add(keyword, keyword, { kept: UNDERIVED.has(keyword) ? undefined : unreachable.NO_KEYWORD });
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
