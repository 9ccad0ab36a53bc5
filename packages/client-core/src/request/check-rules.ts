import type { OperationDescriptor, OrderRule, Schema, SchemaRule } from "../descriptor.ts";
import { validate } from "../validation/validate.ts";
import type { Refuse } from "./check-names.ts";
import type { OwnRecord } from "./own-values.ts";

/** Whether a value satisfies a schema, as JSON Schema means it. */
export function satisfies(schema: Schema, value: unknown): boolean {
  // Stryker disable next-line StringLiteral: nobody sees the path
  return !validate(schema, value, { path: "", mode: "schema" }).length;
}

/** What stands at `query.start_time` and the like. */
export function valueAt(input: OwnRecord, path: string): unknown {
  const [location, ...name] = path.split(".") as [string, ...string[]]; // never empty
  return (input[location] as OwnRecord | undefined)?.[name.join(".")];
}

/** A time in milliseconds, and the digits beyond them: RFC 3339 may be finer than a `Date`. */
function instant(value: unknown): readonly [milliseconds: number, finer: string] {
  if (value instanceof Date) return [value.getTime(), ""];
  // Stryker disable next-line ArrayDeclaration,StringLiteral: nothing is earlier than what is no number
  if (typeof value !== "string") return [Number.NaN, ""];
  // Stryker disable next-line MethodExpression: V8 reads small letters too, other engines do not
  const text = value.toUpperCase();
  return [Date.parse(text), /\.\d{3}(\d*?)0*\D/.exec(text)?.[1] ?? ""];
}

/** Whether a time is strictly earlier than another; false where one of them is no time. */
export function isEarlier(first: unknown, second: unknown): boolean {
  const [a, finerA] = instant(first);
  const [b, finerB] = instant(second);
  return a < b || (a === b && finerA < finerB);
}

/** Its own schema: on a polluted Object.prototype every rule would have one. */
function isSchemaRule(rule: OrderRule | SchemaRule): rule is SchemaRule {
  return Object.hasOwn(rule, "schema");
}

/** Checks what the document and its overlay say about several parameters together. */
export function checkRules(
  { rules = [], unbounded }: OperationDescriptor,
  input: OwnRecord,
  allowUnbounded: unknown,
  refuse: Refuse,
): void {
  for (const rule of rules) {
    const { name, message } = rule;
    if (isSchemaRule(rule)) {
      if (!satisfies(rule.schema, input)) refuse("input", name, message);
    } else {
      const [earlier, later] = [valueAt(input, rule.earlier), valueAt(input, rule.later)];
      if (earlier !== undefined && later !== undefined && !isEarlier(earlier, later)) {
        refuse(rule.later, name, message);
      }
    }
  }
  if (unbounded && allowUnbounded !== true && satisfies(unbounded.when, input)) {
    refuse("input", "unbounded", `${unbounded.message}; if that is meant, set the call option allowUnbounded: true`);
  }
}
