import type { JsonObject } from "../document/parse.ts";
import { type DocumentContext, examplesOf } from "./context.ts";
import { nullsOf, type SchemaReader, withoutNull } from "./schemas.ts";
import type { Parameter, ParameterLocation, ParameterStyle } from "./types.ts";

/** Which styles a location allows; the first is its default (OpenAPI, Parameter Object, "Style Values"). */
const STYLES: Readonly<Record<ParameterLocation, readonly ParameterStyle[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** Headers that a parameter cannot define: "the parameter definition SHALL be ignored" (OpenAPI, Parameter Object). */
const NOT_PARAMETERS = new Set(["accept", "authorization", "content-type"]);

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
    for (const node of context.objects(holder, "parameters")) {
      const parameter = readParameter(context, schemas, context.dereference(node));
      if (parameter.in === "header" && NOT_PARAMETERS.has(parameter.name.toLowerCase())) continue;
      parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    }
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
      schema: media.schema === undefined ? true : schemas.read(media.schema, media),
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
    schema: withoutNull(schema, schemas),
    unwritable: nullsOf(schema, schemas),
  };
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
