import { type Direction, inDirection, isBytes, type Schema, type SchemaObject } from "@workshop/openapi";
import type { SchemaNames } from "./schema-names.ts";
import { literal, object } from "./text.ts";

/** Keywords that the validator of client-core reads, in the order in which they are written. */
const CHECKED = [
  "type",
  "enum",
  "const",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "required",
  "dependentRequired",
  "minProperties",
  "maxProperties",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minContains",
  "maxContains",
] as const satisfies readonly (keyof SchemaObject)[];

const CHECKED_SCHEMAS = [
  "propertyNames",
  "additionalProperties",
  "items",
  "contains",
  "not",
  "if",
  "then",
  "else",
] as const;
const CHECKED_LISTS = ["prefixItems", "allOf", "anyOf", "oneOf"] as const;

/** Keywords that say something about a value and that the validator does not read: who uses one is told. */
const UNCHECKED = new Set([
  "$dynamicRef",
  "$recursiveRef",
  "dependencies",
  "dependentSchemas",
  "unevaluatedItems",
  "unevaluatedProperties",
]);

/** Writes schemas as data for the validator of client-core: annotations left out, references by name. */
export class RuntimeSchemas {
  private readonly names: SchemaNames;
  /** The declarations of referred schemas, each after those which it needs. */
  private readonly declarations = new Map<string, string>();
  private readonly open = new Set<string>();
  private readonly unchecked = new Set<string>();

  constructor(names: SchemaNames) {
    this.names = names;
  }

  /** The expression for a schema as one direction sees it. */
  write(schema: Schema, direction: Direction): string {
    if (typeof schema === "boolean") return String(schema);
    const { $ref, ...siblings } = schema;
    if ($ref === undefined) return this.writeObject(inDirection(this.names.model, schema, direction), direction);
    const reference = this.refer($ref, direction);
    const beside = this.writeObject(siblings, direction);
    return beside === "{}" ? reference : `{ allOf: [${reference}, ${beside}] }`;
  }

  /** The module that declares every schema which was referred to; `undefined` if none was. */
  module(): string | undefined {
    if (this.declarations.size === 0) return undefined;
    const constants = [...this.declarations].map(([name, text]) => `export const ${name}: Schema = ${text};\n`);
    return `import type { Schema } from "@org/client-core";\n\n${constants.join("\n")}`;
  }

  /** Keywords that were met and cannot be checked. */
  notChecked(): string[] {
    return [...this.unchecked].sort();
  }

  private writeObject(schema: SchemaObject, direction: Direction): string {
    for (const keyword of Object.keys(schema)) if (UNCHECKED.has(keyword)) this.unchecked.add(keyword);
    return object([
      ...CHECKED.map((keyword) => [keyword, this.writeChecked(schema, keyword)] as const),
      ...CHECKED_SCHEMAS.map((keyword) => [keyword, this.writeOptional(schema[keyword], direction)] as const),
      ...CHECKED_LISTS.map((keyword) => [keyword, this.writeList(schema[keyword], direction)] as const),
      ["properties", this.writeMapping(direction === "request" ? withRequired(schema) : schema.properties, direction)],
      ["patternProperties", this.writeMapping(schema.patternProperties, direction)],
    ]);
  }

  private writeChecked(schema: SchemaObject, keyword: (typeof CHECKED)[number]): string | undefined {
    const value = keyword === "format" ? (schema.format ?? (isBytes(schema) ? "binary" : undefined)) : schema[keyword];
    return Object.hasOwn(schema, keyword) || value !== undefined ? literal(value) : undefined;
  }

  private writeOptional(schema: Schema | undefined, direction: Direction): string | undefined {
    return schema === undefined ? undefined : this.write(schema, direction);
  }

  private writeList(schemas: readonly Schema[] | undefined, direction: Direction): string | undefined {
    return schemas === undefined ? undefined : `[${schemas.map((schema) => this.write(schema, direction)).join(", ")}]`;
  }

  private writeMapping(
    schemas: Readonly<Record<string, Schema>> | undefined,
    direction: Direction,
  ): string | undefined {
    if (schemas === undefined) return undefined;
    return object(Object.entries(schemas).map(([name, schema]) => [name, this.write(schema, direction)]));
  }

  /**
   * A schema that is still being written is referred to by a function: its constant does not exist yet. Outside of the
   * declarations a name is that of a member of the module `schemas`, so that it cannot meet the name of a type.
   */
  private refer(reference: string, direction: Direction): string {
    const name = this.names.nameOf(reference, direction);
    if (this.open.has(name)) return `() => ${name}`;
    if (!this.declarations.has(name)) {
      this.open.add(name);
      const text = this.write(this.names.schemaOf(reference), direction);
      this.open.delete(name);
      this.declarations.set(name, text);
    }
    return this.open.size === 0 ? `schemas.${name}` : name;
  }
}

/** In a request only known properties may stand: one that is required but described nowhere else is known, too. */
function withRequired({ properties, required = [] }: SchemaObject): SchemaObject["properties"] {
  if (properties === undefined) return undefined;
  const undescribed = required.filter((name) => !Object.hasOwn(properties, name));
  return { ...properties, ...Object.fromEntries(undescribed.map((name) => [name, true])) };
}
