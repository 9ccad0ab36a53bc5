import { type Direction, isBytes, type Schema, type SchemaObject } from "@workshop/openapi";
import type { CheckScope, ExpressionWriter } from "./expression-writer.ts";
import { arrayCheck, isPlainObject, listChecks, objectCheck, objectChecks } from "./part-checks.ts";
import { isTypeOnly, typesOf } from "./schema-parts.ts";
import { literal, object } from "./text.ts";
import { limitChecks, TYPES, valueChecks } from "./value-checks.ts";

/** How many objects deep what several parts describe is checked together. */
const DEEPEST_SHARED = 3;

/** What the parts of one schema have in common. */
interface SharedParts {
  readonly names: ReadonlySet<string>;
  readonly base: CheckExpression;
  /** References that were followed: what they lead to applies once, however many ways lead to it. */
  readonly inlined: Set<string>;
}

/** One expression: where it stands, and how it is read. */
export class CheckExpression implements ExpressionWriter {
  readonly scope: CheckScope;
  readonly direction: Direction;
  readonly use: (name: string) => string;
  private readonly isClosed: boolean;
  /** What is written of several descriptions at the moment. */
  private readonly pending: (readonly Schema[])[] = [];
  /** While the parts of one schema are written: what they have in common, which is checked for all of them. */
  private readonly shared: SharedParts | undefined;

  constructor(
    scope: CheckScope,
    direction: Direction,
    use: (name: string) => string,
    isClosed: boolean,
    shared?: SharedParts,
  ) {
    this.scope = scope;
    this.direction = direction;
    this.use = use;
    this.isClosed = isClosed;
    this.shared = shared;
  }

  /** The check of a value that no other schema applies to. */
  entry(schema: Schema): string {
    if (this.shared) return this.shared.base.entry(schema);
    if (schema === true) return this.use("anything");
    // What lies deeper is checked by each description alone: those that lead back to themselves would never end, and of those
    // that lead to each other on many ways, the check would be longer than any document.
    const isNear = this.isClosed && this.pending.length < DEEPEST_SHARED;
    const shared = [...(isNear ? this.scope.sharedBy(schema) : [])].filter(
      ([, all]) => !this.pending.some((one) => all.every((description) => one.includes(description))),
    );
    if (shared.length > 0) return this.sharing(schema, shared);
    const checks = this.conjuncts(schema);
    const { weight, covers } = this.scope.partsOf(schema);
    if (this.isClosed && (weight > 1 || !covers)) return this.call("schema", checks);
    return this.together(checks);
  }

  /** The check of a value that other schemas apply to, too. */
  part(schema: Schema): string {
    return this.shared ? this.shared.base.part(schema) : this.conjunct(schema);
  }

  member(name: string, schema: Schema): string {
    return this.shared?.names.has(name) ? this.use("always") : this.entry(schema);
  }

  /** A part that applies whatever the value is. */
  private conjunct(schema: Schema): string {
    return schema === true ? this.use("always") : this.together(this.conjuncts(schema));
  }

  /**
   * The check of a schema whose parts describe the same properties: each of these may have what any of the descriptions
   * knows, and has to satisfy all of them.
   */
  private sharing(schema: Schema, shared: readonly (readonly [name: string, all: readonly Schema[]])[]): string {
    const { scope, direction, use, isClosed, pending } = this;
    const names = new Set(shared.map(([name]) => name));
    const inner = new CheckExpression(scope, direction, use, isClosed, { names, base: this, inlined: new Set() });
    const members = shared.map(([name, all]) => {
      pending.push(all);
      const check = this.entry({ allOf: all });
      pending.pop();
      return [name, check] as const;
    });
    return this.call("schema", [...inner.conjuncts(schema), this.call("properties", [object(members)])]);
  }

  private together(checks: readonly string[]): string {
    const [only, ...others] = checks;
    if (only === undefined) return this.use("anything");
    return others.length === 0 ? only : this.call("all", checks);
  }

  call(name: string, parameters: readonly string[]): string {
    return `${this.use(name)}(${parameters.join(", ")})`;
  }

  /** The checks that a schema consists of, all of the value itself. */
  private conjuncts(schema: Schema): string[] {
    if (schema === true) return [];
    if (schema === false) return [this.use("never")];
    const { $ref, ...siblings } = this.scope.seen(schema, this.direction);
    if ($ref === undefined) return this.ofObject(siblings);
    if (this.shared) {
      const target = this.shared.inlined.has($ref) ? [] : this.conjuncts(this.scope.schemaOf($ref));
      this.shared.inlined.add($ref);
      return [...target, ...this.ofObject(siblings)];
    }
    return [this.scope.refer($ref, this.direction), ...this.ofObject(siblings)];
  }

  private ofObject(schema: SchemaObject): string[] {
    const taken = new Set<string>();
    const checks = [
      ...this.typeCheck(schema, taken),
      ...valueChecks(this, schema, taken),
      ...limitChecks(this, schema, taken),
      ...objectChecks(this, schema, taken),
      ...listChecks(this, schema, taken),
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
      if (type === "object" && isPlainObject(schema)) {
        take("properties", "required", "additionalProperties");
        return [objectCheck(this, schema)];
      }
      if (type === "object") return [isTypeOnly(schema) ? this.use("anyObject") : this.call("type", [literal(type)])];
      if (type === "array") {
        if (schema.prefixItems !== undefined) return [this.call("type", [literal(type)])];
        take("items", "minItems", "maxItems");
        return [arrayCheck(this, schema)];
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

  private combinations(schema: SchemaObject): string[] {
    const { allOf = [], anyOf, oneOf, not } = schema;
    const list = (schemas: readonly Schema[]): string[] => schemas.map((inner) => this.part(inner));
    const [test, holds, fails] = [schema.if, schema.then, schema.else];
    // What is checked in part only is satisfied by too much: nothing follows from that it is.
    const isOne = oneOf?.every((inner) => this.scope.isChecked(inner)) ? "oneOf" : "anyOf";
    return [
      // Each for itself: one that says nothing says something, namely that there may be anything.
      ...allOf.map((inner) => this.conjunct(inner)),
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
