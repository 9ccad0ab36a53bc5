import {
  bareReference,
  conjoined,
  conjoinedAll,
  isBytes,
  type Model,
  type Schema,
  type SchemaObject,
} from "@workshop/openapi";

/** What the check of a schema does by itself. */
export interface Parts {
  /**
   * How many schemas describe names of the same object, or what others there may be: with two or more, what one does not
   * know another may. Two stands for any more.
   */
  readonly weight: number;
  /** Whether it looks at every part of whatever value it lets through. */
  readonly covers: boolean;
  /** Whether it takes the names that it knows and no others: alone it asks nobody else, but another may ask for its names. */
  readonly isClosed: boolean;
}

const NOTHING: Parts = { weight: 0, covers: false, isClosed: false };
const EVERYTHING: Parts = { weight: 0, covers: true, isClosed: false };
const CLOSED: Parts = { weight: 0, covers: true, isClosed: true };

/** Tells which schemas can be checked one after the other, and which only together. */
export class SchemaParts {
  private readonly model: Model;
  private readonly known = new WeakMap<SchemaObject, Parts>();

  constructor(model: Model) {
    this.model = model;
  }

  of(schema: Schema): Parts {
    if (typeof schema === "boolean") return schema ? NOTHING : EVERYTHING;
    const known = this.known.get(schema);
    if (known !== undefined) return known;
    const parts = this.make(schema); // no schema contains itself in place: the model refuses it
    this.known.set(schema, parts);
    return parts;
  }

  /** The properties that several parts describe, which all apply, as objects with names of their own: by name, each description once. */
  sharedBy(schema: Schema): ReadonlyMap<string, readonly Schema[]> {
    const isComposed = typeof schema === "object" && (schema.allOf !== undefined || Object.keys(schema).length > 1);
    const found = new Map<string, Schema[]>();
    for (const { properties = {} } of isComposed ? conjoinedAll(this.model.schemas, schema) : []) {
      for (const [name, one] of Object.entries(properties)) {
        const known = found.get(name) ?? [];
        const reference = bareReference(one);
        if (known.some((other) => other === one || (reference !== undefined && bareReference(other) === reference)))
          continue;
        found.set(name, [...known, one]);
      }
    }
    return new Map([...found].filter(([, all]) => all.filter((one) => this.describesNames(one)).length > 1));
  }

  private describesNames(schema: Schema): boolean {
    return conjoinedAll(this.model.schemas, schema).some(({ properties }) => properties !== undefined);
  }

  private make(schema: SchemaObject): Parts {
    const { anyOf, oneOf } = schema;
    return both([
      this.own(schema),
      ...conjoined(this.model.schemas, schema).map((part) => this.of(part)),
      ...[anyOf, oneOf].flatMap((list) => (list === undefined ? [] : [either(list.map((inner) => this.of(inner)))])),
      ...this.conditional(schema),
    ]);
  }

  /** What the schema itself says of the parts of a value. */
  private own(schema: SchemaObject): Parts {
    const { type, properties, additionalProperties, patternProperties, prefixItems } = schema;
    const describes = properties !== undefined || patternProperties !== undefined || prefixItems !== undefined;
    const types = [type ?? []].flat();
    // Bytes are no class instance like any other only to a check that is told of the format.
    if (isBytes(schema) && type !== "string") return NOTHING;
    if (schema.enum !== undefined || Object.hasOwn(schema, "const")) return EVERYTHING;
    if (type === "object" && patternProperties === undefined) {
      if (additionalProperties === false) return CLOSED;
      if (properties !== undefined || additionalProperties !== undefined)
        return { weight: 1, covers: true, isClosed: false };
    }
    if (type === "array" && prefixItems === undefined) return EVERYTHING;
    const isOpen = additionalProperties !== undefined || schema.unevaluatedProperties !== undefined;
    if (describes || isOpen || schema.items !== undefined) return { weight: 2, covers: false, isClosed: false };
    const isScalar = types.length > 0 && !types.includes("object") && !types.includes("array");
    return isScalar || isTypeOnly(schema) ? EVERYTHING : NOTHING;
  }

  private conditional(schema: SchemaObject): Parts[] {
    const dependent = Object.values((schema.dependentSchemas ?? {}) as Readonly<Record<string, Schema>>); // the model has read it
    const inner = [schema.if, schema.then, schema.else, ...dependent].filter((one) => one !== undefined);
    return inner.map((one) => ({ ...this.of(one), covers: false }));
  }
}

/** Keywords of which the checks know nothing. */
const ANNOTATIONS = new Set(
  "$comment $defs $id $schema $anchor title description default examples example deprecated readOnly writeOnly discriminator xml externalDocs contentMediaType contentEncoding contentSchema".split(
    " ",
  ),
);

/** Whether a schema says nothing but a type, if that. What begins with neither a letter nor `$` is no keyword. */
export function isTypeOnly(schema: SchemaObject): boolean {
  return Object.keys(schema).every(
    (keyword) =>
      keyword === "type" || ANNOTATIONS.has(keyword) || keyword.startsWith("x-") || !/^[a-z$]/i.test(keyword),
  );
}

/**
 * The types of schemas that say nothing else, and none of which has parts. A number would hide that an integer was rounded:
 * together they are no list of types.
 */
export function typesOf(schemas: readonly Schema[]): readonly string[] | undefined {
  const types = new Set<string>();
  for (const schema of schemas) {
    if (typeof schema === "boolean" || !isTypeOnly(schema) || isBytes(schema) || schema["x-bigint"] === true)
      return undefined;
    for (const type of [schema.type ?? "object"].flat()) types.add(type);
  }
  const hasParts = types.has("object") || types.has("array");
  return hasParts || (types.has("integer") && types.has("number")) ? undefined : [...types];
}

function sum(parts: readonly Parts[]): number {
  return Math.min(
    2,
    parts.reduce((total, { weight }) => total + weight, 0),
  );
}

/** Of parts that all apply, one that looks at everything is enough. */
function both(parts: readonly Parts[]): Parts {
  const [weight, isClosed] = [sum(parts), hasClosed(parts)];
  return { weight: isClosed && weight > 0 ? 2 : weight, covers: parts.some(({ covers }) => covers), isClosed };
}

/** Of alternatives, each has to. */
function either(parts: readonly Parts[]): Parts {
  return { weight: sum(parts), covers: parts.every(({ covers }) => covers), isClosed: hasClosed(parts) };
}

function hasClosed(parts: readonly Parts[]): boolean {
  return parts.some(({ isClosed }) => isClosed);
}
