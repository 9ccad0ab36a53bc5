import type { Schema, SchemaObject, SchemaType } from "@workshop/openapi";
import { type SchemaNames, sideOf } from "./schema-names.ts";
import { comment, literal, propertyName } from "./text.ts";
import { formatOf } from "./text-format.ts";

/**
 * Writes the TypeScript types of what a caller gives: `Date` beside `string` for a date-time, `Blob` for binary data,
 * read-only lists, no read-only properties. Answers have their types from openapi-typescript.
 */
export class InputTypes {
  private readonly names: SchemaNames;
  private readonly declarations = new Map<string, string>();

  constructor(names: SchemaNames) {
    this.names = names;
  }

  /** The type expression for a schema. */
  write(schema: Schema): string {
    if (schema === true) return "unknown";
    if (schema === false) return "never";
    const parts = this.parts(sideOf(schema, "request"));
    if (parts.length === 0) return "unknown";
    return parts.length === 1 ? (parts[0] ?? "unknown") : parts.map(parenthesise).join(" & ");
  }

  /** Declarations of the types that were referred to. */
  declared(): string[] {
    return [...this.declarations.values()];
  }

  /** A member of an object type, with its documentation. */
  member(name: string, schema: Schema, options: { required: boolean; type?: string; description?: string }): string {
    const documentation = comment(options.description ?? descriptionOf(schema), constraintsOf(schema), tagsOf(schema));
    const type = options.type ?? this.write(schema);
    return `${documentation}${propertyName(name)}${options.required ? "" : "?"}: ${type};\n`;
  }

  private parts(schema: SchemaObject): string[] {
    const parts: string[] = [];
    if (schema.$ref !== undefined) parts.push(this.refer(schema.$ref));
    for (const branch of schema.allOf ?? []) parts.push(this.write(branch));
    for (const branches of [schema.anyOf, schema.oneOf]) {
      if (branches !== undefined) parts.push(union(branches.map((branch) => this.write(branch))));
    }
    const own = this.own(schema);
    if (own !== undefined) parts.push(own);
    return parts.filter((part, index) => part !== "unknown" && parts.indexOf(part) === index);
  }

  /** What the schema says by its own type, enumeration, properties or items; `undefined` if nothing. */
  private own(schema: SchemaObject): string | undefined {
    if (Object.hasOwn(schema, "const")) return literal(schema.const);
    if (schema.enum !== undefined) return union(schema.enum.map(literal));
    const types = schema.type === undefined ? impliedTypes(schema) : [schema.type].flat();
    if (types.length === 0) return undefined;
    return union(types.map((type) => this.ofType(type, schema)));
  }

  private ofType(type: SchemaType, schema: SchemaObject): string {
    switch (type) {
      case "array":
        return this.array(schema);
      case "boolean":
      case "null":
        return type;
      case "integer":
      case "number":
        return "number";
      case "object":
        return this.object(schema);
      case "string":
        if (schema.format === "date-time") return "Date | string";
        return formatOf(schema) === "binary" ? "Blob" : "string";
    }
  }

  private array(schema: SchemaObject): string {
    const items = schema.items === undefined ? "unknown" : this.write(schema.items);
    if (schema.prefixItems === undefined) return `readonly ${parenthesise(items)}[]`;
    const tuple = schema.prefixItems.map((item) => this.write(item));
    const rest = schema.items === false ? [] : [`...${parenthesise(items)}[]`];
    return `readonly [${[...tuple, ...rest].join(", ")}]`;
  }

  private object(schema: SchemaObject): string {
    const properties = Object.entries(schema.properties ?? {});
    const members = properties.map(([name, property]) =>
      this.member(name, property, { required: schema.required?.includes(name) ?? false }),
    );
    const undeclared = (schema.required ?? []).filter((name) => !properties.some(([declared]) => declared === name));
    members.push(...undeclared.map((name) => this.member(name, true, { required: true })));
    const { additionalProperties } = schema;
    const open = additionalProperties !== undefined && additionalProperties !== false;
    if (!open && members.length > 0) return `{\n${members.join("")}}`;
    if (additionalProperties === false && schema.patternProperties === undefined) return "Record<string, never>";
    // Beside named properties an index signature must fit them all.
    const value = open && members.length === 0 ? this.write(additionalProperties) : "unknown";
    return `{\n${members.join("")}[name: string]: ${value};\n}`;
  }

  private refer(reference: string): string {
    const name = this.names.nameOf(reference, "request");
    if (this.declarations.has(name)) return name;
    this.declarations.set(name, ""); // holds the place while a type that refers to itself is written
    const schema = this.names.schemaOf(reference);
    this.declarations.set(name, `${comment(descriptionOf(schema))}export type ${name} = ${this.write(schema)};\n`);
    return name;
  }
}

/** Types in a union: without repetition, each in parentheses where it needs them. */
export function union(types: readonly string[]): string {
  const distinct = [...new Set(types)];
  if (distinct.includes("unknown")) return "unknown";
  const inhabited = distinct.filter((type) => type !== "never");
  return inhabited.length === 0 ? "never" : inhabited.join(" | ");
}

function parenthesise(type: string): string {
  return /^[\w.]+$/u.test(type) ? type : `(${type})`;
}

/** A schema without `type` that speaks of properties or items means objects or arrays. */
function impliedTypes(schema: SchemaObject): SchemaType[] {
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return ["object"];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ["array"] : [];
}

function descriptionOf(schema: Schema): string | undefined {
  return typeof schema === "object" ? (schema.description ?? undefined) : undefined;
}

/** The bounds that a type cannot say, in words. */
function constraintsOf(schema: Schema): string | undefined {
  if (typeof schema === "boolean") return undefined;
  const range = (low: number | undefined, high: number | undefined, unit: string): string | undefined => {
    if (low === undefined && high === undefined) return undefined;
    if (high === undefined) return `at least ${low}${unit}`;
    return low === undefined ? `at most ${high}${unit}` : `${low} to ${high}${unit}`;
  };
  const constraints = [
    schema.minLength === 1 && schema.maxLength === undefined
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
  return constraints.length === 0 ? undefined : `Constraints: ${constraints.join(", ")}.`;
}

function itemsFormat(schema: SchemaObject): string | undefined {
  const { items } = schema;
  return typeof items === "object" && items.format !== undefined ? `each of format ${items.format}` : undefined;
}

function tagsOf(schema: Schema): string | undefined {
  if (typeof schema === "boolean") return undefined;
  const tags = [
    schema.default === undefined ? undefined : `@defaultValue \`${literal(schema.default)}\``,
    schema.deprecated === true ? "@deprecated" : undefined,
  ].filter((tag) => tag !== undefined);
  return tags.length === 0 ? undefined : tags.join("\n");
}
