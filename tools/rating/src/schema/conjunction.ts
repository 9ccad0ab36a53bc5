import type { Model, Schema, SchemaObject, SchemaType } from "@workshop/openapi";
import {
  ANNOTATIONS,
  componentName,
  listOf,
  type Part,
  typesOf,
  type Union,
  unionsOf,
  valuesOf,
  withoutUnions,
} from "./parts.ts";
import { ALL_TYPES, shared, typeNames, typeOfValue, type ValueType } from "./values.ts";

/** What a conjunction is made of. */
interface Ingredients {
  readonly parts: readonly Part[];
  /** Whether `false` is one of the schemas. */
  readonly holdsFalse: boolean;
  /** The schema that it comes from, or the alternative that makes it one case of it. */
  readonly origin: Schema | undefined;
  /** What it is one of the alternatives of. */
  readonly whole: Conjunction | undefined;
  /** The schemas whose alternatives were chosen on the way here: an alternative that leads back to one adds nothing. */
  readonly chosen: ReadonlySet<SchemaObject>;
  /** The names of components that stand alone in an `anyOf` or `oneOf`. */
  readonly lone: ReadonlySet<string>;
  /** The schemas that it is made of, as they are written; none for a case of one. */
  readonly sources: readonly Schema[];
}

/** More cases than these, alternatives within alternatives included, are not gone through one by one. */
const MOST_CASES = 16;

/**
 * Schemas that all hold at once: one schema, with its references followed, its `allOf`s taken apart and alternatives
 * that are none resolved. Two ways to write the same come out as the same.
 */
export class Conjunction {
  readonly parts: readonly Part[];
  readonly unions: readonly Union[];
  readonly holdsFalse: boolean;
  readonly origin: Schema | undefined;
  readonly whole: Conjunction | undefined;
  readonly chosen: ReadonlySet<SchemaObject>;
  readonly lone: ReadonlySet<string>;
  readonly sources: readonly Schema[];
  private readonly schemas: Schemas;
  private knownTypes: ReadonlySet<ValueType> | undefined;
  private knownValues: readonly unknown[] | "not listed" | undefined;
  private knownRequired: ReadonlySet<string> | undefined;
  private knownCases: readonly Conjunction[] | "too many" | undefined;
  private knownRest: Conjunction | undefined;
  private knownAsCase: Conjunction | undefined;
  private readonly byTypes = new Map<string, readonly Conjunction[]>();

  constructor(schemas: Schemas, { parts, holdsFalse, origin, whole, chosen, lone, sources }: Ingredients) {
    this.schemas = schemas;
    this.parts = parts.map((part) => (chosen.has(part.schema) ? withoutUnions(part) : part));
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

  /** The schema to name where all of it is meant. */
  get schema(): SchemaObject | undefined {
    return typeof this.origin === "object" ? this.origin : this.parts[0]?.schema;
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
    this.knownValues ??= this.listValues() ?? "not listed";
    return this.knownValues === "not listed" ? undefined : this.knownValues;
  }

  private listValues(): readonly unknown[] | undefined {
    const listed = valuesOf(this.parts)?.filter((value) => this.types.has(typeOfValue(value)));
    if (listed !== undefined || this.unions.length > 0) return listed;
    const isListable = [...this.types].every((type) => type === "null" || type === "boolean");
    return isListable ? [null, false, true].filter((value) => this.types.has(typeOfValue(value))) : undefined;
  }

  /** The properties that its keywords ask for, alternatives left out. */
  get required(): ReadonlySet<string> {
    this.knownRequired ??= new Set(
      this.parts.flatMap(({ keywords: { required } }) => (Array.isArray(required) ? required.map(String) : [])),
    );
    return this.knownRequired;
  }

  /** Every part that has a keyword. */
  having(keyword: string): Part[] {
    return this.parts.filter((part) => part.keywords[keyword] !== undefined);
  }

  /** What it comes to when each of its alternatives is chosen in turn; `undefined` if that is too many. */
  get cases(): readonly Conjunction[] | undefined {
    if (this.unions.length === 0) return [this];
    this.knownCases ??= this.isManifold()
      ? "too many"
      : this.unions
          .reduce<readonly (readonly Schema[])[]>(
            (chosen, union) => chosen.flatMap((list) => union.branches.map((branch) => [...list, branch])),
            [[]],
          )
          .map((branches) => this.schemas.caseOf(this, branches));
    return this.knownCases === "too many" ? undefined : this.knownCases;
  }

  /** However many alternatives one list has, they are gone through one by one as long as none of them leaves a choice. */
  private isManifold(): boolean {
    const [only, another] = this.unions;
    if (only !== undefined && another === undefined) {
      if (only.branches.every((branch) => this.schemas.of(branch).unions.length === 0)) return false;
    }
    return this.countCases(this.chosen) > MOST_CASES;
  }

  /** How many cases there are, alternatives of alternatives included; it stops at the first that is one too many. */
  private countCases(chosen: ReadonlySet<SchemaObject>): number {
    let product = 1;
    for (const { part, branches } of this.unions) {
      if (chosen.has(part.schema)) continue;
      const further = new Set([...chosen, part.schema]);
      let sum = 0;
      for (const branch of branches) {
        sum += this.schemas.of(branch).countCases(further);
        if (sum * product > MOST_CASES) return MOST_CASES + 1;
      }
      product *= sum;
    }
    return product;
  }

  /** Whether it says nothing but `anyOf`, so that whatever one of its alternatives allows, it allows, too. */
  get isChoice(): boolean {
    if (this.unions.some(({ kind }) => kind === "oneOf")) return false;
    return this.parts.every((part) => Object.keys(withoutUnions(part).keywords).every((key) => ANNOTATIONS.has(key)));
  }

  /** The same as one of several alternatives: the same object for whatever schema it is one of. */
  get asCase(): Conjunction {
    this.knownAsCase ??= new Conjunction(this.schemas, { ...this, whole: this, sources: [] });
    return this.knownAsCase;
  }

  /** The same without its alternatives: wider than it is. */
  get withoutUnions(): Conjunction {
    this.knownRest ??= this.schemas.caseOf(this, []);
    return this.knownRest;
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

  /** The component of its document with this name, if something refers to it. */
  component(name: string): Conjunction | undefined {
    return this.schemas.component(name);
  }

  /** Several schemas of the same document at once. */
  all(schemas: readonly Schema[]): Conjunction {
    return this.schemas.of(...schemas);
  }
}

const ALONE: Pick<Ingredients, "chosen" | "whole"> = { whole: undefined, chosen: new Set() };

interface Flattened {
  readonly parts: Set<Part>;
  readonly seen: Set<SchemaObject>;
  readonly lone: Set<string>;
}

/** The schemas of one model. */
export class Schemas {
  private readonly model: Model;
  private readonly names: ReadonlySet<string>;
  private readonly ids = new Map<Schema | string, number>();
  private readonly known = new Map<string, Conjunction>();
  private readonly parts = new Map<SchemaObject, Part>();
  private readonly stripped = new Map<Part, Part>();

  constructor(model: Model) {
    this.model = model;
    this.names = new Set(model.schemaNames);
  }

  /** All of some schemas at once; the same object each time it is asked for the same ones. */
  of(...schemas: readonly Schema[]): Conjunction {
    const ids = new Set(schemas.map((schema) => this.id(schema)));
    const key = [...ids].sort((one, other) => one - other).join();
    let conjunction = this.known.get(key);
    if (conjunction === undefined) {
      const flattened = this.flattenAll([], schemas);
      conjunction = new Conjunction(this, { ...flattened, origin: schemas[0], ...ALONE, sources: schemas });
      this.known.set(key, conjunction);
    }
    return conjunction;
  }

  /** What a schema comes to when some of its alternatives are chosen. */
  caseOf(schema: Conjunction, branches: readonly Schema[]): Conjunction {
    const [only, another] = branches;
    if (only !== undefined && another === undefined && schema.isChoice) {
      const alone = this.of(only);
      if (alone.unions.length === 0) return alone.asCase;
    }
    return new Conjunction(this, {
      ...this.flattenAll(schema.parts.map(withoutUnions), branches),
      origin: branches.at(-1) ?? schema.origin,
      whole: schema.whole ?? schema,
      chosen: new Set([...schema.chosen, ...schema.unions.map(({ part }) => part.schema)]),
      sources: [],
    });
  }

  /** What a schema comes to for values of one type. */
  ofType(schema: Conjunction, type: SchemaType): Conjunction {
    const { parts, holdsFalse, origin, whole, chosen, lone } = schema;
    const ofType: Part = { schema: parts[0]?.schema ?? {}, keywords: { type } };
    return new Conjunction(this, { parts: [...parts, ofType], holdsFalse, origin, whole, chosen, lone, sources: [] });
  }

  /** Whether the document has a component of this name. */
  defines(name: string): boolean {
    return this.names.has(name);
  }

  /** The component of this name, if something refers to it. */
  component(name: string): Conjunction | undefined {
    const schema = this.model.schemas.get(`#/components/schemas/${name}`);
    return schema === undefined ? undefined : this.of(schema);
  }

  private flattenAll(
    parts: readonly Part[],
    schemas: readonly Schema[],
  ): Pick<Ingredients, "holdsFalse" | "lone" | "parts"> {
    const all = { parts: new Set(parts), lone: new Set<string>() };
    const holdsFalse = !schemas.every((schema) => this.flatten(schema, { ...all, seen: new Set() }));
    return { parts: [...all.parts], holdsFalse, lone: all.lone };
  }

  private flatten(schema: Schema, into: Flattened): boolean {
    if (typeof schema === "boolean") return schema;
    if (into.seen.has(schema)) return true;
    into.seen.add(schema);
    let part = this.part(schema);
    let isPossible = true;
    if (typeof schema.$ref === "string") isPossible = this.flatten(this.model.schemas.get(schema.$ref) ?? true, into);
    for (const branch of listOf(part, "allOf")) isPossible &&= this.flatten(branch, into);
    for (const keyword of ["anyOf", "oneOf"] as const) {
      const all = listOf(part, keyword);
      const branches = all.filter((branch) => branch !== false);
      if (branches.length === 0 && all.length > 0) isPossible = false;
      const [only, another] = branches;
      if (only === undefined || another !== undefined) continue;
      const name = componentName(only);
      if (name !== undefined) into.lone.add(name);
      isPossible &&= this.flatten(only, into);
      part = this.without(part, keyword);
    }
    if (Object.keys(part.keywords).some((key) => key !== "$ref" && key !== "allOf")) into.parts.add(part);
    return isPossible;
  }

  private part(schema: SchemaObject): Part {
    const part = this.parts.get(schema) ?? { schema, keywords: schema };
    this.parts.set(schema, part);
    return part;
  }

  private without(part: Part, keyword: "anyOf" | "oneOf"): Part {
    let stripped = this.stripped.get(part);
    if (stripped === undefined) {
      const { [keyword]: _left, ...keywords } = part.keywords;
      stripped = { schema: part.schema, keywords };
      this.stripped.set(part, stripped);
    }
    return stripped;
  }

  /** What only refers to the same is the same, wherever it stands. */
  private id(schema: Schema): number {
    const isReference = typeof schema === "object" && schema.$ref !== undefined && Object.keys(schema).length === 1;
    const key = isReference ? schema.$ref : schema;
    const id = this.ids.get(key) ?? this.ids.size;
    this.ids.set(key, id);
    return id;
  }
}
