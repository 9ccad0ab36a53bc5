import { type Direction, type Model, reaching, type Schema, UniqueNames } from "@workshop/openapi";
import { namesOfSchemas } from "./names-of-schemas.ts";

/**
 * Names for the constants of schemas that others refer to. A schema with `readOnly` or `writeOnly` somewhere below is another
 * one in each direction, so that it has two names.
 */
export class SchemaNames {
  readonly model: Model;
  private readonly plain: ReadonlyMap<string, string>;
  private readonly unique: UniqueNames;
  private readonly names = new Map<string, string>();
  private readonly directed: ReadonlySet<string>;

  constructor(model: Model, taken: Iterable<string>) {
    this.model = model;
    const reserved = new Set(taken);
    this.plain = namesOfSchemas(model.schemas.keys(), reserved);
    this.unique = new UniqueNames([...reserved, ...this.plain.values()]);
    this.directed = reaching(model.schemas, ({ readOnly, writeOnly }) => readOnly === true || writeOnly === true);
  }

  /** The name of a referred schema in one direction. */
  nameOf(reference: string, direction: Direction): string {
    const key = this.directed.has(reference) ? `${direction} ${reference}` : reference;
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const plain = this.plain.get(reference) ?? "Schema";
    const isVariant = this.directed.has(reference) && direction === "request";
    const name = isVariant ? this.unique.claim(`${plain}Request`) : plain;
    this.names.set(key, name);
    return name;
  }

  schemaOf(reference: string): Schema {
    return this.model.schemas.get(reference) ?? true;
  }
}
