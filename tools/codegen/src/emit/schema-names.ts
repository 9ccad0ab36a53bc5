import { fromPointer, type Model, pascalCase, type Schema, type SchemaObject, UniqueNames } from "@workshop/openapi";

/** What a schema describes: what is written into a request, what is read from an answer, or what a rule looks for. */
export type Side = "answer" | "request" | "rule";

/** The schemas directly inside a schema, without following references. */
export function subschemas(schema: Schema): Schema[] {
  if (typeof schema === "boolean") return [];
  const { additionalProperties, contains, items, not, propertyNames } = schema;
  return [
    ...[additionalProperties, contains, schema.else, schema.if, items, not, propertyNames, schema.then].filter(
      (inner) => inner !== undefined,
    ),
    ...[schema.allOf, schema.anyOf, schema.oneOf, schema.prefixItems].flatMap((list) => list ?? []),
    ...[schema.patternProperties, schema.properties].flatMap((mapping) => Object.values(mapping ?? {})),
  ];
}

/**
 * Names for the schemas that others refer to. A schema with `readOnly` or `writeOnly` somewhere below is another one on
 * each side, so that it has two names.
 */
export class SchemaNames {
  private readonly model: Model;
  private readonly unique: UniqueNames;
  private readonly names = new Map<string, string>();
  private readonly sided: ReadonlySet<string>;

  constructor(model: Model, taken: Iterable<string>) {
    this.model = model;
    this.unique = new UniqueNames(taken);
    this.sided = sidedSchemas(model);
  }

  /** The name of a referred schema on one side. */
  nameOf(reference: string, side: Side): string {
    const key = this.key(reference, side);
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const plain = pascalCase(fromPointer(reference).at(-1) ?? "Schema");
    const name = this.unique.claim(this.sided.has(reference) && side === "request" ? `${plain}Request` : plain);
    this.names.set(key, name);
    return name;
  }

  /** Whether two sides share one schema. */
  key(reference: string, side: Side): string {
    return this.sided.has(reference) ? `${side} ${reference}` : reference;
  }

  schemaOf(reference: string): Schema {
    return this.model.schemas.get(reference) ?? true;
  }
}

/** The references below which a `readOnly` or `writeOnly` stands. */
function sidedSchemas(model: Model): ReadonlySet<string> {
  const refersTo = new Map<string, Set<string>>();
  const sided = new Set<string>();
  for (const [reference, schema] of model.schemas) {
    const references = new Set<string>();
    const visit = (node: Schema): void => {
      if (typeof node === "boolean") return;
      if (node.readOnly === true || node.writeOnly === true) sided.add(reference);
      if (node.$ref !== undefined) references.add(node.$ref);
      for (const inner of subschemas(node)) visit(inner);
    };
    visit(schema);
    refersTo.set(reference, references);
  }
  for (let grown = true; grown; ) {
    const before = sided.size;
    for (const [reference, references] of refersTo) {
      if ([...references].some((inner) => sided.has(inner))) sided.add(reference);
    }
    grown = sided.size > before;
  }
  return sided;
}

/** The properties that exist on one side; `required` without the others. */
export function sideOf(schema: SchemaObject, side: Side): SchemaObject {
  if (schema.properties === undefined || side === "rule") return schema;
  const flag = side === "request" ? "readOnly" : "writeOnly";
  const hidden = Object.entries(schema.properties).flatMap(([name, property]) =>
    typeof property === "object" && property[flag] === true ? name : [],
  );
  if (hidden.length === 0) return schema;
  const { required, properties, ...rest } = schema;
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !hidden.includes(name))),
    ...(required === undefined ? {} : { required: required.filter((name) => !hidden.includes(name)) }),
  };
}
