import {
  type Direction,
  isBytes,
  mayBacktrack,
  regularExpression,
  type Schema,
  type SchemaObject,
} from "@workshop/openapi";
import { isTypeOnly, type Parts, typesOf } from "./schema-parts.ts";
import { literal, object } from "./text.ts";

/** Keywords with one function of the same name, which takes their value; in the order in which they are written. */
const LIMITS = [
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
] as const satisfies readonly (keyof SchemaObject)[];

/** Formats with a function, by name. A format that is not among them is an annotation: the server decides. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ...["uuid", "uuid4", "date", "time", "hostname", "email", "ipv4", "ipv6", "uri", "byte", "int32", "int64"].map(
    (name) => [name, name] as const,
  ),
  ["date-time", "dateTimeFormat"],
  ["binary", "binaryFormat"],
]);

/** Types with a function. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["boolean", "boolean"],
  ["integer", "integer"],
  ["null", "nothing"],
  ["number", "number"],
  ["string", "string"],
]);

/** So many characters of a response are matched with a pattern that can keep an engine busy for ever. */
const BACKTRACKING = 16;

/** What an expression has to know of the module that it stands in. */
export interface CheckScope {
  /** Remembers what cannot be checked. */
  note(what: string): void;
  /** Remembers bounds of bytes, which nobody checks. */
  noteBytes(schema: SchemaObject): void;
  /** The schema with what does not travel in a direction left out. */
  seen(schema: SchemaObject, direction: Direction): SchemaObject;
  /** Whether all that a schema says is checked. */
  isChecked(schema: Schema): boolean;
  /** What the check of a schema does by itself. */
  partsOf(schema: Schema): Parts;
  /** The name of a referred schema, which is declared if it is not yet. */
  refer(reference: string, direction: Direction): string;
}

/** One expression: where it stands, and how it is read. */
export class CheckExpression {
  private readonly scope: CheckScope;
  private readonly direction: Direction;
  private readonly use: (name: string) => string;
  private readonly isClosed: boolean;

  constructor(scope: CheckScope, direction: Direction, use: (name: string) => string, isClosed: boolean) {
    this.scope = scope;
    this.direction = direction;
    this.use = use;
    this.isClosed = isClosed;
  }

  /** The check of a value that no other schema applies to. */
  entry(schema: Schema): string {
    if (schema === true) return this.use("anything");
    const checks = this.conjuncts(schema);
    const { weight, covers } = this.scope.partsOf(schema);
    if (this.isClosed && (weight > 1 || !covers)) return this.call("schema", checks);
    return this.together(checks);
  }

  /** The check of a value that other schemas apply to, too. */
  private part(schema: Schema): string {
    return schema === true ? this.use("always") : this.together(this.conjuncts(schema));
  }

  private together(checks: readonly string[]): string {
    const [only, ...others] = checks;
    if (only === undefined) return this.use("anything");
    return others.length === 0 ? only : this.call("all", checks);
  }

  private call(name: string, parameters: readonly string[]): string {
    return `${this.use(name)}(${parameters.join(", ")})`;
  }

  /** The checks that a schema consists of, all of the value itself. */
  private conjuncts(schema: Schema): string[] {
    if (schema === true) return [];
    if (schema === false) return [this.use("never")];
    const { $ref, ...siblings } = this.scope.seen(schema, this.direction);
    if ($ref === undefined) return this.ofObject(siblings);
    return [this.scope.refer($ref, this.direction), ...this.ofObject(siblings)];
  }

  private ofObject(schema: SchemaObject): string[] {
    const taken = new Set<string>();
    const checks = [
      ...this.typeCheck(schema, taken),
      ...this.values(schema, taken),
      ...this.limits(schema, taken),
      ...this.objects(schema, taken),
      ...this.lists(schema, taken),
      ...this.combinations(schema),
    ];
    return this.unevaluated(schema, checks);
  }

  /** `type`, with the keywords that its function takes. */
  private typeCheck(schema: SchemaObject, taken: Set<string>): string[] {
    const { type } = schema;
    if (type === undefined) return [];
    const take = (...keywords: readonly (keyof SchemaObject & string)[]): void => {
      for (const keyword of keywords) taken.add(keyword);
    };
    if (schema["x-bigint"] === true) {
      const is64 = schema.format === "int64";
      if (is64) take("format");
      return [this.use(`${type === "integer" ? "bigI" : "nullableBigI"}nteger${is64 ? "64" : ""}`)];
    }
    if (typeof type === "string") {
      if (type === "object" && this.isPlainObject(schema)) {
        take("properties", "required", "additionalProperties");
        return [this.objectCheck(schema)];
      }
      if (type === "object") return [isTypeOnly(schema) ? this.use("anyObject") : this.call("type", [literal(type)])];
      if (type === "array") {
        if (schema.prefixItems !== undefined) return [this.call("type", [literal(type)])];
        take("items", "minItems", "maxItems");
        return [this.arrayCheck(schema)];
      }
      if (type === "string" && schema.format === "date-time") {
        take("format");
        return [this.use("dateTime")];
      }
      if (isBytes(schema)) {
        take("format");
        return [this.use("binary")];
      }
      if (type === "integer" && schema.format === "int64") take("format");
      return [this.use(TYPES.get(type) ?? "anything")];
    }
    const holdsParts = type.includes("object") || type.includes("array");
    if (holdsParts && isTypeOnly(schema)) return [this.call("anyOfTypes", type.map(literal))];
    return [this.call("type", [literal(type), ...(schema.format === "date-time" ? ["true"] : [])])];
  }

  /** Whether an object is described by `object()` as a whole. */
  private isPlainObject({ properties, additionalProperties, patternProperties }: SchemaObject): boolean {
    return patternProperties === undefined && (properties !== undefined || additionalProperties !== undefined);
  }

  private objectCheck({ properties = {}, required = [], additionalProperties: rest }: SchemaObject): string {
    const known = this.direction === "request" && rest === undefined ? withRequired(properties, required) : properties;
    return this.call("object", [
      this.mapping(known),
      ...(required.length > 0 || rest !== undefined ? [literal(required)] : []),
      ...(rest === undefined ? [] : [rest === false ? "false" : this.entry(rest)]),
    ]);
  }

  private arrayCheck({ items = true, minItems, maxItems }: SchemaObject): string {
    return this.call("array", [
      this.entry(items),
      ...(minItems !== undefined || maxItems !== undefined ? [literal(minItems ?? 0)] : []),
      ...(maxItems === undefined ? [] : [literal(maxItems)]),
    ]);
  }

  private mapping(schemas: Readonly<Record<string, Schema>>): string {
    return object(Object.entries(schemas).map(([name, schema]) => [name, this.entry(schema)]));
  }

  /** `enum`, `const` and `format`. */
  private values(schema: SchemaObject, taken: ReadonlySet<string>): string[] {
    const { enum: known, format, pattern } = schema;
    const checks: string[] = [];
    if (known !== undefined) {
      const isDeep = known.some((value) => typeof value === "object" && value !== null);
      checks.push(this.call(isDeep ? "deepEnumeration" : "enumeration", known.map(literal)));
    }
    if (Object.hasOwn(schema, "const")) checks.push(this.call("constant", [literal(schema.const)]));
    const checked = FORMATS.get(format ?? (isBytes(schema) ? "binary" : ""));
    if (checked !== undefined && !taken.has("format")) checks.push(this.use(checked));
    const expression = pattern === undefined ? undefined : this.expression(pattern);
    if (pattern !== undefined && expression !== undefined)
      checks.push(this.call("pattern", [expression, ...(mayBacktrack(pattern) ? [literal(BACKTRACKING)] : [])]));
    return checks;
  }

  /** A pattern that is no ECMAScript cannot be checked: the server decides. */
  private expression(pattern: string): string | undefined {
    const expression = regularExpression(pattern);
    if (expression === undefined) this.scope.note(`pattern ${pattern}`);
    return expression === undefined ? undefined : String(expression);
  }

  private limits(schema: SchemaObject, taken: ReadonlySet<string>): string[] {
    this.scope.noteBytes(schema);
    return LIMITS.flatMap((keyword) =>
      schema[keyword] === undefined || taken.has(keyword) ? [] : this.call(keyword, [literal(schema[keyword])]),
    );
  }

  /** The keywords of objects, as far as `object()` has not taken them. */
  private objects(schema: SchemaObject, taken: ReadonlySet<string>): string[] {
    const { required = [], properties, patternProperties = {}, additionalProperties: rest } = schema;
    const checks: string[] = [];
    if (required.length > 0 && !taken.has("required")) checks.push(this.call("required", required.map(literal)));
    const isOpen = rest === undefined && this.direction === "request";
    const known = properties && isOpen ? withRequired(properties, required) : properties;
    if (known !== undefined && !taken.has("properties")) checks.push(this.call("properties", [this.mapping(known)]));
    const patterns = Object.entries(patternProperties).flatMap(([pattern, inner]) => {
      const expression = this.expression(pattern);
      const limit = mayBacktrack(pattern) ? [literal(BACKTRACKING)] : [];
      return expression === undefined ? [] : [{ expression, check: this.entry(inner), limit }];
    });
    // Nobody knows for sure which names are left.
    const areAllKnown = patterns.length === Object.keys(patternProperties).length;
    if (patterns.length > 0)
      checks.push(
        this.call(
          "patternProperties",
          patterns.map(({ expression, check, limit }) => `[${[expression, check, ...limit].join(", ")}]`),
        ),
      );
    if (rest !== undefined && areAllKnown && !taken.has("additionalProperties")) {
      const names = `[${Object.keys(properties ?? {})
        .map(literal)
        .join(", ")}]`;
      const expressions = patterns.length === 0 ? [] : [`[${patterns.map(({ expression }) => expression).join(", ")}]`];
      const [limit] = patterns.map((one) => one.limit).filter(({ length }) => length > 0);
      checks.push(
        this.call("additionalProperties", [
          rest === false ? "false" : this.entry(rest),
          names,
          ...expressions,
          ...(limit ?? []),
        ]),
      );
    }
    if (schema.propertyNames !== undefined) checks.push(this.call("propertyNames", [this.entry(schema.propertyNames)]));
    if (schema.dependentRequired !== undefined)
      checks.push(this.call("dependentRequired", [literal(schema.dependentRequired)]));
    const dependent = schema.dependentSchemas as Readonly<Record<string, Schema>> | undefined; // the model has read it
    if (dependent !== undefined) {
      const parts = Object.entries(dependent).map(([name, inner]) => [name, this.part(inner)] as const);
      checks.push(this.call("dependentSchemas", [object(parts)]));
    }
    return checks;
  }

  /** The keywords of lists, as far as `array()` has not taken them. */
  private lists(schema: SchemaObject, taken: ReadonlySet<string>): string[] {
    const { prefixItems = [], items, contains, minContains, maxContains } = schema;
    const checks: string[] = [];
    if (prefixItems.length > 0)
      checks.push(
        this.call(
          "prefixItems",
          prefixItems.map((item) => this.entry(item)),
        ),
      );
    if (items !== undefined && !taken.has("items"))
      checks.push(
        this.call("items", [this.entry(items), ...(prefixItems.length > 0 ? [literal(prefixItems.length)] : [])]),
      );
    if (contains !== undefined)
      checks.push(
        this.call("contains", [
          this.part(contains),
          ...(minContains !== undefined || maxContains !== undefined ? [literal(minContains ?? 1)] : []),
          ...(maxContains === undefined || !this.scope.isChecked(contains) ? [] : [literal(maxContains)]),
        ]),
      );
    if (schema.uniqueItems === true) checks.push(this.use("uniqueItems"));
    return checks;
  }

  private combinations(schema: SchemaObject): string[] {
    const { allOf = [], anyOf, oneOf, not } = schema;
    const list = (schemas: readonly Schema[]): string[] => schemas.map((inner) => this.part(inner));
    const [test, holds, fails] = [schema.if, schema.then, schema.else];
    // What is checked in part only is satisfied by too much: nothing follows from that it is.
    const isOne = oneOf?.every((inner) => this.scope.isChecked(inner)) ? "oneOf" : "anyOf";
    return [
      // Each for itself: one that says nothing says something, namely that there may be anything.
      ...allOf.map((inner) => this.part(inner)),
      ...(anyOf === undefined ? [] : [this.anyOf(anyOf)]),
      ...(oneOf === undefined ? [] : [this.call(isOne, list(oneOf))]),
      ...(not === undefined || !this.scope.isChecked(not) ? [] : [this.call("not", [this.part(not)])]),
      ...(test === undefined || !this.scope.isChecked(test)
        ? []
        : [
            this.call("condition", [
              this.part(test),
              ...(holds === undefined && fails === undefined
                ? []
                : [holds === undefined ? "undefined" : this.part(holds)]),
              ...(fails === undefined ? [] : [this.part(fails)]),
            ]),
          ]),
    ];
  }

  /** Without alternatives, which cost more, where they say no more than a list of types, or that there may be `null`, too. */
  private anyOf(schemas: readonly Schema[]): string {
    const types = typesOf(schemas);
    if (types !== undefined) return this.call("type", [literal(types)]);
    const others = schemas.filter((inner) => inner === true || typesOf([inner])?.join() !== "null");
    const [only] = others;
    if (only === undefined || others.length === schemas.length)
      return this.call(
        "anyOf",
        schemas.map((inner) => this.part(inner)),
      );
    return this.call("nullable", [others.length === 1 ? this.part(only) : this.anyOf(others)]);
  }

  /** `unevaluatedProperties` and `unevaluatedItems`, which look at what stands beside them. */
  private unevaluated(schema: SchemaObject, beside: readonly string[]): string[] {
    let checks = [...beside];
    for (const keyword of ["unevaluatedProperties", "unevaluatedItems"] as const) {
      const rest = schema[keyword] as Schema | undefined; // the model has read it
      if (rest !== undefined) checks = [this.call(keyword, [this.entry(rest), ...checks])];
    }
    return checks;
  }
}

/**
 * In a request only known properties may stand: one that is required but described nowhere else is known, too. Where
 * `additionalProperties` describes all others, it describes that one as well.
 */
function withRequired(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
): Readonly<Record<string, Schema>> {
  const undescribed = required.filter((name) => !Object.hasOwn(properties, name));
  return { ...properties, ...Object.fromEntries(undescribed.map((name) => [name, true])) };
}
