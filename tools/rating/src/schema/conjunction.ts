import { bareReference, type Model, type Schema, type SchemaObject } from "@workshop/openapi";
import { ANNOTATIONS, componentName, listOf, type Part, typesOf, type Union, unionsOf, valuesOf } from "./parts.ts";
import { ALL_TYPES, shared, typeOfValue, type ValueType } from "./values.ts";

/** What a conjunction is made of. */
interface Ingredients {
  readonly parts: readonly Part[];
  /** Whether `false` is one of the schemas. */
  readonly holdsFalse: boolean;
  /** The schema that it comes from, or the alternative that makes it one case of it. */
  readonly origin: Schema | undefined;
  /** What it is one of the cases of. */
  readonly whole: Conjunction | undefined;
  /** The names of components that stand alone in an `anyOf` or `oneOf`. */
  readonly lone: ReadonlySet<string>;
  /** The schemas that it is made of, as they are written; none for a case of one. */
  readonly sources: readonly Schema[];
}

/**
 * Schemas that all hold at once: one schema, with its references followed, its `allOf`s taken apart and alternatives
 * that are none resolved. Two ways to write the same come out as the same. No schema leads back to itself for the same
 * value: the model refuses such.
 */
export class Conjunction {
  readonly parts: readonly Part[];
  readonly unions: readonly Union[];
  readonly holdsFalse: boolean;
  readonly origin: Schema | undefined;
  readonly whole: Conjunction | undefined;
  readonly lone: ReadonlySet<string>;
  readonly sources: readonly Schema[];
  /** The name of the component that it refers to, or its title. */
  readonly name: string | undefined;
  readonly schemas: Schemas;
  private knownTypes: ReadonlySet<ValueType> | undefined;
  private knownValues: readonly unknown[] | "not listed" | undefined;
  private knownRequired: ReadonlySet<string> | undefined;

  constructor(schemas: Schemas, { parts, holdsFalse, origin, whole, lone, sources }: Ingredients) {
    this.schemas = schemas;
    this.parts = parts;
    this.unions = parts.flatMap(unionsOf);
    this.holdsFalse = holdsFalse;
    this.origin = origin;
    this.whole = whole;
    this.lone = lone;
    this.sources = sources;
    const title = typeof origin === "object" && typeof origin.title === "string" ? origin.title : undefined;
    this.name = componentName(origin) ?? title;
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

  /** The component of its document with this name, if something refers to it. */
  component(name: string): Conjunction | undefined {
    return this.schemas.component(name);
  }

  /** Several schemas of the same document at once. */
  all(schemas: readonly Schema[]): Conjunction {
    return this.schemas.of(...schemas);
  }
}

interface Flattened {
  readonly parts: Set<Part>;
  readonly seen: Set<SchemaObject>;
  readonly lone: Set<string>;
}

/** The schemas of one model. */
export class Schemas {
  private readonly model: Model;
  private readonly ids = new Map<Schema | string, number>();
  private readonly known = new Map<string, Conjunction>();
  private readonly parts = new Map<SchemaObject, Part>();
  private readonly stripped = new Map<Part, Part>();

  constructor(model: Model) {
    this.model = model;
  }

  /** All of some schemas at once; the same object each time it is asked for the same ones. */
  of(...schemas: readonly Schema[]): Conjunction {
    const ids = new Set(schemas.map((schema) => this.id(schema)));
    const key = [...ids].sort((one, other) => one - other).join();
    let conjunction = this.known.get(key);
    if (conjunction === undefined) {
      const flattened = this.flattenAll([], schemas);
      conjunction = new Conjunction(this, { ...flattened, origin: schemas[0], whole: undefined, sources: schemas });
      this.known.set(key, conjunction);
    }
    return conjunction;
  }

  /** The component of this name, if something refers to it. */
  component(name: string): Conjunction | undefined {
    const schema = this.model.schemas.get(`#/components/schemas/${name}`);
    return schema === undefined ? undefined : this.of(schema);
  }

  /** Parts, and what schemas come to beside them. */
  flattenAll(parts: readonly Part[], schemas: readonly Schema[]): Pick<Ingredients, "holdsFalse" | "lone" | "parts"> {
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

  private id(schema: Schema): number {
    const key = bareReference(schema) ?? schema;
    const id = this.ids.get(key) ?? this.ids.size;
    this.ids.set(key, id);
    return id;
  }
}
