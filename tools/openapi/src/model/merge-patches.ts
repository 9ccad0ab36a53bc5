import type { SchemaReader } from "./schemas.ts";
import type { Schema, SchemaObject } from "./types.ts";

/**
 * The schema of a merge patch. What it leaves out stays, and what it says `null` of is removed (RFC 7396): every member that is
 * not required may be `null`, at any depth, whatever the schema of the whole says. A list is replaced as a whole: nothing
 * in it is removed.
 */
export function mergePatch(schemas: SchemaReader, schema: Schema): Schema {
  return new MergePatches(schemas).patch(schema, new Set());
}

/** Applicators whose schemas describe the same value, and of which more than whether it fits is meant. */
const PARTS = ["allOf", "anyOf", "oneOf"] as const;

class MergePatches {
  private readonly schemas: SchemaReader;

  constructor(schemas: SchemaReader) {
    this.schemas = schemas;
  }

  /** @param around - names that the schemas around this one, for the same value, require. */
  patch(schema: Schema, around: ReadonlySet<string>): Schema {
    if (typeof schema === "boolean" || !this.hasMembers(schema)) return schema;
    const required = new Set([...around, ...this.requiredBy(schema)]);
    const { properties, patternProperties, additionalProperties, $ref } = schema;
    const unevaluatedProperties = schema.unevaluatedProperties as Schema | undefined; // the reader has read it
    const patched: Record<string, unknown> = { ...schema };
    if ($ref !== undefined) patched.$ref = this.refer($ref, required);
    for (const keyword of PARTS) {
      const parts = schema[keyword];
      if (parts !== undefined) patched[keyword] = parts.map((part) => this.patch(part, required));
    }
    const isNeeded = (name: string): boolean => required.has(name);
    if (properties !== undefined) patched.properties = this.members(properties, schema, isNeeded);
    if (patternProperties !== undefined)
      patched.patternProperties = this.members(patternProperties, schema, () => false);
    if (additionalProperties !== undefined)
      patched.additionalProperties = this.removable(additionalProperties, schema, false);
    if (unevaluatedProperties !== undefined)
      patched.unevaluatedProperties = this.removable(unevaluatedProperties, schema, false);
    return this.schemas.derive(patched, schema);
  }

  private members(
    members: Readonly<Record<string, Schema>>,
    whole: SchemaObject,
    isNeeded: (name: string) => boolean,
  ): Record<string, Schema> {
    const entries = Object.entries(members).map(([name, member]) => {
      return [name, this.removable(member, whole, isNeeded(name))] as const;
    });
    return Object.fromEntries(entries);
  }

  /** A member, which is a patch within the patch, or `null`. */
  private removable(member: Schema, whole: SchemaObject, isNeeded: boolean): Schema {
    // What does not travel in a request is no part of a patch, and false says that there is none.
    if (typeof member === "boolean" || this.isReadOnly(member)) return member;
    const patched = this.patch(member, new Set());
    if (isNeeded || this.allowsNull(member, new Set())) return patched;
    const from = typeof member === "object" ? member : whole;
    const { description, deprecated } = from;
    const said = {
      ...(description === undefined ? {} : { description }),
      ...(deprecated === true ? { deprecated } : {}),
    };
    return this.schemas.derive({ ...said, anyOf: [patched, this.schemas.derive({ type: "null" }, from)] }, from);
  }

  /** What others refer to is another schema as a patch; as which of the names that are required around it count, too. */
  private refer(reference: string, required: ReadonlySet<string>): string {
    const beyond = [...required].filter((name) => !this.requiredBy({ $ref: reference }).has(name)).sort();
    return this.schemas.referToVariant(reference, "MergePatch", beyond.join(), (schema) =>
      this.patch(schema, new Set(beyond)),
    );
  }

  /** The names that a schema requires for certain, by itself or by what it is made of. */
  private requiredBy(schema: Schema, seen: Set<Schema> = new Set()): ReadonlySet<string> {
    if (typeof schema === "boolean" || seen.has(schema)) return new Set();
    seen.add(schema);
    const { $ref, allOf = [], required = [] } = schema;
    const parts = $ref === undefined ? allOf : [this.schemas.target($ref), ...allOf];
    return new Set([...required, ...parts.flatMap((part) => [...this.requiredBy(part, seen)])]);
  }

  /** Whether values of a schema have members of which it says something. */
  private hasMembers(schema: Schema, seen: Set<Schema> = new Set()): boolean {
    if (typeof schema === "boolean" || seen.has(schema)) return false;
    seen.add(schema);
    const { $ref, properties, patternProperties, additionalProperties, unevaluatedProperties } = schema;
    if ((properties ?? patternProperties) !== undefined) return true;
    if (typeof additionalProperties === "object" || typeof unevaluatedProperties === "object") return true;
    const parts = PARTS.flatMap((keyword) => schema[keyword] ?? []);
    const target = $ref === undefined ? [] : [this.schemas.target($ref)];
    return [...target, ...parts].some((part) => this.hasMembers(part, seen));
  }

  private isReadOnly(schema: Schema, seen: Set<Schema> = new Set()): boolean {
    if (typeof schema === "boolean" || seen.has(schema)) return false;
    seen.add(schema);
    const { $ref, allOf = [], readOnly } = schema;
    const parts = $ref === undefined ? allOf : [this.schemas.target($ref), ...allOf];
    return readOnly === true || parts.some((part) => this.isReadOnly(part, seen));
  }

  private allowsNull(schema: Schema, seen: Set<Schema>): boolean {
    const resolved = this.schemas.resolve(schema);
    if (typeof resolved === "boolean" || seen.has(resolved)) return resolved === true;
    seen.add(resolved);
    const { type, anyOf, oneOf } = resolved;
    if (type !== undefined) return [type].flat().includes("null");
    const isUntold = Object.keys(resolved).every((keyword) =>
      /^(?:title|description|default|examples|x-)/u.test(keyword),
    );
    return isUntold || [...(anyOf ?? []), ...(oneOf ?? [])].some((branch) => this.allowsNull(branch, seen));
  }
}
