import {
  conjoined,
  inDirection,
  isBytes,
  type Model,
  type Schema,
  type SchemaObject,
  type SchemaType,
} from "@workshop/openapi";
import { describeSchema } from "./documentation.ts";
import { comment, literal, propertyName } from "./text.ts";
import { enumeration, impliedType, isObjectType, parenthesise, union } from "./type-expressions.ts";
import type { TypeNames, Use } from "./type-names.ts";

/**
 * Writes the TypeScript types of values, as the runtime takes and gives them. In a request: `Date` beside `string` for a
 * date-time, `Blob` for bytes in a form, read-only lists, the values of an enum and no other. In a response: what JSON gives,
 * and an enum that may have grown since the document was written. In both: only the properties that travel that way, and a
 * property is there for certain only if it is `required`, whatever its `default` says.
 */
export class TypeWriter {
  private readonly model: Model;
  private readonly names: TypeNames;
  private readonly declarations = new Map<string, string>();
  private referred = new Set<string>();
  // Found out once: there may be more ways to a schema than seconds. None contains itself in place, the model refuses that.
  private readonly propertiesOf = new Map<Schema, ReadonlyMap<string, Schema>>();
  private readonly typesOf = new Map<Schema, readonly SchemaType[] | undefined>();

  constructor(model: Model, names: TypeNames) {
    this.model = model;
    this.names = names;
  }

  /** The type expression for a schema. The named types in it are declared by the module `types.ts`. */
  write(schema: Schema, use: Use): string {
    return this.expression(schema, use, NOTHING);
  }

  /** A member of an object type, with its documentation. */
  member(
    name: string,
    schema: Schema,
    use: Use,
    options: { required: boolean; type?: string; description?: string | undefined },
  ): string {
    const documentation = describeSchema(schema, options.description);
    return `${documentation}${propertyName(name)}${options.required ? "" : "?"}: ${options.type ?? this.write(schema, use)};\n`;
  }

  /** The module that declares the named types; `undefined` if there is none. */
  module(): { readonly text: string; readonly types: readonly string[] } | undefined {
    if (this.declarations.size === 0) return undefined;
    return { text: [...this.declarations.values()].join("\n"), types: [...this.declarations.keys()] };
  }

  /** The named types in what was written since this was asked last. */
  takeReferred(): readonly string[] {
    const referred = [...this.referred];
    this.referred.clear();
    return referred;
  }

  private expression(schema: Schema, use: Use, around: Surroundings): string {
    if (schema === true) return "unknown";
    if (schema === false) return "never";
    const parts = this.parts(inDirection(this.model, schema, use.direction), use, around);
    return parts.length > 1 ? parts.map(parenthesise).join(" & ") : (parts[0] ?? "unknown");
  }

  private parts(schema: SchemaObject, use: Use, around: Surroundings): string[] {
    const inside: Surroundings = {
      properties: new Map([...around.properties, ...this.declaredProperties(schema)]),
      types: this.allowedTypes(schema) ?? around.types,
    };
    const parts: string[] = [];
    if (schema.$ref !== undefined) parts.push(this.refer(schema.$ref, use));
    for (const branch of schema.allOf ?? []) parts.push(this.expression(branch, use, inside));
    for (const branches of [schema.anyOf, schema.oneOf]) {
      if (branches !== undefined) parts.push(this.alternatives(branches, use, inside));
    }
    const own = this.own(schema, use, inside);
    if (own !== undefined) parts.push(own);
    return parts.filter((part, index) => part !== "unknown" && parts.indexOf(part) === index);
  }

  private alternatives(branches: readonly Schema[], use: Use, inside: Surroundings): string {
    const before = new Set(this.referred);
    const type = union(branches.map((branch) => this.expression(branch, use, inside)));
    // Where one of them is anything, the others are not written, nor what they refer to.
    if (type === "unknown") this.referred = before;
    return type;
  }

  /** What the schema says by its own type, enumeration, properties or items; `undefined` if nothing. */
  private own(schema: SchemaObject, use: Use, { properties, types }: Surroundings): string | undefined {
    if (Object.hasOwn(schema, "const")) return literal(schema.const);
    if (schema.enum !== undefined) return enumeration(schema, use);
    const implied = impliedType(schema);
    if (schema.type === undefined && use.carriesBytes && isBytes(schema)) return "Blob";
    if (schema.type === undefined && implied === undefined) return undefined;
    // What a part says of objects holds of objects: where the value may be something else, it says nothing.
    const others = schema.type === undefined ? (types ?? []).filter((type) => type !== implied) : [];
    const own = [schema.type ?? implied ?? []].flat();
    return union([
      ...own.map((type) => this.ofType(type, schema, use, properties)),
      ...others.map((type) => this.ofType(type, {}, use, NOTHING.properties)),
    ]);
  }

  private ofType(type: SchemaType, schema: SchemaObject, use: Use, declared: Surroundings["properties"]): string {
    switch (type) {
      case "array":
        return this.array(schema, use);
      case "boolean":
      case "null":
        return type;
      case "integer":
        if (schema["x-bigint"] === true) return use.direction === "request" ? "bigint | number" : "bigint";
        return "number";
      case "number":
        return "number";
      case "object":
        return this.object(schema, use, declared);
      case "string":
        if (use.carriesBytes && isBytes(schema)) return "Blob";
        return use.direction === "request" && schema.format === "date-time" ? "Date | string" : "string";
    }
  }

  /** A list, whose first items may have types of their own: as many of them as `minItems` says are there for certain. */
  private array({ items, prefixItems = [], minItems = 0 }: SchemaObject, use: Use): string {
    const readonly = use.direction === "request" ? "readonly " : "";
    const rest = parenthesise(items === undefined ? "unknown" : this.write(items, use));
    if (prefixItems.length === 0) return `${readonly}${rest}[]`;
    const first = prefixItems.map(
      (item, index) => `${parenthesise(this.write(item, use))}${index < minItems ? "" : "?"}`,
    );
    return `${readonly}[${[...first, ...(items === false ? [] : [`...${rest}[]`])].join(", ")}]`;
  }

  private object(schema: SchemaObject, use: Use, declared: Surroundings["properties"]): string {
    const { properties = {}, required = [], patternProperties } = schema;
    const unevaluated = schema.unevaluatedProperties as Schema | undefined; // the model has read it
    const additionalProperties = schema.additionalProperties ?? (unevaluated === false ? undefined : unevaluated);
    const undescribed = required.filter((name) => !Object.hasOwn(properties, name));
    const described = Object.entries(properties).map(
      ([name, property]) => [name, property, this.write(property, use)] as const,
    );
    // What another part declares, this one may require: the type is written again, the documentation is not.
    const demanded = undescribed.map((name) => [name, this.write(declared.get(name) ?? true, use)] as const);
    const members = [
      ...described.map(([name, property, type]) =>
        this.member(name, property, use, { required: required.includes(name), type }),
      ),
      ...demanded.map(([name, type]) => `${propertyName(name)}: ${type};\n`),
    ];
    const isClosed = additionalProperties === undefined || additionalProperties === false;
    const rest = isClosed || patternProperties !== undefined ? "unknown" : this.write(additionalProperties, use);
    if (members.length > 0) {
      if (isClosed && patternProperties === undefined) return `{\n${members.join("")}}`;
      // Beside named properties an index signature must fit them all.
      const beside =
        unevaluated === undefined ? [] : [...declared.values()].map((property) => this.write(property, use));
      const named = [...described.map(([, , type]) => type), ...demanded.map(([, type]) => type), ...beside];
      return `{\n${members.join("")}[name: string]: ${union([rest, ...named, "undefined"])};\n}`;
    }
    if (additionalProperties === false && patternProperties === undefined && use.direction === "request") {
      return "Record<string, never>";
    }
    // A named type may contain itself behind an index signature, but not behind the alias `Record`.
    return /^\w+$/u.test(rest) && !this.declarations.has(rest)
      ? `Record<string, ${rest}>`
      : `{\n[name: string]: ${rest};\n}`;
  }

  /** The properties that a schema declares, by itself or by what it is made of. */
  private declaredProperties(schema: Schema): ReadonlyMap<string, Schema> {
    if (typeof schema === "boolean") return NOTHING.properties;
    const known = this.propertiesOf.get(schema);
    if (known !== undefined) return known;
    const properties = new Map([
      ...conjoined(this.model.schemas, schema).flatMap((part) => [...this.declaredProperties(part)]),
      ...Object.entries(schema.properties ?? {}),
    ]);
    this.propertiesOf.set(schema, properties);
    return properties;
  }

  /** The types that a value may have, as far as the schema says by itself; `undefined` where it does not. */
  private allowedTypes(schema: Schema): readonly SchemaType[] | undefined {
    if (typeof schema === "boolean") return undefined;
    if (schema.type !== undefined) return [schema.type].flat();
    if (!this.typesOf.has(schema)) this.typesOf.set(schema, this.typesOfParts(schema));
    return this.typesOf.get(schema);
  }

  private typesOfParts(schema: SchemaObject): readonly SchemaType[] | undefined {
    for (const part of conjoined(this.model.schemas, schema)) {
      const types = this.allowedTypes(part);
      if (types !== undefined) return types;
    }
    const branches = schema.anyOf ?? schema.oneOf;
    const each = branches?.map((branch) => this.allowedTypes(branch));
    return each?.every((types) => types !== undefined) ? [...new Set(each.flat())] : undefined;
  }

  private refer(reference: string, use: Use): string {
    const name = this.names.nameOf(reference, use);
    if (!this.declarations.has(name)) {
      this.declarations.set(name, ""); // holds the place while a type that refers to itself is written
      const schema = this.model.schemas.get(reference) ?? true;
      const outside = this.referred;
      this.referred = new Set(); // what this type refers to stands in the same module
      const type = this.write(schema, use);
      this.referred = outside;
      const declaration = isObjectType(type) ? `interface ${name} ${type}` : `type ${name} = ${type};`;
      const documentation = comment(
        typeof schema === "object" ? schema.description : undefined,
        this.names.originOf(reference, name),
      );
      this.declarations.set(name, `${documentation}export ${declaration}\n`);
    }
    this.referred.add(name);
    return name;
  }
}

/** What is known of a value from what stands around a schema of it. */
interface Surroundings {
  /** The properties that are declared for it. */
  readonly properties: ReadonlyMap<string, Schema>;
  /** The types that it may have; `undefined` where nothing says. */
  readonly types: readonly SchemaType[] | undefined;
}

const NOTHING: Surroundings = { properties: new Map(), types: undefined };
