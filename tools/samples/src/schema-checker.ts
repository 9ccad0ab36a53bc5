import {
  isOfInput,
  type Model,
  mayBacktrack,
  regularExpression,
  type Schema,
  type SchemaObject,
} from "@workshop/openapi";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { RegExpEngine, RegExpLike } from "ajv/dist/types/index.js";
import addFormats from "ajv-formats";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { isMarked } from "./is-marked.ts";

/** One clause of a schema that a value breaks. */
export interface SchemaProblem {
  /** The names and indexes that lead to the offending value, from the value that was checked. */
  readonly at: readonly string[];
  readonly keyword: string;
  readonly message: string;
  /** The schema of the model that the keyword stands in; absent for one that is in none. */
  readonly schema?: SchemaObject;
  /** For `required` and its like: the name that the value lacks, or has too many. */
  readonly name?: string;
}

/**
 * `request`: everything counts. `response`: formats are annotations, an enum may have grown by texts or numbers where it has
 * some, and more than one way of a `oneOf` may fit, as the clients promise. `strict-response`: of these, only the last; for values that are read as just what they are.
 * `exact-response`: everything counts here, too; tells what is odd about a response that is read all the same.
 */
export type CheckMode = "exact-response" | "request" | "response" | "strict-response";

/** So many characters of a text are matched with a pattern that can keep an engine busy for ever. Clients take a response's as it is. */
export const BACKTRACKING = { request: 32, response: 16 };

/** What no runtime of the clients can read, nobody checks; Ajv by itself would end for what is ECMAScript without `u` only. */
function expressionsFor(mode: CheckMode): RegExpEngine {
  const isRequest = mode === "request";
  const limit = BACKTRACKING[isRequest ? "request" : "response"];
  const read = (pattern: string): RegExpLike => {
    const expression = regularExpression(pattern) ?? /(?:)/u;
    if (!mayBacktrack(pattern)) return expression;
    // Nothing that is made is as long. Ajv tells expressions apart by their texts.
    const test = (text: string): boolean => (text.length > limit ? !isRequest : expression.test(text));
    return Object.assign({ test }, { toString: () => pattern });
  };
  return Object.assign(read, { code: "regularExpression" });
}

/** Keywords whose value is a mapping from names. */
const MAPPINGS = new Set("$defs dependentRequired dependentSchemas patternProperties properties".split(" "));

/** Types of which an enum that has one may have grown. */
const LATER = ["string", "number"];

const { validate: isDateTime } = fullFormats["date-time"] as { validate: (text: string) => boolean }; // as it is defined there

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Checks values against schemas of one model, with Ajv: an implementation that shares nothing with the clients' own
 * interpreter, so that the two cannot have the same mistake.
 */
export class SchemaChecker {
  private readonly compiled = new Map<CheckMode, WeakMap<object, ValidateFunction>>();
  private readonly engines = new Map<CheckMode, Ajv2020>();
  private readonly originals = new WeakMap<object, SchemaObject>();
  /** What `oneOf` is where more than one way may fit. */
  private readonly openUnions = new WeakSet<object>();
  private readonly known = new WeakMap<Ajv2020, Set<string>>();
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
    this.numbers = new Map([...model.schemas.keys()].map((pointer, index) => [pointer, index]));
  }

  /** The clauses that the value breaks; empty when it satisfies the schema. */
  problems(schema: Schema, value: unknown, mode: CheckMode = "request"): SchemaProblem[] {
    if (schema === true) return [];
    if (schema === false) return [{ at: [], keyword: "false", message: "nothing is allowed here" }];
    const validate = this.validator(schema, mode);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, keyword, message, params, parentSchema }) => {
      const original = this.originals.get(parentSchema ?? {});
      const [name] = nameOf(params);
      return {
        at: [...instancePath.split("/").slice(1).map(unescaped), ...(name === undefined ? [] : [name])],
        keyword: this.openUnions.has(parentSchema ?? {}) ? "oneOf" : keyword,
        message: message ?? keyword,
        ...(original === undefined ? {} : { schema: original }),
        ...(name === undefined ? {} : { name }),
      };
    });
  }

  accepts(schema: Schema, value: unknown, mode: CheckMode = "request"): boolean {
    return typeof schema === "boolean" ? schema : this.validator(schema, mode)(value) === true;
  }

  private validator(schema: object, mode: CheckMode): ValidateFunction {
    const cache = this.compiled.get(mode) ?? new WeakMap<object, ValidateFunction>();
    this.compiled.set(mode, cache);
    const known = cache.get(schema);
    if (known !== undefined) return known;
    const engine = this.engine(mode);
    const validate = engine.compile(asObject(this.copy(engine, schema, mode)));
    cache.set(schema, validate);
    return validate;
  }

  private engine(mode: CheckMode): Ajv2020 {
    const existing = this.engines.get(mode);
    if (existing !== undefined) return existing;
    const engine = new Ajv2020({
      strict: false,
      allErrors: true,
      // Errors then name the schema that they come from.
      verbose: true,
      validateFormats: mode !== "response",
      logger: false,
      // Most of the time would go into these two, and a checker is often made for a handful of values.
      validateSchema: false,
      // 950 hundredths are 9.5, whatever a division of floating point numbers says.
      multipleOfPrecision: 9,
      // What many schemas lead to is compiled once, and not within each of them.
      inlineRefs: false,
      code: { optimize: false, regExp: expressionsFor(mode) },
    });
    addFormats.default(engine);
    // Ajv also takes a blank in place of the T, and an offset without its colon, neither of which is in RFC 3339's grammar.
    const isStrict = (text: string): boolean => /^\S+(?:z|[+-]\d\d:\d\d)$/i.test(text) && isDateTime(text);
    engine.addFormat("date-time", { validate: isStrict });
    for (const version of [1, 3, 4, 5, 6, 7]) engine.addFormat(`uuid${version}`, UUID);
    this.engines.set(mode, engine);
    return engine;
  }

  /** The schema as Ajv is to see it: references led to the model's own copies, and what the mode leaves out left out. */
  private copy(engine: Ajv2020, node: unknown, mode: CheckMode): unknown {
    if (Array.isArray(node)) return node.map((item) => this.copy(engine, item, mode));
    if (typeof node !== "object" || node === null) return node;
    const copy: Record<string, unknown> = {};
    // A schema of the model, by where it stands.
    this.originals.set(copy, node as SchemaObject);
    for (const [key, value] of Object.entries(node)) {
      if (key === "examples" || key === "default" || key === "$id" || key === "$schema" || key.startsWith("x-"))
        continue;
      // "Unknown extra fields are fine", as the clients promise.
      if (/^(?:additional|unevaluated)Properties$/.test(key) && value === false && mode === "response") continue;
      // Ajv takes no list without a value, of which there is none.
      if (key === "enum" && Array.isArray(value) && value.length === 0) {
        if (mode !== "response") add(copy, { not: {} });
      } else if (key === "enum" && Array.isArray(value) && mode === "response") {
        const later = LATER.filter((type) => value.some((one) => typeof one === type));
        add(copy, later.length === 0 ? { enum: value } : { anyOf: [{ enum: value }, { type: later }] });
      } else if (key === "enum" || key === "const") {
        copy[key] = value;
      } else if (key === "$ref" && typeof value === "string") copy[key] = this.reference(engine, value, mode);
      else if (key === "required" && Array.isArray(value)) copy[key] = this.required(node, value, mode);
      else if (MAPPINGS.has(key)) copy[key] = this.copyMapping(engine, value, mode);
      else copy[key] = this.copy(engine, value, within(key, mode));
    }
    if (copy.oneOf !== undefined && (mode === "response" || mode === "strict-response")) {
      const union = { anyOf: copy.oneOf };
      this.originals.set(union, node as SchemaObject); // as above
      this.openUnions.add(union);
      add(copy, union);
      delete copy.oneOf;
    }
    // A whole number that JSON cannot tell from its neighbours is none, as the clients promise.
    const types = [copy.type].flat();
    if (types.includes("integer") && !types.includes("number")) {
      add(copy, { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
    }
    return copy;
  }

  /** Schemas by names, which mean nothing: a property may be called `default`, or `x-reason`. */
  private copyMapping(engine: Ajv2020, node: unknown, mode: CheckMode): unknown {
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, schema]) => [name, this.copy(engine, schema, mode)]));
  }

  /** What a reference is to Ajv, which comes to know what it leads to: a schema of its own, and only where one leads there. */
  private reference(engine: Ajv2020, pointer: string, mode: CheckMode): string {
    const number = this.numbers.get(pointer);
    if (number === undefined) return pointer;
    const name = `model:/${mode}/${number}`;
    const known = this.known.get(engine) ?? new Set();
    this.known.set(engine, known);
    if (known.has(name)) return name;
    known.add(name);
    const copy = this.copy(engine, this.model.schemas.get(pointer), mode);
    engine.addSchema(copy === false ? { not: {} } : asObject(copy), name);
    return name;
  }

  /** "`required` on a readOnly property applies to the response only", and the reverse (OpenAPI, Schema Object). */
  private required(schema: object, names: readonly unknown[], mode: CheckMode): unknown[] {
    // The parent of a `required` list is a schema of the model, or `properties` with a property of that name.
    const properties = (schema as { properties?: Record<string, Schema> }).properties ?? {};
    // A parameter or a body travels, whatever its schema says of itself where it is a property.
    if (isOfInput(schema as SchemaObject)) return [...names]; // as above
    const flag = mode === "request" ? "readOnly" : "writeOnly";
    return names.filter((name) => !isMarked(this.model, properties[String(name)] ?? true, flag));
  }
}

/** What a schema is asked for by `not` and `if` is all that it says. */
function within(keyword: string, mode: CheckMode): CheckMode {
  return (keyword === "not" || keyword === "if") && mode !== "request" ? "exact-response" : mode;
}

function add(copy: Record<string, unknown>, schema: object): void {
  const others: unknown[] = Array.isArray(copy.allOf) ? copy.allOf : [];
  copy.allOf = [...others, schema];
}

function asObject(copy: unknown): object {
  return typeof copy === "object" && copy !== null ? copy : {};
}

function unescaped(segment: string): string {
  return segment.includes("~") ? segment.replaceAll("~1", "/").replaceAll("~0", "~") : segment;
}

/** Ajv tells the name of what is missing or unexpected beside the path, not in it. */
function nameOf(params: Readonly<Record<string, unknown>>): string[] {
  const name = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  return typeof name === "string" ? [name] : [];
}
