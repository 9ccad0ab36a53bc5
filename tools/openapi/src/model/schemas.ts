import { isObject, type JsonObject } from "../document/parse.ts";
import { fromPointer } from "../document/pointer.ts";
import { checkBigint } from "./bigints.ts";
import type { DocumentContext } from "./context.ts";
import { subtypesByName, withDiscriminator } from "./discriminators.ts";
import { APPLICATORS, FORMS } from "./keywords.ts";
import { failAtList } from "./list-of-schemas.ts";
import { type Role, roleUnder, saysMore, withImpliedType, withNull } from "./schema-roles.ts";
import { Subtypes } from "./subtypes.ts";
import type { Schema, SchemaObject, Source } from "./types.ts";

/** Reads schemas of either dialect into the one of OpenAPI 3.1, and collects what they refer to. */
export class SchemaReader {
  private readonly context: DocumentContext;
  private readonly subtypes: Subtypes;
  private readonly sources = new WeakMap<object, Source>();
  private readonly origins = new WeakMap<object, readonly SchemaObject[]>();
  private readonly nullables = new WeakSet<object>();
  private readonly referred = new Map<string, Schema>();
  private readonly variants = new Map<string, string>();
  private readonly variantOf = new Map<string, string>();

  constructor(context: DocumentContext) {
    this.context = context;
    this.subtypes = new Subtypes(context);
  }

  /**
   * @throws {DocumentError} for a dangling reference or a node that is no schema.
   */
  read(node: unknown, parent: object, role: Role = "description"): Schema {
    if (typeof node === "boolean") return node;
    if (!isObject(node)) return this.context.fail(parent, "a schema is not a mapping", "give a JSON Schema");
    this.checkForms(node);
    checkBigint(this.context, node);
    const plain = this.plain(node, role, false);
    const schema = role === "description" ? withImpliedType(plain) : plain;
    if (schema !== plain && this.nullables.has(plain)) this.nullables.add(schema);
    this.sources.set(schema, this.context.sourceOf(node));
    return schema;
  }

  /** @throws {DocumentError} for keywords that are not what all who read a schema take them for. */
  private checkForms(node: JsonObject): void {
    for (const [keyword, isOne, words, remedy] of FORMS) {
      const value = node[keyword];
      if (value !== undefined && !isOne(value)) this.context.fail(node, `\`${keyword}\` is not ${words}`, remedy);
    }
  }

  private plain(node: JsonObject, role: Role, isBase: boolean): SchemaObject {
    return this.context.openapi === "3.0" ? this.from30(node, role, isBase) : this.from31(node, role, isBase);
  }

  /** Where a schema that this reader made stands, or a keyword of it, or an item of that. */
  locate(schema: SchemaObject, keyword?: string, item?: number | string): Source {
    const source = this.sources.get(schema) ?? this.context.sourceOf(this.context.data);
    if (keyword === undefined) return source;
    const origin = this.origins.get(schema)?.find((other) => Object.hasOwn(other, keyword));
    if (origin === undefined) {
      if (this.isNullOf30(schema, keyword, item)) return this.context.sourceWithin(source, ["nullable"]);
      return this.context.sourceWithin(source, item === undefined ? [keyword] : [keyword, item]);
    }
    // What was left out of a list has moved its other items.
    const value = item === undefined ? undefined : [schema[keyword]].flat()[Number(item)];
    const moved = value === undefined ? item : [origin[keyword]].flat().indexOf(value);
    return this.locate(origin, keyword, moved);
  }

  /** Says that one schema is made of others, and stands where the first of them does. */
  derive(schema: SchemaObject, ...from: readonly [SchemaObject, ...SchemaObject[]]): SchemaObject {
    this.sources.set(schema, this.locate(from[0]));
    this.origins.set(schema, from);
    return schema;
  }

  resolve(schema: Schema): Schema {
    let current = schema;
    const seen = new Set<Schema>();
    while (typeof current === "object" && current.$ref !== undefined && !seen.has(current)) {
      seen.add(current);
      current = this.referred.get(current.$ref) ?? true;
    }
    return current;
  }

  /** What a reference leads to. */
  target(reference: string): Schema {
    return this.referred.get(reference) ?? true;
  }

  /**
   * Refers to a variant of a schema, which is made once.
   * @param suffix - what stands behind the schema's name in that of the variant.
   * @param key - tells variants with the same suffix apart.
   */
  referToVariant(reference: string, suffix: string, key: string, make: (schema: Schema) => Schema): string {
    const known = this.variants.get(`${suffix} ${key} ${reference}`);
    if (known !== undefined) return known;
    const { components } = this.context.data;
    const named = isObject(components) && isObject(components.schemas) ? components.schemas : {};
    let variant = reference + suffix;
    while (this.referred.has(variant) || Object.hasOwn(named, fromPointer(variant).at(-1) ?? "")) variant += "_";
    this.variants.set(`${suffix} ${key} ${reference}`, variant);
    this.variantOf.set(variant, reference);
    this.referred.set(variant, true); // holds the place while a schema that refers to itself is made
    this.referred.set(variant, make(this.target(reference)));
    return variant;
  }

  /** What is referred to, in the order of the document, so that the order of discovery does not show. */
  collected(): Map<string, Schema> {
    const components = this.context.data.components;
    const schemas = isObject(components) && isObject(components.schemas) ? Object.keys(components.schemas) : [];
    const order = new Map(schemas.map((name, index) => [name, index]));
    const position = (pointer: string): number =>
      order.get(fromPointer(this.variantOf.get(pointer) ?? this.subtypes.ofBase(pointer) ?? pointer).at(-1) ?? "") ??
      Number.MAX_SAFE_INTEGER;
    return new Map([...this.referred].sort(([left], [right]) => position(left) - position(right)));
  }

  private from31(node: JsonObject, role: Role, isBase: boolean): SchemaObject {
    // OpenAPI 3.1 has no `nullable`: there it is an unknown keyword, which says nothing.
    const { example, nullable: _unknown, ...keywords } = this.members(node, role, isBase);
    return example === undefined ? keywords : { ...keywords, examples: [example] };
  }

  private from30(node: JsonObject, role: Role, isBase: boolean): SchemaObject {
    // "Any sibling elements of a $ref are ignored" (OpenAPI 3.0.3, Reference Object)
    if (typeof node.$ref === "string") return this.members({ $ref: node.$ref }, role, false, node);
    const { nullable, example, ...members } = this.members(node, role, isBase);
    const keywords: Record<string, unknown> = members;
    if (example !== undefined) keywords.examples = [example];
    for (const [exclusive, bound] of [
      ["exclusiveMinimum", "minimum"],
      ["exclusiveMaximum", "maximum"],
    ] as const) {
      const flag = keywords[exclusive];
      if (typeof flag !== "boolean") continue;
      delete keywords[exclusive];
      if (!flag) continue;
      keywords[exclusive] = keywords[bound];
      delete keywords[bound];
    }
    if (nullable !== true) return keywords;
    const schema = withNull(keywords);
    this.nullables.add(schema);
    const source = this.context.sourceOf(node);
    for (const [index, branch] of (schema === keywords ? [] : (schema.anyOf ?? [])).entries()) {
      if (typeof branch !== "object" || this.sources.has(branch)) continue;
      this.sources.set(branch, index === 0 ? source : this.context.sourceWithin(source, ["nullable"]));
    }
    return schema;
  }

  /** Whether it is the null that `nullable: true` of OpenAPI 3.0 says. */
  private isNullOf30(schema: SchemaObject, keyword: string, item: number | string | undefined): boolean {
    if (item === undefined || !this.nullables.has(schema)) return false;
    const value: unknown = [schema[keyword]].flat()[Number(item)];
    return value === null || value === "null";
  }

  private members(
    node: JsonObject,
    role: Role,
    isBase: boolean,
    place: JsonObject = node,
  ): Record<string, unknown> & SchemaObject {
    const members: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) {
      const applicator = APPLICATORS.get(key);
      const inner = role === "condition" ? role : roleUnder(key, role === "description" && !saysMore(node));
      if (applicator === "schema" && Array.isArray(value)) failAtList(this.context, key, value, place);
      else if (applicator === "schema") members[key] = this.read(value, place, inner);
      else if (applicator === "list") members[key] = this.list(value, key, place, inner);
      else if (applicator === "mapping") members[key] = this.mapping(value, key, place, inner);
      else members[key] = value;
    }
    if (typeof node.$ref === "string") this.refer(node.$ref, place);
    if (isBase) return members;
    const schema = withDiscriminator(this.context, node, members, (one, from) => this.derive(one, from));
    return this.withSubtypes(node, schema);
  }

  private list(value: unknown, key: string, place: JsonObject, role: Role): Schema[] {
    const isComponent = key === "allOf" && this.subtypes.componentOf(place) !== undefined;
    if (Array.isArray(value))
      return value.map(
        (item: unknown) => (isComponent ? this.comprised(item, place) : undefined) ?? this.read(item, place, role),
      );
    return this.context.fail(place, `\`${key}\` is not a list of schemas`, "give a list");
  }

  /** What a component comprises of one that has subtypes: not the others of these. */
  private comprised(item: unknown, place: JsonObject): SchemaObject | undefined {
    if (!isObject(item) || typeof item.$ref !== "string") return undefined;
    const base = this.subtypes.baseOf(item.$ref);
    if (base === undefined) return undefined;
    const own = this.referToBase(item.$ref, base, item);
    if (this.context.openapi === "3.0" || Object.keys(item).length === 1) return own;
    const read = this.read(item, place, "part");
    return typeof read === "boolean" ? own : this.derive({ ...read, $ref: base }, read);
  }

  private mapping(value: unknown, key: string, place: JsonObject, role: Role): Record<string, Schema> {
    if (!isObject(value)) return this.context.fail(place, `\`${key}\` is not a mapping to schemas`, "give a mapping");
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, this.read(schema, place, role)]));
  }

  private refer(reference: string, place: JsonObject): void {
    if (this.referred.has(reference)) return;
    const target = this.context.schemaAt(place, reference);
    this.referred.set(reference, true); // holds the place while a schema that refers to itself is read
    this.referred.set(reference, this.read(target, place));
  }

  /** Refers to what a schema with subtypes says by itself. */
  private referToBase(parent: string, base: string, place: object): SchemaObject {
    if (!this.referred.has(base)) {
      const node = this.context.target(place, parent);
      this.referred.set(base, true); // as above
      const {
        discriminator: _discriminator,
        oneOf: _oneOf,
        anyOf: _anyOf,
        ...own
      } = this.plain(node, "description", true);
      this.referred.set(base, this.placed(withImpliedType(own), node));
    }
    return this.placed({ $ref: base }, place);
  }

  private placed(schema: SchemaObject, node: object): SchemaObject {
    this.sources.set(schema, this.context.sourceOf(node));
    return schema;
  }

  /** A schema with a discriminator and without alternatives: those that comprise it are its alternatives, and it is one itself. */
  private withSubtypes(
    node: JsonObject,
    schema: Record<string, unknown> & SchemaObject,
  ): Record<string, unknown> & SchemaObject {
    const pointer = this.subtypes.componentOf(node);
    const base = pointer === undefined ? undefined : this.subtypes.baseOf(pointer);
    if (pointer === undefined || base === undefined || schema.oneOf !== undefined || schema.anyOf !== undefined)
      return schema;
    const { title, description, deprecated, discriminator, readOnly, writeOnly } = schema;
    const said = { title, description, deprecated, discriminator, readOnly, writeOnly };
    const annotations = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const own = this.referToBase(pointer, base, node);
    const alternatives = this.subtypes.of(pointer).map((child) => {
      this.refer(child, node);
      return this.placed({ $ref: child }, node);
    });
    return {
      ...annotations,
      anyOf: subtypesByName(this.context, node, pointer, alternatives, own, (one, from) => this.derive(one, from)),
    };
  }
}
