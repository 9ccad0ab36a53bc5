import { isBytes, mayBacktrack, regularExpression, type SchemaObject } from "@workshop/openapi";
import type { ExpressionWriter } from "./expression-writer.ts";
import { literal } from "./text.ts";

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
export const TYPES: ReadonlyMap<string, string> = new Map([
  ["boolean", "boolean"],
  ["integer", "integer"],
  ["null", "nothing"],
  ["number", "number"],
  ["string", "string"],
]);

/** So many characters of a response are matched with a pattern that can keep an engine busy for ever. */
const BACKTRACKING = 16;

/** `enum`, `const` and `format`. */
export function valueChecks(writer: ExpressionWriter, schema: SchemaObject, taken: ReadonlySet<string>): string[] {
  const { enum: known, format, pattern } = schema;
  const checks: string[] = [];
  if (known !== undefined) {
    const isDeep = known.some((value) => typeof value === "object" && value !== null);
    checks.push(writer.call(isDeep ? "deepEnumeration" : "enumeration", known.map(literal)));
  }
  if (Object.hasOwn(schema, "const")) checks.push(writer.call("constant", [literal(schema.const)]));
  const checked = FORMATS.get(format ?? (isBytes(schema) ? "binary" : ""));
  if (checked !== undefined && !taken.has("format")) checks.push(writer.use(checked));
  const expression = pattern === undefined ? undefined : expressionOf(writer, pattern);
  if (pattern !== undefined && expression !== undefined)
    checks.push(writer.call("pattern", [expression, ...lengthLimit(pattern)]));
  return checks;
}

/** How many characters of a server's text are matched with a pattern, where there is a limit to that: none or one parameter. */
export function lengthLimit(pattern: string): readonly string[] {
  return mayBacktrack(pattern) ? [literal(BACKTRACKING)] : [];
}

/** A pattern that is no ECMAScript cannot be checked: the server decides. */
export function expressionOf({ scope }: ExpressionWriter, pattern: string): string | undefined {
  const expression = regularExpression(pattern);
  if (expression === undefined) scope.note(`pattern ${pattern}`);
  return expression === undefined ? undefined : String(expression);
}

/** The bounds of a value. */
export function limitChecks(writer: ExpressionWriter, schema: SchemaObject, taken: ReadonlySet<string>): string[] {
  writer.scope.noteBytes(schema);
  return LIMITS.flatMap((keyword) =>
    schema[keyword] === undefined || taken.has(keyword) ? [] : writer.call(keyword, [literal(schema[keyword])]),
  );
}
