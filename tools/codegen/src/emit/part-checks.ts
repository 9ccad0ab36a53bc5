import type { Schema, SchemaObject } from "@workshop/openapi";
import type { ExpressionWriter } from "./expression-writer.ts";
import { literal, object } from "./text.ts";
import { expressionOf, lengthLimit } from "./value-checks.ts";

/** Whether an object is described by `object()` as a whole. */
export function isPlainObject({ properties, additionalProperties, patternProperties }: SchemaObject): boolean {
  return patternProperties === undefined && (properties !== undefined || additionalProperties !== undefined);
}

/** `object()` with all that it takes. */
export function objectCheck(writer: ExpressionWriter, schema: SchemaObject): string {
  const { properties = {}, required = [], additionalProperties: rest } = schema;
  return writer.call("object", [
    mapping(writer, rest === undefined ? withRequired(properties, required) : properties),
    ...(required.length > 0 || rest !== undefined ? [literal(required)] : []),
    ...(rest === undefined ? [] : [rest === false ? "false" : writer.entry(rest)]),
  ]);
}

/** `array()` with all that it takes. */
export function arrayCheck(writer: ExpressionWriter, { items = true, minItems, maxItems }: SchemaObject): string {
  return writer.call("array", [
    writer.entry(items),
    ...(minItems !== undefined || maxItems !== undefined ? [literal(minItems ?? 0)] : []),
    ...(maxItems === undefined ? [] : [literal(maxItems)]),
  ]);
}

function mapping(writer: ExpressionWriter, schemas: Readonly<Record<string, Schema>>): string {
  return object(Object.entries(schemas).map(([name, schema]) => [name, writer.member(name, schema)]));
}

/** The keywords of objects, as far as `object()` has not taken them. */
export function objectChecks(writer: ExpressionWriter, schema: SchemaObject, taken: ReadonlySet<string>): string[] {
  const { required = [], properties, patternProperties = {}, additionalProperties: rest } = schema;
  const checks: string[] = [];
  if (required.length > 0 && !taken.has("required")) checks.push(writer.call("required", required.map(literal)));
  if (properties !== undefined && !taken.has("properties"))
    checks.push(
      writer.call("properties", [
        mapping(writer, rest === undefined ? withRequired(properties, required) : properties),
      ]),
    );
  const patterns = Object.entries(patternProperties).flatMap(([pattern, inner]) => {
    const expression = expressionOf(writer, pattern);
    return expression === undefined ? [] : [{ expression, check: writer.entry(inner), limit: lengthLimit(pattern) }];
  });
  // Nobody knows for sure which names are left.
  const areAllKnown = patterns.length === Object.keys(patternProperties).length;
  if (patterns.length > 0)
    checks.push(
      writer.call(
        "patternProperties",
        patterns.map(({ expression, check, limit }) => `[${[expression, check, ...limit].join(", ")}]`),
      ),
    );
  if (rest !== undefined && areAllKnown && !taken.has("additionalProperties")) {
    const names = `[${Object.keys(properties ?? {})
      .map(literal)
      .join(", ")}]`;
    const expressions = patterns.length === 0 ? [] : [`[${patterns.map(({ expression }) => expression).join(", ")}]`];
    const [limit = []] = patterns.map((one) => one.limit).filter(({ length }) => length > 0);
    const check = rest === false ? "false" : writer.entry(rest);
    checks.push(writer.call("additionalProperties", [check, names, ...expressions, ...limit]));
  }
  if (schema.propertyNames !== undefined)
    checks.push(writer.call("propertyNames", [writer.entry(schema.propertyNames)]));
  if (schema.dependentRequired !== undefined)
    checks.push(writer.call("dependentRequired", [literal(schema.dependentRequired)]));
  const dependent = schema.dependentSchemas as Readonly<Record<string, Schema>> | undefined; // the model has read it
  if (dependent !== undefined) {
    const parts = Object.entries(dependent).map(([name, inner]) => [name, writer.part(inner)] as const);
    checks.push(writer.call("dependentSchemas", [object(parts)]));
  }
  return checks;
}

/** The keywords of lists, as far as `array()` has not taken them. */
export function listChecks(writer: ExpressionWriter, schema: SchemaObject, taken: ReadonlySet<string>): string[] {
  const { prefixItems = [], items, contains, minContains, maxContains } = schema;
  const checks: string[] = [];
  if (prefixItems.length > 0)
    checks.push(
      writer.call(
        "prefixItems",
        prefixItems.map((item) => writer.entry(item)),
      ),
    );
  if (items !== undefined && !taken.has("items"))
    checks.push(
      writer.call("items", [writer.entry(items), ...(prefixItems.length > 0 ? [literal(prefixItems.length)] : [])]),
    );
  if (contains !== undefined)
    checks.push(
      writer.call("contains", [
        writer.part(contains),
        ...(minContains !== undefined || maxContains !== undefined ? [literal(minContains ?? 1)] : []),
        ...(maxContains === undefined || !writer.scope.isChecked(contains) ? [] : [literal(maxContains)]),
      ]),
    );
  if (schema.uniqueItems === true) checks.push(writer.use("uniqueItems"));
  return checks;
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
