import {
  contentOf,
  type InputLocation,
  type MediaType,
  type Operation,
  type Parameter,
  pascalCase,
  type Schema,
  type SchemaObject,
} from "@workshop/openapi";
import { sourceOf } from "./documentation.ts";
import { comment, literal, propertyName } from "./text.ts";
import { IN_FORM, IN_JSON, type TypeNames } from "./type-names.ts";
import type { TypeWriter } from "./types.ts";

/** The input type of an operation, and whether a call needs one at all. */
export interface InputType {
  readonly name: string;
  /** The declarations, the input's own last. */
  readonly text: string;
  /** The names that are exported. */
  readonly types: readonly string[];
  readonly required: boolean;
  /** The types of client-core in it. */
  readonly coreTypes: readonly string[];
}

/** One property of a part of the input (`query.start_time`), ready to be written. */
interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly description: string | undefined;
  /** A narrower type than the schema's, where a rule gives one. */
  readonly type?: string;
}

/** One way to fill a part of the input. */
interface Alternative {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly properties: readonly Property[];
}

const PARAMETER_LOCATIONS = [
  ["path", "path"],
  ["query", "query"],
  ["header", "headers"],
  ["cookie", "cookies"],
] as const satisfies readonly (readonly [Parameter["in"], InputLocation])[];

/** More alternatives than this would make a type that nobody can read; the rules are then checked at run time alone. */
const MOST_ALTERNATIVES = 8;

/** Writes the type of an operation's input: `{ path, query, headers, cookies, body }`, as far as it has them. */
export function writeInput(operation: Operation, types: TypeWriter, names: TypeNames): InputType {
  const name = `${pascalCase(operation.name)}Input`;
  const declarations: string[] = [];
  const exported: string[] = [];
  const members: string[] = [];
  let required = false;
  for (const [location, key] of PARAMETER_LOCATIONS) {
    const properties = propertiesIn(operation, location);
    if (properties.length === 0) continue;
    const alternatives = refine(operation, key, properties);
    const needed = alternatives.every((alternative) => alternative.properties.some((property) => property.required));
    required ||= needed;
    const written = writePart(operation, key, properties, alternatives, types, names);
    declarations.push(...written.declarations);
    exported.push(...written.exported);
    members.push(`${key}${needed ? "" : "?"}: ${written.type};\n`);
  }
  const bodies = writeBodies(operation, types);
  if (operation.requestBody?.required === true) required = true;
  // An empty interface would take anything.
  const isEmpty = members.length === 0 && bodies.length === 0;
  const shape = isEmpty
    ? `type ${name} = Record<string, never>;\n`
    : bodies.length <= 1
      ? `interface ${name} {\n${members.join("")}${bodies.join("")}}\n`
      : `type ${name} = {\n${members.join("")}} & (\n${bodies.map((body) => `| {\n${body}}\n`).join("")});\n`;
  const documentation = comment(`What \`${operation.name}\` takes.`, sourceOf(operation.source));
  const isBytes = operation.requestBody?.content.some((media) => isBytesBody(media)) ?? false;
  return {
    name,
    text: [...declarations, `${documentation}export ${shape}`].join("\n"),
    types: [...exported, name],
    required,
    coreTypes: isBytes ? ["BinaryBody"] : [],
  };
}

function propertiesIn(operation: Operation, location: Parameter["in"]): Property[] {
  return operation.parameters
    .filter((parameter) => parameter.in === location)
    .map(({ name, required, schema, description }) => ({ name, required, schema, description }));
}

/** One alternative for each way in which the operation's rules let a part of the input be filled. */
function refine(operation: Operation, location: InputLocation, properties: readonly Property[]): Alternative[] {
  let alternatives: Alternative[] = [{ title: undefined, description: undefined, properties }];
  for (const rule of operation.inputRules) {
    if (rule.kind !== "schema") continue;
    const branches = rule.schema.anyOf ?? rule.schema.oneOf ?? [rule.schema];
    if (!branches.every((branch) => speaksOnlyOf(branch, location))) continue;
    const refined = alternatives.flatMap((alternative) =>
      branches.map((branch) => narrow(alternative, branch, location)),
    );
    if (refined.length <= MOST_ALTERNATIVES) alternatives = refined;
  }
  return alternatives;
}

/** A rule over several parts of the input cannot be told by the type of one of them. */
function speaksOnlyOf(branch: Schema, location: InputLocation): branch is SchemaObject {
  return typeof branch === "object" && Object.keys(branch.properties ?? {}).join() === location;
}

function narrow(alternative: Alternative, branch: Schema, location: InputLocation): Alternative {
  const rule = typeof branch === "object" ? branch : {};
  const part = rule.properties?.[location];
  const { required = [], properties = {} } = typeof part === "object" ? part : {};
  return {
    title: rule.title ?? alternative.title,
    description: rule.description ?? alternative.description,
    properties: alternative.properties.map((property) => {
      const type = narrowedType(properties[property.name]);
      return {
        ...property,
        required: property.required || required.includes(property.name),
        ...(type === undefined ? {} : { type }),
      };
    }),
  };
}

function narrowedType(schema: Schema | undefined): string | undefined {
  if (schema === false) return "never";
  if (typeof schema !== "object") return undefined;
  if (Object.hasOwn(schema, "const")) return literal(schema.const);
  return schema.enum?.map(literal).join(" | ");
}

interface WrittenPart {
  readonly type: string;
  readonly declarations: readonly string[];
  readonly exported: readonly string[];
}

/** A part of the input: an object type, or where rules leave alternatives one interface for each, on a common base. */
function writePart(
  operation: Operation,
  location: InputLocation,
  properties: readonly Property[],
  alternatives: readonly Alternative[],
  types: TypeWriter,
  names: TypeNames,
): WrittenPart {
  const [only, another] = alternatives;
  if (only === undefined || another === undefined) {
    return { type: `{\n${members(only?.properties ?? properties, types)}}`, declarations: [], exported: [] };
  }
  const operationName = pascalCase(operation.name);
  const base = names.claim(operationName + pascalCase(location));
  const declarations = [`interface ${base} {\n${members(properties, types)}}\n`];
  const exported = alternatives.map(({ title, description, properties: own }, index) => {
    const name = names.claim(operationName + pascalCase(title ?? `${location} ${index + 1}`));
    // Documented once, in the base.
    const narrowed = own.filter(
      (property, place) => property !== properties[place] && differs(property, properties[place]),
    );
    const lines = narrowed.map(
      ({ name: property, required, schema, type }) =>
        `${propertyName(property)}${required ? "" : "?"}: ${type ?? types.write(schema, IN_JSON)};\n`,
    );
    const documentation = comment(description ?? (title === undefined ? undefined : `${title}.`));
    declarations.push(`${documentation}export interface ${name} extends ${base} {\n${lines.join("")}}\n`);
    return name;
  });
  // Of alternatives that fit equally badly, the compiler speaks of the last: the first of a rule is the one that is meant.
  return { type: exported.toReversed().join(" | "), declarations, exported };
}

function differs(property: Property, original: Property | undefined): boolean {
  return property.type !== undefined || property.required !== original?.required;
}

function members(properties: readonly Property[], types: TypeWriter): string {
  return properties
    .map(({ name, schema, required, description, type }) =>
      types.member(name, schema, IN_JSON, { required, description, ...(type === undefined ? {} : { type }) }),
    )
    .join("");
}

/** The members that carry a body, one for each media type of the request. */
function writeBodies(operation: Operation, types: TypeWriter): string[] {
  const { requestBody } = operation;
  if (requestBody === undefined) return [];
  return requestBody.content.map((media, index) => {
    const isForm = contentOf(media.mediaType) === "form" || /^multipart\//iu.test(media.mediaType);
    const use = isForm ? IN_FORM : IN_JSON;
    const body = types.member("body", media.schema ?? true, use, {
      required: requestBody.required,
      description: requestBody.description,
      ...(isBytesBody(media) ? { type: "BinaryBody" } : {}),
    });
    if (requestBody.content.length === 1 && !media.mediaType.includes("*")) return body;
    return `${body}${documentationOf(media)}contentType${index === 0 ? "?" : ""}: ${typeOfType(media.mediaType)};\n`;
  });
}

/** The media types that a declared one stands for, as a type. */
function typeOfType(mediaType: string): string {
  if (!mediaType.includes("*")) return JSON.stringify(mediaType);
  return mediaType === "*/*" ? "string" : `\`${mediaType.replaceAll("*", "$" + "{string}")}\``;
}

function documentationOf({ mediaType }: MediaType): string {
  return mediaType.includes("*")
    ? comment(`The media type of the body: one of \`${mediaType}\`. A \`Blob\` may say it by itself.`)
    : "";
}

/** Whether a body is sent as the bytes that it is. */
export function isBytesBody({ mediaType }: Pick<MediaType, "mediaType">): boolean {
  const content = contentOf(mediaType);
  return (content === "bytes" && !/^multipart\//iu.test(mediaType)) || content === "any";
}
