import type { JsonObject } from "../document/parse.ts";
import { type DocumentContext, examplesOf } from "./context.ts";
import { isJson } from "./media-types.ts";
import { nullsOf, withoutNull } from "./nulls.ts";
import { isScalar, refuseNothing } from "./request-bodies.ts";
import type { SchemaReader } from "./schemas.ts";
import type { Parameter, ParameterLocation, ParameterStyle, Schema, SchemaObject } from "./types.ts";

/** Which styles a location allows; the first is its default (OpenAPI, Parameter Object, "Style Values"). */
const STYLES: Readonly<Record<ParameterLocation, readonly ParameterStyle[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** Headers that a parameter cannot define: "the parameter definition SHALL be ignored" (OpenAPI, Parameter Object). */
const NOT_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["accept", "nothing: clients ask for the media types of the declared responses"],
  [
    "authorization",
    "declare what it carries in the overlay, with target: $, update: { components: { securitySchemes: { token: { type: http, scheme: bearer } } }, security: [{ token: [] }] }: it is then given in `auth`",
  ],
  [
    "content-type",
    "nothing: clients say the media type of the body; where several are declared, `contentType` of the input chooses",
  ],
]);

/** What the connection sets by itself: a value for it would be dropped on the way, or end the call. */
const OF_THE_CONNECTION = /^(connection|content-length|expect|host|keep-alive|transfer-encoding|upgrade)$/u;

/** The parameters of an operation together with those of its path item, which the operation's override. */
export function readParameters(
  context: DocumentContext,
  schemas: SchemaReader,
  path: string,
  item: JsonObject,
  operation: JsonObject,
): Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const holder of [item, operation]) {
    const own = new Map<string, Parameter>();
    for (const reference of context.objects(holder, "parameters")) {
      const node = context.dereference(reference);
      if (node.in === "querystring") {
        for (const parameter of fieldsOfQuery(context, schemas, node)) own.set(`query ${parameter.name}`, parameter);
        continue;
      }
      const parameter = readParameter(context, schemas, node);
      if (parameter.required && schemas.resolve(parameter.schema) === false)
        refuseNothing(context, node, `the parameter \`${parameter.name}\``);
      // Names of headers are the same in small letters and in capitals.
      const name = parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name;
      const remedy = parameter.in === "header" ? NOT_PARAMETERS.get(name) : undefined;
      if (remedy !== undefined) {
        context.tell(node, `a parameter for the header ${parameter.name} is ignored, as OpenAPI has it`, remedy);
        continue;
      }
      if (parameter.in === "header" && OF_THE_CONNECTION.test(name)) {
        const rule = `a parameter for the header ${parameter.name} cannot be given: it is the connection's, and left out`;
        context.tell(node, rule, "nothing: whatever sends the request sets it");
        continue;
      }
      const key = `${parameter.in} ${name}`;
      const other = own.get(key);
      if (other !== undefined && other.name !== parameter.name) {
        const rule = `the header parameters ${other.name} and ${parameter.name} are the same header`;
        context.fail(node, rule, "remove one of them in the overlay");
      }
      own.set(key, parameter);
    }
    for (const [key, parameter] of own) parameters.set(key, parameter);
  }
  return matchTemplate(context, path, operation, [...parameters.values()]);
}

function readParameter(context: DocumentContext, schemas: SchemaReader, node: JsonObject): Parameter {
  const location = context.string(node, "in");
  if (location !== "cookie" && location !== "header" && location !== "path" && location !== "query") {
    return context.fail(node, `a parameter cannot travel in \`${location}\``, "use path, query, header or cookie");
  }
  const base: Omit<Parameter, "schema" | "serialisation" | "unwritable"> = {
    name: context.string(node, "name"),
    in: location,
    required: location === "path" || node.required === true,
    deprecated: node.deprecated === true,
    allowEmptyValue: node.allowEmptyValue === true,
    ...context.optional(node, "description"),
    examples: examplesOf(context, node),
    source: context.sourceOf(node),
  };
  const content = context.object(node, "content");
  if (content !== undefined) {
    const [mediaType, ...others] = Object.keys(content);
    if (mediaType === undefined || others.length > 0) {
      return context.fail(node, "`content` of a parameter must have exactly one media type", "name one");
    }
    const media = context.object(content, mediaType) ?? {};
    return {
      ...base,
      examples: [...base.examples, ...examplesOf(context, media)],
      serialisation: { kind: "content", mediaType },
      schema: contentSchema(context, schemas, node, mediaType, media),
      unwritable: [],
    };
  }
  const style = node.style === undefined ? STYLES[location][0] : STYLES[location].find((known) => known === node.style);
  if (style === undefined) {
    return context.fail(
      node,
      `the style \`${String(node.style)}\` is not one for \`${location}\``,
      `use ${STYLES[location].join(", ")}`,
    );
  }
  const schema = node.schema === undefined ? true : schemas.read(node.schema, node);
  return {
    ...base,
    serialisation: {
      kind: "style",
      style,
      explode: typeof node.explode === "boolean" ? node.explode : style === "form",
      allowReserved: node.allowReserved === true,
    },
    schema: orEmpty(withoutNull(schema, schemas), schemas, location === "query" && node.allowEmptyValue === true),
    unwritable: nullsOf(schema, schemas),
  };
}

/**
 * `in: querystring` of 3.2: the whole query is one form. Its fields are parameters of the query like any other, since they
 * are written alike.
 *
 * @throws {DocumentError} for one that is no form of known fields.
 */
function fieldsOfQuery(context: DocumentContext, schemas: SchemaReader, node: JsonObject): Parameter[] {
  const content = context.object(node, "content") ?? {};
  const media = context.object(content, "application/x-www-form-urlencoded");
  const schema = schemas.resolve(media?.schema === undefined ? true : schemas.read(media.schema, media));
  if (media === undefined || typeof schema !== "object" || schema.properties === undefined) {
    const remedy = "declare its fields as parameters with `in: query` in the overlay";
    return context.fail(node, "a `querystring` is only understood as a form whose properties are declared", remedy);
  }
  const encodings = context.object(media, "encoding") ?? {};
  const { required = [] } = schema;
  return Object.entries(schema.properties).map(([name, property]) => {
    const encoding = context.object(encodings, name) ?? {};
    return {
      name,
      in: "query",
      required: node.required === true && required.includes(name),
      deprecated: node.deprecated === true,
      allowEmptyValue: false,
      serialisation: fieldStyle(schemas, property, encoding),
      schema: withoutNull(property, schemas),
      unwritable: nullsOf(property, schemas),
      examples: [],
      source: typeof property === "object" ? schemas.locate(property) : context.sourceOf(node),
    };
  });
}

/** How a field of a form is written: by a style if its Encoding Object says one, else an object as JSON. */
function fieldStyle(schemas: SchemaReader, property: Schema, encoding: JsonObject): Parameter["serialisation"] {
  const { style = "form", explode = style === "form", allowReserved = false, contentType } = encoding;
  const isStyled = ["style", "explode", "allowReserved"].some((keyword) => Object.hasOwn(encoding, keyword));
  const resolved = schemas.resolve(property);
  const isObject = typeof resolved === "object" && [resolved.type].flat().includes("object");
  if (!isStyled && (isObject || typeof contentType === "string"))
    return { kind: "content", mediaType: typeof contentType === "string" ? contentType : "application/json" };
  const known = STYLES.query.find((one) => one === style) ?? "form";
  return { kind: "style", style: known, explode: explode === true, allowReserved: allowReserved === true };
}

/** JSON is made of the value; of another media type the caller gives the text. */
function contentSchema(
  context: DocumentContext,
  schemas: SchemaReader,
  node: JsonObject,
  mediaType: string,
  media: JsonObject,
): Schema {
  const schema = media.schema === undefined ? undefined : schemas.read(media.schema, media);
  if (isJson(mediaType)) return schema ?? true;
  if (schema !== undefined && isScalar(schema, schemas)) return schema;
  if (schema !== undefined) {
    const rule = `a parameter of ${mediaType} is given as the text that is sent: it is not made of values, and not checked`;
    context.tell(node, rule, "write the text yourself");
  }
  const text: SchemaObject = { type: "string" };
  return typeof schema === "object" ? schemas.derive(text, schema) : text;
}

/** `allowEmptyValue`: an empty text stands for a value, whatever the schema says. */
function orEmpty(schema: Schema, schemas: SchemaReader, isAllowed: boolean): Schema {
  if (!isAllowed || typeof schema === "boolean") return schema;
  const resolved = schemas.resolve(schema);
  if (typeof resolved === "boolean") return schema;
  const { type, minLength = 0, enum: values, pattern, format } = resolved;
  const isFree = type === "string" && minLength === 0 && (values ?? pattern ?? format) === undefined;
  return isFree ? schema : schemas.derive({ anyOf: [schema, schemas.derive({ const: "" }, schema)] }, schema);
}

/**
 * The path's parameters as its template names them. Vendors do forget to declare one (lint says so): it is then a
 * required string, the least that a path can carry. One that the template does not name cannot be sent.
 */
function matchTemplate(
  context: DocumentContext,
  path: string,
  operation: JsonObject,
  declared: Parameter[],
): Parameter[] {
  const names = [...path.matchAll(/\{([^{}]+)\}/gu)].flatMap(([, name]) => name ?? []);
  const undeclared = names.filter(
    (name) => !declared.some((parameter) => parameter.in === "path" && parameter.name === name),
  );
  return [
    ...undeclared.map(
      (name): Parameter => ({
        name,
        in: "path",
        required: true,
        deprecated: false,
        allowEmptyValue: false,
        serialisation: { kind: "style", style: "simple", explode: false, allowReserved: false },
        schema: { type: "string" },
        unwritable: [],
        examples: [],
        source: context.sourceOf(operation),
      }),
    ),
    ...declared.filter((parameter) => parameter.in !== "path" || names.includes(parameter.name)),
  ];
}
