import { isNode, type Node } from "../document-side.ts";
import { ANNOTATIONS, type Part } from "./dialect.ts";
import { typesOf, type Union, unionsOf, valuesOf, withoutUnions } from "./parts.ts";
import type { Schemas } from "./schemas.ts";
import { ALL_TYPES, shared, typeNames, typeOfValue, type ValueType } from "./value-types.ts";

/** What a conjunction is made of. */
export interface Ingredients {
  readonly parts: readonly Part[];
  /** Whether `false` is one of the schemas. */
  readonly holdsFalse: boolean;
  /** The schema that it comes from, or the alternative that makes it one case of it. */
  readonly origin: unknown;
  /** What it is one of the alternatives of. */
  readonly whole: Conjunction | undefined;
  /** The schemas whose alternatives were chosen on the way here: an alternative that leads back to one adds nothing. */
  readonly chosen: ReadonlySet<unknown>;
  /** The names of components that stand alone in an `anyOf` or `oneOf`. */
  readonly lone: ReadonlySet<string>;
  /** The schemas that it is made of, as they are written; none for a case of one. */
  readonly sources: readonly unknown[];
}

/** More alternatives than this are not multiplied with each other. */
const MOST_CASES = 64;

/**
 * Schemas that all hold at once: one schema, with its references followed, its `allOf`s taken apart and alternatives
 * that are none resolved. Two ways to write the same come out as the same.
 */
export class Conjunction {
  readonly parts: readonly Part[];
  readonly unions: readonly Union[];
  readonly origin: Ingredients["origin"];
  readonly sources: Ingredients["sources"];
  readonly whole: Ingredients["whole"];
  readonly chosen: Ingredients["chosen"];
  readonly lone: Ingredients["lone"];
  private readonly schemas: Schemas;
  readonly holdsFalse: Ingredients["holdsFalse"];
  private knownTypes: ReadonlySet<ValueType> | undefined;
  private knownCases: readonly Conjunction[] | undefined;
  private readonly byTypes = new Map<string, readonly Conjunction[]>();

  constructor(schemas: Schemas, { parts, holdsFalse, origin, whole, chosen, lone, sources }: Ingredients) {
    this.schemas = schemas;
    this.parts = parts.map((part) => (chosen.has(part.raw) ? withoutUnions(part) : part));
    this.unions = this.parts.flatMap(unionsOf);
    this.chosen = chosen;
    this.holdsFalse = holdsFalse;
    this.origin = origin;
    this.whole = whole;
    this.lone = lone;
    this.sources = sources;
  }

  /** Whether nothing satisfies it. */
  get isNever(): boolean {
    return this.holdsFalse || this.types.size === 0;
  }

  /** The node to name where the schema as a whole is meant. */
  get node(): Node | undefined {
    return isNode(this.origin) ? this.origin : this.parts[0]?.raw;
  }

  /** Whether everything satisfies it. */
  get isAnything(): boolean {
    return (
      !this.isNever && this.parts.every(({ keywords }) => Object.keys(keywords).every((key) => ANNOTATIONS.has(key)))
    );
  }

  /** The types that its keywords allow, alternatives included. */
  get types(): ReadonlySet<ValueType> {
    if (this.knownTypes !== undefined) return this.knownTypes;
    this.knownTypes = ALL_TYPES; // for an alternative that leads back here
    let types = typesOf(this.parts);
    for (const union of this.unions) {
      const allowed = union.branches.map((branch) => this.schemas.of(branch).types);
      types = shared(types, new Set(allowed.flatMap((some) => [...some])));
    }
    this.knownTypes = types;
    return types;
  }

  /** The types that a reader takes it for: one that speaks of properties or items only means objects or arrays. */
  get meantTypes(): ReadonlySet<ValueType> {
    if (this.types.size < ALL_TYPES.size) return this.types;
    const speaksOf = (...keywords: string[]): boolean =>
      this.parts.some((part) => keywords.some((keyword) => part.keywords[keyword] !== undefined));
    if (speaksOf("properties", "additionalProperties", "patternProperties", "required")) return new Set(["object"]);
    return speaksOf("items", "prefixItems") ? new Set(["array"]) : this.types;
  }

  /** All values in the types that are allowed, where they can be listed; `undefined` where they cannot. */
  get values(): readonly unknown[] | undefined {
    const listed = valuesOf(this.parts)?.filter((value) => this.types.has(typeOfValue(value)));
    if (listed !== undefined || this.unions.length > 0) return listed;
    const isListable = [...this.types].every((type) => type === "null" || type === "boolean");
    return isListable ? [null, false, true].filter((value) => this.types.has(typeOfValue(value))) : undefined;
  }

  /** Every part that has a keyword. */
  having(keyword: string): Part[] {
    return this.parts.filter((part) => part.keywords[keyword] !== undefined);
  }

  /**
   * What it comes to when each of its alternatives is chosen in turn; `undefined` if that is too many.
   */
  get cases(): readonly Conjunction[] | undefined {
    if (this.unions.length === 0) return [this];
    const count = this.unions.reduce((product, union) => product * union.branches.length, 1);
    if (count > MOST_CASES && this.unions.length > 1) return undefined;
    this.knownCases ??= this.unions
      .reduce<readonly (readonly unknown[])[]>(
        (chosen, union) => chosen.flatMap((list) => union.branches.map((branch) => [...list, branch])),
        [[]],
      )
      .map((branches) => this.schemas.caseOf(this, branches));
    return this.knownCases;
  }

  /** Its alternatives for one union alone, the others left out: wider than it is. */
  casesOf(union: Union): Conjunction[] {
    return union.branches.map((branch) => this.schemas.caseOf(this, [branch]));
  }

  /** The same without its alternatives: wider than it is. */
  get withoutUnions(): Conjunction {
    return this.schemas.caseOf(this, []);
  }

  /** The same for each of some types. */
  perType(types: ReadonlySet<ValueType>): readonly Conjunction[] {
    const key = typeNames(types).join();
    const known = this.byTypes.get(key);
    if (known !== undefined) return known;
    const cases = typeNames(types).map((type) => this.schemas.ofType(this, type));
    this.byTypes.set(key, cases);
    return cases;
  }

  /** Whether its document has a component of this name. */
  defines(name: string): boolean {
    return this.schemas.defines(name);
  }

  /** Several schemas of the same document at once. */
  all(schemas: readonly unknown[]): Conjunction {
    return this.schemas.of(...schemas);
  }
}
