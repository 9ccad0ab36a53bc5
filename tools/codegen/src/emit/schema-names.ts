import { createHash } from "node:crypto";
import {
  type Direction,
  distinctNames,
  fromPointer,
  type Model,
  type NameCandidates,
  pascalCase,
  reaching,
  type Schema,
  spelledOut,
  UniqueNames,
} from "@workshop/openapi";

/** Steps of a pointer that say nothing of what stands there. */
const STRUCTURE = new Set(["$defs", "components", "content", "paths", "properties", "responses", "schema", "schemas"]);

/** What a schema is called where it stands: its name in the components, or else the way to it. */
export function schemaNameOf(reference: string): string {
  const tokens = fromPointer(reference);
  const [holder, kind, name, ...rest] = tokens;
  if (holder === "components" && kind === "schemas" && name !== undefined && rest.length === 0) return name;
  return tokens.filter((token) => !STRUCTURE.has(token)).join(" ");
}

/**
 * Names in Pascal case for the schemas that others refer to. A name depends on the schema's own place and on what else comes to
 * the same name, never on an order.
 *
 * @param taken - names that no schema may have: one that wants it has `Schema` behind it.
 */
export function namesOfSchemas(references: Iterable<string>, taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const all = [...references];
  const names = distinctNames(all.map(candidatesOf), (name) => (taken.has(name) ? `${name}Schema` : name));
  return new Map(all.map((reference, index) => [reference, names[index] ?? "unknown"]));
}

function candidatesOf(reference: string): NameCandidates {
  const name = schemaNameOf(reference);
  const spelled = pascalCase(spelledOut(name));
  // Names may differ in the case of a letter alone.
  const cased = `${spelled}In${name === name.toLowerCase() ? "Lower" : "Upper"}Case`;
  const last = `${spelled}_${createHash("sha256").update(reference).digest("hex").slice(0, 8)}`;
  const plain = pascalCase(name);
  return plain === "_" ? [spelled, last] : [plain, spelled, cased, last];
}

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
