import type {
  InputLocation,
  MediaType,
  Operation,
  Parameter,
  ParameterLocation,
  Schema,
  SchemaObject,
} from "./types.ts";

const LOCATIONS: Readonly<Record<ParameterLocation, Exclude<InputLocation, "body">>> = {
  path: "path",
  query: "query",
  header: "headers",
  cookie: "cookies",
};

/** The property of the input that holds the parameters of a location. */
export function holderOf(parameter: Pick<Parameter, "in">): Exclude<InputLocation, "body"> {
  return LOCATIONS[parameter.in];
}

const made = new WeakMap<Operation, Map<MediaType | undefined, SchemaObject>>();
const parts = new WeakSet<SchemaObject>();

/** Whether a schema was made here, and stands in no document. */
export function isOfInput(schema: SchemaObject): boolean {
  return parts.has(schema);
}

/** A JSON Schema over the whole input of an operation, its rules left out. The same object each time: it is compiled once. */
export function inputSchema(operation: Operation, media: MediaType | undefined): SchemaObject {
  const known = made.get(operation) ?? new Map<MediaType | undefined, SchemaObject>();
  made.set(operation, known);
  const schema = known.get(media) ?? makeSchema(operation, media);
  known.set(media, schema);
  return schema;
}

function makeSchema(operation: Operation, media: MediaType | undefined): SchemaObject {
  const holders = new Map<string, { properties: Record<string, Schema>; required: string[] }>();
  for (const parameter of operation.parameters) {
    const holder = holders.get(holderOf(parameter)) ?? { properties: {}, required: [] };
    holders.set(holderOf(parameter), holder);
    holder.properties[parameter.name] = withExamples(parameter.schema, parameter.examples);
    if (parameter.required) holder.required.push(parameter.name);
  }
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [name, holder] of holders) {
    properties[name] = madeHere({ type: "object", ...holder, additionalProperties: false });
    if (holder.required.length > 0) required.push(name);
  }
  if (media !== undefined) {
    properties.body = withExamples(media.schema ?? true, media.examples);
    if (operation.requestBody?.required === true) required.push("body");
  }
  return madeHere({ type: "object", properties, required, additionalProperties: false });
}

function madeHere(schema: SchemaObject): SchemaObject {
  parts.add(schema);
  return schema;
}

/** The same with the rules that are schemas: what a call has to satisfy, but for times in order. */
export function inputSchemaWithRules(operation: Operation, media: MediaType | undefined): SchemaObject {
  const rules = operation.inputRules.flatMap((rule) => (rule.kind === "schema" ? [rule.schema] : []));
  const schema = inputSchema(operation, media);
  return rules.length === 0 ? schema : { allOf: [schema, ...rules] };
}

/** Examples that stand beside a schema help to fill it as those within it do. */
function withExamples(schema: Schema, examples: readonly unknown[]): Schema {
  return examples.length === 0 ? schema : madeHere({ allOf: [schema], examples });
}
