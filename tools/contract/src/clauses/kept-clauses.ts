import { isDeepStrictEqual } from "node:util";
import { isObject, isOfType, regularExpression, type Schema, type SchemaObject } from "@workshop/openapi";
import type { CheckMode, SchemaChecker } from "@workshop/samples";
import type { Clause } from "../cases/case.ts";
import type { ClauseBook } from "./clause-book.ts";
import { isAtLimit, LIMITS } from "./limits.ts";

/** What a value is looked at with. */
export interface KeptSearch {
  readonly book: ClauseBook;
  readonly checker: SchemaChecker;
  readonly scope: string;
  readonly mode: CheckMode;
}

/** Deeper than this a value only repeats itself. */
const DEEPEST = 40;

/** The clauses of a schema that a valid value keeps, and of everything that the value has within. */
export function keptClauses(search: KeptSearch, schema: Schema, value: unknown): Set<Clause> {
  const found = new Set<Clause>();
  visit(search, found, schema, value, 0);
  return found;
}

/** What is known of parts of values: values that differ in one place share all others, and are looked at by the thousand. */
const KNOWN = new WeakMap<ClauseBook, Map<string, WeakMap<object, WeakMap<object, ReadonlySet<Clause>>>>>();

function known({ book, scope, mode }: KeptSearch, schema: object): WeakMap<object, ReadonlySet<Clause>> {
  const ofBook = KNOWN.get(book) ?? new Map<string, WeakMap<object, WeakMap<object, ReadonlySet<Clause>>>>();
  KNOWN.set(book, ofBook);
  const key = `${mode} ${scope}`;
  const ofScope = ofBook.get(key) ?? new WeakMap<object, WeakMap<object, ReadonlySet<Clause>>>();
  ofBook.set(key, ofScope);
  const ofSchema = ofScope.get(schema) ?? new WeakMap<object, ReadonlySet<Clause>>();
  ofScope.set(schema, ofSchema);
  return ofSchema;
}

function visit(search: KeptSearch, found: Set<Clause>, schema: Schema, value: unknown, depth: number): void {
  if (typeof schema === "boolean" || depth > DEEPEST) return;
  if (typeof value !== "object" || value === null) {
    look(search, found, schema, value, depth);
    return;
  }
  const values = known(search, schema);
  let clauses = values.get(value);
  if (clauses === undefined) {
    const own = new Set<Clause>();
    look(search, own, schema, value, depth);
    values.set(value, own);
    clauses = own;
  }
  for (const clause of clauses) found.add(clause);
}

function look(search: KeptSearch, found: Set<Clause>, schema: SchemaObject, value: unknown, depth: number): void {
  const inner = (part: Schema, of: unknown): void => visit(search, found, part, of, depth + 1);
  if (schema.$ref !== undefined) inner(search.book.model.resolve(schema), value);
  ownClauses(search, found, schema, value);
  if (Array.isArray(value)) listClauses(search, found, schema, value, inner);
  else if (isObject(value)) objectClauses(search, found, schema, value, inner);
  for (const part of schema.allOf ?? []) inner(part, value);
  for (const keyword of ["anyOf", "oneOf"] as const) {
    for (const [index, branch] of (schema[keyword] ?? []).entries()) {
      if (!accepts(search, branch, value)) continue;
      found.add(search.book.of(search.scope, schema, "kept", keyword, index));
      inner(branch, value);
    }
  }
  if (schema.if === undefined) return;
  const isMet = accepts(search, schema.if, value);
  found.add(search.book.of(search.scope, schema, isMet ? "present" : "absent", "if"));
  if (isMet) inner(schema.if, value);
  inner((isMet ? schema.then : schema.else) ?? true, value);
}

/** The keywords that speak of the value itself. */
function ownClauses({ book, scope }: KeptSearch, found: Set<Clause>, schema: SchemaObject, value: unknown): void {
  const keep = (keyword: string, item?: number | string): void => {
    found.add(book.of(scope, schema, "kept", keyword, item));
  };
  if (typeof schema.type === "string") keep("type");
  for (const [index, type] of (Array.isArray(schema.type) ? schema.type : []).entries()) {
    if (isOfType(value, type)) keep("type", index);
  }
  for (const [index, member] of (schema.enum ?? []).entries())
    if (isDeepStrictEqual(member, value)) keep("enum", index);
  for (const keyword of ["const", "not"] as const) if (Object.hasOwn(schema, keyword)) keep(keyword);
  if (schema.format !== undefined && (typeof value === "string" || typeof value === "number")) keep("format");
  if (schema.pattern !== undefined && typeof value === "string") keep("pattern");
  if (schema.multipleOf !== undefined && typeof value === "number") keep("multipleOf");
  for (const keyword of LIMITS) {
    const limit = schema[keyword];
    if (typeof limit === "number" && isAtLimit(keyword, limit, value)) keep(keyword);
  }
}

type Inner = (schema: Schema, value: unknown) => void;

function listClauses(
  { book, scope }: KeptSearch,
  found: Set<Clause>,
  schema: SchemaObject,
  value: readonly unknown[],
  inner: Inner,
): void {
  const keep = (keyword: string): void => {
    found.add(book.of(scope, schema, "kept", keyword));
  };
  const { prefixItems = [], items, uniqueItems, contains } = schema;
  if (uniqueItems !== undefined && (value.length > 1 || uniqueItems === false)) keep("uniqueItems");
  if (contains !== undefined) keep("contains");
  for (const [index, part] of prefixItems.entries()) if (index < value.length) inner(part, value[index]);
  if (items === undefined || value.length <= prefixItems.length) return;
  keep("items");
  // Of a long list the first items show what there is to see.
  for (const item of value.slice(prefixItems.length, prefixItems.length + 3)) inner(items, item);
}

function objectClauses(
  { book, scope }: KeptSearch,
  found: Set<Clause>,
  schema: SchemaObject,
  value: Readonly<Record<string, unknown>>,
  inner: Inner,
): void {
  const { properties = {}, patternProperties = {}, additionalProperties, propertyNames, dependentRequired } = schema;
  const names = Object.keys(value);
  for (const [name, part] of Object.entries(properties)) {
    const isThere = Object.hasOwn(value, name);
    found.add(book.of(scope, schema, isThere ? "present" : "absent", "properties", name));
    if (isThere) inner(part, value[name]);
  }
  const rest = new Set(names.filter((name) => !Object.hasOwn(properties, name)));
  for (const [pattern, part] of Object.entries(patternProperties)) {
    for (const name of names.filter((one) => regularExpression(pattern)?.test(one))) {
      rest.delete(name);
      found.add(book.of(scope, schema, "present", "patternProperties", pattern));
      inner(part, value[name]);
    }
  }
  if (additionalProperties !== undefined && rest.size > 0) {
    found.add(book.of(scope, schema, "kept", "additionalProperties"));
    for (const name of rest) inner(additionalProperties, value[name]);
  }
  if (propertyNames !== undefined) for (const name of names) inner(propertyNames, name);
  for (const name of Object.keys(dependentRequired ?? {})) {
    if (Object.hasOwn(value, name)) found.add(book.of(scope, schema, "kept", "dependentRequired", name));
  }
}

function accepts({ checker, book, mode }: KeptSearch, schema: Schema, value: unknown): boolean {
  // Most branches differ by type: for those no validator needs to be compiled.
  const resolved = book.model.resolve(schema);
  if (typeof resolved === "object" && typeof resolved.type === "string" && !isOfType(value, resolved.type))
    return false;
  return checker.accepts(schema, value, mode);
}
