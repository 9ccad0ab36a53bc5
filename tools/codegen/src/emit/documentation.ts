import { basename, dirname } from "node:path";
import { camelCase, isBytes, type Operation, type Schema, type SchemaObject, type Source } from "@workshop/openapi";
import { comment, literal } from "./text.ts";

/** What stands above an operation. */
export function describeOperation(operation: Operation): string {
  const { summary, description, retry, outcome } = operation;
  return comment(
    summary,
    description === summary ? undefined : description,
    retry === undefined ? undefined : `Repeating it is rated ${retry.rating}: ${retry.reason}.`,
    outcome === undefined ? undefined : `If no response came: ${outcome.findOut}.`,
    isRenamed(operation) ? `The operation \`${operation.operationId}\` of the document.` : undefined,
    sourceOf(operation.source),
    operation.deprecated ? "@deprecated" : undefined,
  );
}

/** Whether a method has another name than the document gives it, apart from the way in which that is written. */
export function isRenamed({ name, operationId }: Operation): boolean {
  return operationId !== undefined && camelCase(operationId) !== name;
}

/** What stands above a property: its description, and what a type cannot say. */
export function describeSchema(schema: Schema, description?: string): string {
  if (typeof schema === "boolean") return comment(description);
  const constraints = constraintsOf(schema);
  const bounds = constraints === undefined ? undefined : `Constraints: ${constraints}`;
  return comment(description ?? schema.description, bounds, tagsOf(schema));
}

/** The place in the document that something comes from, in words that are the same on every machine and for every user. */
export function sourceOf({ file, pointer }: Source): string {
  const overlay = basename(dirname(file)) === "overlays" ? "the overlay, " : "";
  return `Source: ${overlay}\`#${pointer}\``;
}

/** The bounds that a type cannot say, in words. */
export function constraintsOf(schema: SchemaObject): string | undefined {
  const range = (low: number | undefined, high: number | undefined, unit: string): string | undefined => {
    if (low === undefined && high === undefined) return undefined;
    if (high === undefined) return `at least ${low}${unit}`;
    return low === undefined ? `at most ${high}${unit}` : `${low} to ${high}${unit}`;
  };
  const constraints = [
    // Bytes have no characters.
    isBytes(schema)
      ? undefined
      : schema.minLength === 1 && schema.maxLength === undefined
        ? "not empty"
        : range(schema.minLength, schema.maxLength, " characters"),
    schema.minItems === 1 && schema.maxItems === undefined
      ? "not empty"
      : range(schema.minItems, schema.maxItems, " items"),
    range(schema.minimum, schema.maximum, ""),
    schema.exclusiveMinimum === undefined ? undefined : `more than ${schema.exclusiveMinimum}`,
    schema.exclusiveMaximum === undefined ? undefined : `less than ${schema.exclusiveMaximum}`,
    schema.multipleOf === undefined ? undefined : `a multiple of ${schema.multipleOf}`,
    schema.pattern === undefined ? undefined : `matches \`${schema.pattern}\``,
    schema.format === undefined ? undefined : `format ${schema.format}`,
    itemsFormat(schema),
  ].filter((constraint) => constraint !== undefined);
  return constraints.length === 0 ? undefined : `${constraints.join(", ")}.`;
}

function itemsFormat({ items }: SchemaObject): string | undefined {
  return typeof items === "object" && items.format !== undefined ? `each of format ${items.format}` : undefined;
}

function tagsOf(schema: SchemaObject): string | undefined {
  const tags = [
    schema.default === undefined ? undefined : `@defaultValue \`${literal(schema.default)}\``,
    schema.deprecated === true ? "@deprecated" : undefined,
  ].filter((tag) => tag !== undefined);
  return tags.length === 0 ? undefined : tags.join("\n");
}
