import type { Direction, Schema, SchemaObject } from "@workshop/openapi";
import type { Parts } from "./schema-parts.ts";

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
  /** What several parts of a schema describe, each by itself, and in which objects each knows other names. */
  sharedBy(schema: Schema): ReadonlyMap<string, readonly Schema[]>;
  /** What a reference leads to. */
  schemaOf(reference: string): Schema;
  /** The name of a referred schema, which is declared if it is not yet. */
  refer(reference: string, direction: Direction): string;
}

/** What writes an expression, as the functions for its keywords see it. */
export interface ExpressionWriter {
  readonly scope: CheckScope;
  readonly direction: Direction;
  /** The check of a value that no other schema applies to. */
  entry(schema: Schema): string;
  /** The check of a property. */
  member(name: string, schema: Schema): string;
  /** The check of a value that other schemas apply to, too. */
  part(schema: Schema): string;
  /** A function of the runtime, which the module imports then. */
  use(name: string): string;
  /** A call of one. */
  call(name: string, parameters: readonly string[]): string;
}
