import { type DocumentSide, isNode, type Node, nodeIn } from "../document-side.ts";
import { Conjunction, type Ingredients } from "./conjunction.ts";
import { componentName, listOf, modernise, type Part, UNRESOLVED } from "./dialect.ts";
import { withoutUnions } from "./parts.ts";

const ALONE: Pick<Ingredients, "chosen" | "whole"> = { whole: undefined, chosen: new Set() };

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
      conjunction = new Conjunction(this, { ...flattened, origin: schemas[0], ...ALONE, sources: schemas });
      this.known.set(key, conjunction);
    }
    return conjunction;
  }

  /** What a schema comes to when some of its alternatives are chosen. */
  caseOf(schema: Conjunction, branches: readonly unknown[]): Conjunction {
    return new Conjunction(this, {
      ...this.flattenAll(schema.parts.map(withoutUnions), branches),
      origin: branches.at(-1) ?? schema.origin,
      whole: schema.whole ?? schema,
      chosen: new Set([...schema.chosen, ...schema.unions.map(({ part }) => part.raw)]),
      sources: [],
    });
  }

  /** What a schema comes to for values of one type. */
  ofType(schema: Conjunction, type: string): Conjunction {
    const { parts, holdsFalse, origin, whole, chosen, lone } = schema;
    const ofType: Part = { raw: parts[0]?.raw ?? {}, keywords: { type } };
    return new Conjunction(this, { parts: [...parts, ofType], holdsFalse, origin, whole, chosen, lone, sources: [] });
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
