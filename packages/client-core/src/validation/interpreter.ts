import type { Schema, SchemaObject } from "../descriptor.ts";
import { maximumIssues, quote } from "./issue.ts";
import { instance, isObject, typeOf } from "./json-type.ts";

/**
 * `request`: strict, for what is about to be sent. `answer`: lenient, for what a later version of the server may say.
 * `schema`: plain JSON Schema with formats asserted, for rules over an input that was validated before.
 */
export type ValidationMode = "answer" | "request" | "schema";

/**
 * Checks one keyword of a schema. What comes back says that it is broken: `true`, or the end of the message. A keyword
 * that applies further schemas leaves it to them to report.
 */
export type Keyword = {
  // A method, so that a keyword may be precise about its argument: the document has been checked for that.
  check(argument: unknown, value: unknown, place: Place, schema: SchemaObject): boolean | (() => string) | undefined;
}["check"];

/** The keywords that schemas use, so that a bundler can drop all others. What is not in it is not checked. */
export type Vocabulary = Readonly<Record<string, Keyword>>;

/** Where the interpreter is, and what it knows about the value there. */
export interface Place {
  /** `undefined` of the first place. */
  readonly parent: Place | undefined;
  /** The key in the parent's value, or the path of the first place. */
  readonly key: number | string;
  readonly depth: number;
  readonly mode: ValidationMode;
  readonly vocabulary: Vocabulary;
  readonly findings: Finding[];
  /** The schemas that the value has been checked against. */
  readonly applied: SchemaObject[];
}

/** An issue to be. Of most findings nobody wants to know: they are about alternatives that were not meant. */
export interface Finding {
  readonly place: Place;
  readonly rule: string;
  readonly message: () => string;
  /** What breaks the rule. No issue tells it. */
  readonly value?: unknown;
}

/** Deeper than any document needs, and safe on a small stack. */
const maximumDepth = 100;

export function report(place: Place, rule: string, message: () => string, value?: unknown): void {
  // Stryker disable next-line ConditionalExpression,EqualityOperator: it bounds the work; what is told is cut off in the end
  if (place.findings.length < maximumIssues) place.findings.push({ place, rule, message, value });
}

/** The path as code would write it; a key that is no identifier is quoted. */
export function pathOf({ parent, key }: Place): string {
  if (!parent) return String(key);
  return pathOf(parent) + (typeof key === "string" && /^[\w$-]{1,64}$/.test(key) ? `.${key}` : `[${quote(key)}]`);
}

export function childOf(parent: Place, key: number | string): Place {
  const { depth, mode, vocabulary, findings } = parent;
  // Stryker disable next-line ArrayDeclaration: what is no schema has no keywords
  return { parent, key, depth: depth + 1, mode, vocabulary, findings, applied: [] };
}

/** A keyword of the schema itself, whatever Object.prototype has been polluted with. */
export function own<Name extends keyof SchemaObject>(schema: SchemaObject, name: Name): SchemaObject[Name] | undefined {
  return Object.hasOwn(schema, name) ? schema[name] : undefined;
}

type Known = Readonly<Record<string, Schema>>;

/** Checks a value that no schema has been applied to yet. */
export function enter(schema: Schema, value: unknown, place: Place): void {
  const type = typeOf(value);
  if (type.startsWith("non")) report(place, "json", () => `is ${type}: leave it out`);
  else if (place.depth > maximumDepth) report(place, "depth", () => `is nested more than ${maximumDepth} levels deep`);
  else {
    check(schema, value, place);
    if (place.mode === "request") checkRest(value, type, place);
  }
}

/** What no schema has looked at is refused where the keys are known, and else at least looked through. */
function checkRest(value: unknown, type: string, place: Place): void {
  const { applied } = place;
  if (type === instance) {
    if (!applied.some((schema) => own(schema, "format") === "binary"))
      report(place, "json", () => `is a ${instance}: give a plain value`);
  } else if (Array.isArray(value)) {
    if (!applied.some((schema) => own(schema, "items")))
      for (const [index, item] of value.entries()) enter(true, item, childOf(place, index));
  } else if (isObject(value) && !applied.some((schema) => own(schema, "additionalProperties"))) {
    const known = applied.flatMap<Known>((schema) => own(schema, "properties") ?? []);
    for (const key of Object.keys(value))
      if (!known.some((properties) => Object.hasOwn(properties, key))) {
        // A schema that says nothing but `object` means any.
        if (known.length && !applied.some((schema) => /^(type)?$/.test(Object.keys(schema).join())))
          refuseKey(key, place, known);
        else enter(true, value[key], childOf(place, key));
      }
  }
}

export function refuseKey(key: string, place: Place, known: readonly Known[]): void {
  report(
    childOf(place, key),
    "additionalProperties",
    () => `is unknown: leave it out (known: ${quote([...new Set(known.flatMap(Object.keys))])})`,
  );
}

/** Checks a value against one more schema. */
export function check(reference: Schema, value: unknown, place: Place): void {
  let schema = reference;
  while (typeof schema === "function") schema = schema();
  if (!schema) report(place, "false", () => "is not allowed: leave it out");
  else if (schema !== true) {
    place.applied.push(schema);
    for (const keyword of Object.keys(schema)) {
      const argument: unknown = schema[keyword as keyof SchemaObject]; // one of its keys
      const broken = place.vocabulary[keyword]?.(argument, value, place, schema);
      if (broken)
        report(
          place,
          keyword,
          () => `must satisfy ${keyword}${broken === true ? `: ${quote(argument)}` : broken()}`,
          value,
        );
    }
  }
}

/** Checks a value against a schema without any consequence but what comes back. */
export function attempt(schema: Schema, value: unknown, place: Place, mode: ValidationMode = place.mode): Place {
  const { parent, key, depth, vocabulary } = place;
  // Stryker disable next-line ArrayDeclaration: what is no schema has no keywords
  const trial: Place = { parent, key, depth, mode, vocabulary, findings: [], applied: [] };
  check(schema, value, trial);
  return trial;
}
