import { type DocumentSide, isNode, type Node, nodeIn } from "../document-side.ts";
import { Conjunction, type Ingredients } from "./conjunction.ts";
import { componentName, listOf, modernise, type Part, UNRESOLVED } from "./dialect.ts";

interface Flattened {
  readonly parts: Set<Part>;
  readonly seen: Set<unknown>;
  readonly lone: Set<string>;
}

/** The schemas of one document. */
export class Schemas {
  private readonly side: DocumentSide;
  private readonly ids = new Map<unknown, number>();
  private readonly known = new Map<string, Conjunction>();
  private readonly modern = new Map<Node, Part>();
  private readonly stripped = new Map<Part, Part>();

  constructor(side: DocumentSide) {
    this.side = side;
  }

  /** All of some schemas at once; the same object each time it is asked for the same ones. */
  of(...schemas: readonly unknown[]): Conjunction {
    const key = [...new Set(schemas.map((schema) => this.id(schema)))].sort((one, other) => one - other).join();
    let conjunction = this.known.get(key);
    if (conjunction === undefined) {
      const flattened = this.flattenAll([], schemas);
      conjunction = new Conjunction(this, { ...flattened, origin: schemas[0], whole: undefined, sources: schemas });
      this.known.set(key, conjunction);
    }
    return conjunction;
  }

  /** Some parts and further schemas at once. */
  combine(
    parts: readonly Part[],
    schemas: readonly unknown[],
    origin: unknown,
    whole: Conjunction | undefined,
  ): Conjunction {
    return new Conjunction(this, { ...this.flattenAll(parts, schemas), origin, whole, sources: [] });
  }

  private flattenAll(
    parts: readonly Part[],
    schemas: readonly unknown[],
  ): Pick<Ingredients, "holdsFalse" | "lone" | "parts"> {
    const all = { parts: new Set(parts), seen: new Set<unknown>(), lone: new Set<string>() };
    const holdsFalse = !schemas.every((schema) => this.flatten(schema, { ...all, seen: new Set() }));
    return { parts: [...all.parts], holdsFalse, lone: all.lone };
  }

  /** Whether the document has a component of this name. */
  defines(name: string): boolean {
    return Object.hasOwn(nodeIn(this.side.data.components, "schemas"), name);
  }

  /** A schema without what it refers to. */
  part(raw: Node): Part {
    let part = this.modern.get(raw);
    if (part === undefined) {
      part = { raw, keywords: modernise(raw, this.side.is30) };
      this.modern.set(raw, part);
    }
    return part;
  }

  private flatten(schema: unknown, into: Flattened): boolean {
    if (schema === false) return false;
    if (!isNode(schema) || into.seen.has(schema)) return true;
    into.seen.add(schema);
    let part = this.part(schema);
    const { $ref: reference } = part.keywords;
    let isPossible = true;
    if (typeof reference === "string") {
      const target = this.side.target(reference);
      // What a reference out of the document means is not known: it means the same as the same reference.
      if (target === undefined) into.parts.add({ raw: schema, keywords: { [UNRESOLVED]: reference } });
      isPossible &&= this.flatten(target, into);
    }
    for (const branch of listOf(part, "allOf")) isPossible &&= this.flatten(branch, into);
    for (const keyword of ["anyOf", "oneOf"] as const) {
      const branches = listOf(part, keyword).filter((branch) => branch !== false);
      if (branches.length === 0 && listOf(part, keyword).length > 0) isPossible = false;
      if (branches.length !== 1) continue;
      const name = componentName(branches[0]);
      if (name !== undefined) into.lone.add(name);
      isPossible &&= this.flatten(branches[0], into);
      part = this.without(part, keyword);
    }
    if (Object.keys(part.keywords).some((key) => key !== "$ref" && key !== "allOf")) into.parts.add(part);
    return isPossible;
  }

  private without(part: Part, keyword: string): Part {
    let stripped = this.stripped.get(part);
    if (stripped === undefined) {
      const { [keyword]: _left, ...keywords } = part.keywords;
      stripped = { raw: part.raw, keywords };
      this.stripped.set(part, stripped);
    }
    return stripped;
  }

  private id(schema: unknown): number {
    const key = typeof schema === "object" && schema !== null ? schema : schema === false ? "nothing" : "anything";
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.ids.size;
      this.ids.set(key, id);
    }
    return id;
  }
}
