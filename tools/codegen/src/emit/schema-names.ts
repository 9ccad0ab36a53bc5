import {
  type Direction,
  fromPointer,
  type Model,
  pascalCase,
  reaching,
  type Schema,
  UniqueNames,
} from "@workshop/openapi";

/**
 * Names for the constants of schemas that others refer to. A schema with `readOnly` or `writeOnly` somewhere below is another
 * one in each direction, so that it has two names.
 */
export class SchemaNames {
  readonly model: Model;
  private readonly unique: UniqueNames;
  private readonly names = new Map<string, string>();
  private readonly directed: ReadonlySet<string>;

  constructor(model: Model, taken: Iterable<string>) {
    this.model = model;
    this.unique = new UniqueNames(taken);
    this.directed = reaching(model.schemas, ({ readOnly, writeOnly }) => readOnly === true || writeOnly === true);
  }

  /** The name of a referred schema in one direction. */
  nameOf(reference: string, direction: Direction): string {
    const key = this.directed.has(reference) ? `${direction} ${reference}` : reference;
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const plain = pascalCase(fromPointer(reference).at(-1) ?? "Schema");
    const suffix = this.directed.has(reference) && direction === "request" ? "Request" : "";
    const name = this.unique.claim(plain + suffix);
    this.names.set(key, name);
    return name;
  }

  schemaOf(reference: string): Schema {
    return this.model.schemas.get(reference) ?? true;
  }
}
