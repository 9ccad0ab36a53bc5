/** What the model says of schemas, and where it read that. */

/** A place in a document or in its overlay. The line is looked up when it is asked for: most callers never ask. */
export interface Source {
  /** The file as it was named to the reader. */
  readonly file: string;
  /** JSON pointer within that file, `""` for its root. */
  readonly pointer: string;
  /** Line of the node, counted from 1. */
  readonly line: number;
}

/** The values of the `type` keyword. */
export type SchemaType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

/**
 * A JSON Schema in the dialect of OpenAPI 3.1 (2020-12), whichever version the document has: `nullable`, boolean
 * `exclusiveMinimum` and `example` of 3.0 are rewritten on reading. `$ref` stays, as a JSON pointer (`#/...`).
 */
export interface SchemaObject {
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly [keyword: string]: unknown;
}

/** A schema, or `true` (anything) or `false` (nothing). */
export type Schema = SchemaObject | boolean;
