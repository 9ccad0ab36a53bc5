import {
  type InputLocation,
  type Operation,
  type Parameter,
  pascalCase,
  type Schema,
  type SchemaObject,
} from "@workshop/openapi";
import type { InputTypes } from "./input-types.ts";
import { clause, comment, literal } from "./text.ts";

/** One property of a part of the input (`query.start_time`), ready to be written. */
interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly description: string | undefined;
  /** A narrower type than the schema's, where a rule gives one. */
  readonly type?: string;
}

/** The input type of an operation, and whether a call needs one at all. */
export interface InputType {
  readonly name: string;
  readonly declaration: string;
  readonly required: boolean;
}

const PARAMETER_LOCATIONS = [
  ["path", "path"],
  ["query", "query"],
  ["header", "headers"],
  ["cookie", "cookies"],
] as const satisfies readonly (readonly [Parameter["in"], InputLocation])[];

/** More variants than this would make a type that nobody can read; the rules are then checked at run time alone. */
const MOST_VARIANTS = 8;

/** Writes the type of an operation's input: `{ path, query, headers, cookies, body }`, as far as it has them. */
export function writeInput(operation: Operation, types: InputTypes): InputType {
  const name = `${pascalCase(operation.name)}Input`;
  const members: string[] = [];
  let required = false;
  for (const [location, key] of PARAMETER_LOCATIONS) {
    const properties = propertiesIn(operation, location);
    if (properties.length === 0) continue;
    const variants = refine(operation, key, properties);
    const needed = variants.every((variant) => variant.properties.some((property) => property.required));
    required ||= needed;
    members.push(
      `${key}${needed ? "" : "?"}: ${variants.map((variant) => `| ${writeVariant(variant, types)}`).join("")};\n`,
    );
  }
  const bodies = writeBodies(operation, types);
  if (operation.requestBody?.required === true) required = true;
  const shape =
    bodies.length <= 1
      ? `interface ${name} {\n${members.join("")}${bodies.join("")}}\n`
      : `type ${name} = {\n${members.join("")}} & (\n${bodies.map((body) => `| {\n${body}}\n`).join("")});\n`;
  const documentation = comment(`What \`${operation.name}\` takes.`, clause(operation.source));
  return { name, declaration: `${documentation}export ${shape}`, required };
}

function propertiesIn(operation: Operation, location: Parameter["in"]): Property[] {
  return operation.parameters
    .filter((parameter) => parameter.in === location)
    .map(({ name, required, schema, description }) => ({ name, required, schema, description }));
}

interface Variant {
  readonly title: string | undefined;
  readonly properties: readonly Property[];
}

/** One variant for each way in which the operation's rules let a part of the input be filled. */
function refine(operation: Operation, location: InputLocation, properties: readonly Property[]): Variant[] {
  let variants: Variant[] = [{ title: undefined, properties }];
  for (const rule of operation.inputRules) {
    if (rule.kind !== "schema") continue;
    const branches = rule.schema.anyOf ?? rule.schema.oneOf ?? [rule.schema];
    if (!branches.every((branch) => speaksOnlyOf(branch, location))) continue;
    const refined = variants.flatMap((variant) =>
      branches.map((branch) => narrow(variant, branch as SchemaObject, location)),
    );
    if (refined.length <= MOST_VARIANTS) variants = refined;
  }
  return variants;
}

/** A rule over several parts of the input cannot be told by the type of one of them. */
function speaksOnlyOf(branch: Schema, location: InputLocation): branch is SchemaObject {
  return typeof branch === "object" && Object.keys(branch.properties ?? {}).join() === location;
}

function narrow(variant: Variant, branch: SchemaObject, location: InputLocation): Variant {
  const part = branch.properties?.[location];
  const { required = [], properties = {} } = typeof part === "object" ? part : {};
  return {
    title: branch.title ?? variant.title,
    properties: variant.properties.map((property) => {
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

function writeVariant({ title, properties }: Variant, types: InputTypes): string {
  const members = properties.map(({ name, schema, required, description, type }) =>
    types.member(name, schema, {
      required,
      ...(description === undefined ? {} : { description }),
      ...(type === undefined ? {} : { type }),
    }),
  );
  return `${comment(title === undefined ? undefined : `${title}.`)}{\n${members.join("")}}`;
}

/** The members that carry a body, one for each media type of the request. */
function writeBodies(operation: Operation, types: InputTypes): string[] {
  const { requestBody } = operation;
  if (requestBody === undefined) return [];
  return requestBody.content.map(({ mediaType, schema }, index) => {
    const body = types.member("body", schema ?? true, {
      required: requestBody.required,
      ...(requestBody.description === undefined ? {} : { description: requestBody.description }),
      ...(isBinary(mediaType) ? { type: "BinaryBody" } : {}),
    });
    if (requestBody.content.length === 1) return body;
    return `${body}contentType${index === 0 ? "?" : ""}: ${JSON.stringify(mediaType)};\n`;
  });
}

/** Whether a body of this media type is sent as the bytes that it is. */
export function isBinary(mediaType: string): boolean {
  return !/^(application\/(.+\+)?json|multipart\/form-data|application\/x-www-form-urlencoded|text\/.+)\b/iu.test(
    mediaType,
  );
}
