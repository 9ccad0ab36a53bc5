import type { Schema, SchemaObject } from "@workshop/openapi";
import { literal } from "./text.ts";

/** What writes the parts of a condition. */
export interface ConditionParts {
  /** A call of a function of client-core. */
  readonly call: (name: string, parameters: readonly string[]) => string;
  /** The check of a value, as a rule reads it. */
  readonly check: (schema: Schema) => string;
}

/**
 * A rule over an input, as a condition: whether parameters are given, and what they are. What says more than that is left to
 * the check of the whole input, which takes longer.
 */
export function writeCondition(schema: Schema, parts: ConditionParts): string {
  return new ConditionWriter(parts).ofInput(schema) ?? parts.call("satisfying", [parts.check(schema)]);
}

class ConditionWriter {
  private readonly parts: ConditionParts;

  constructor(parts: ConditionParts) {
    this.parts = parts;
  }

  /** `undefined`: it says more than conditions can. */
  ofInput(schema: Schema): string | undefined {
    return this.combined(
      schema,
      (inner) => this.ofInput(inner),
      ({ required = [], properties = {}, ...others }) => {
        const groups = Object.entries(properties);
        if (!saysNothing(others)) return undefined;
        // What a group has to have says that the group has to be there.
        const told = new Set(
          groups.flatMap(([group, inner]) => (required.includes(group) && requires(inner) ? group : [])),
        );
        const conditions = groups.map(([group, inner]) => {
          const condition = this.ofGroup(group, inner);
          if (condition === undefined || required.includes(group)) return condition;
          return this.parts.call("some", [this.parts.call("absent", [literal(group)]), condition]);
        });
        const present = required
          .filter((group) => !told.has(group))
          .map((group) => this.parts.call("given", [literal(group)]));
        return [...present, ...conditions];
      },
    );
  }

  private ofGroup(group: string, schema: Schema): string | undefined {
    return this.combined(
      schema,
      (inner) => this.ofGroup(group, inner),
      ({ required = [], properties = {}, propertyNames, ...others }) =>
        saysNothing(others) && (propertyNames === undefined || namesOf(propertyNames) !== undefined)
          ? [
              ...this.onlyNames(group, propertyNames),
              ...required.map((name) => this.parts.call("given", [literal(`${group}.${name}`)])),
              ...Object.entries(properties).map(([name, inner]) =>
                this.parts.call("passes", [literal(`${group}.${name}`), this.parts.check(inner)]),
              ),
            ]
          : undefined,
    );
  }

  /** What is told soonest comes first. */
  private onlyNames(group: string, propertyNames: Schema | undefined): string[] {
    const names = propertyNames === undefined ? undefined : namesOf(propertyNames);
    return names === undefined
      ? []
      : [
          this.parts.call(
            "onlyNames",
            [group, ...names].map((name) => literal(name)),
          ),
        ];
  }

  /** A schema that is made of others for the same value, and of what `own` makes of the rest. */
  private combined(
    schema: Schema,
    write: (inner: Schema) => string | undefined,
    own: (rest: SchemaObject) => (string | undefined)[] | undefined,
  ): string | undefined {
    if (typeof schema === "boolean") return undefined;
    const { allOf = [], anyOf, not, ...rest } = schema;
    const owned = own(rest);
    if (owned === undefined) return undefined;
    const alternatives = anyOf?.map(write);
    const conditions = [
      ...owned,
      ...allOf.map(write),
      ...(alternatives === undefined ? [] : [this.join("some", alternatives)]),
      ...(not === undefined ? [] : [this.join("unless", [write(not)])]),
    ];
    return this.join("every", conditions);
  }

  private join(name: string, conditions: readonly (string | undefined)[]): string | undefined {
    const known = conditions.filter((condition) => condition !== undefined);
    if (known.length < conditions.length) return undefined;
    return name !== "unless" && known.length === 1 ? known[0] : this.parts.call(name, known);
  }
}

/** The names that `propertyNames` lists, where it does nothing else. */
function namesOf(schema: Schema): readonly string[] | undefined {
  if (typeof schema === "boolean") return undefined;
  const { enum: names, ...others } = schema;
  return Object.keys(others).length === 0 && names?.every((name) => typeof name === "string") ? names : undefined;
}

function requires(schema: Schema): boolean {
  return typeof schema === "object" && (schema.required ?? []).length > 0;
}

/** Whether nothing is left but what any object has. */
function saysNothing({ type, ...others }: SchemaObject): boolean {
  return (
    (type === undefined || type === "object") &&
    Object.keys(others).every((keyword) => /^(x-|title$|description$|\$comment$)/.test(keyword))
  );
}
