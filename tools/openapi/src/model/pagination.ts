import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import type { SchemaReader } from "./schemas.ts";
import type { Method, Pagination, Parameter, Response, Schema } from "./types.ts";

/** What a pagination is judged by. */
interface Paged {
  readonly method: Method;
  readonly parameters: readonly Parameter[];
  readonly responses: readonly Response[];
}

const STYLES = "cursor, offset, page or link";

/**
 * `x-pagination` of an operation.
 *
 * @throws {DocumentError} for an operation that is not safe to repeat, and for a parameter or a place that it does not have.
 */
export function readPagination(
  context: DocumentContext,
  schemas: SchemaReader,
  node: JsonObject,
  paged: Paged,
): { readonly pagination: Pagination } {
  if (paged.method !== "get") {
    return context.fail(
      node,
      `a ${paged.method.toUpperCase()} cannot be paginated: each page would do it once more`,
      "paginate operations that only read, with the method GET",
    );
  }
  const items = placeOf(context, node, "items");
  const source = context.sourceOf(node);
  const list = reached(context, schemas, node, paged, "items", items);
  if (![typeOf(schemas, list)].flat().includes("array")) {
    return context.fail(
      node,
      "`items` leads to no list",
      "name the property of the response that is the list, or leave it out",
    );
  }
  const style = context.string(node, "style");
  switch (style) {
    case "cursor": {
      const next = placeOf(context, node, "next");
      if (next.length === 0)
        return context.fail(node, "`next` is missing", "name the property that holds the next cursor");
      reached(context, schemas, node, paged, "next", next);
      return { pagination: { style, items, source, parameter: parameterOf(context, node, paged), next } };
    }
    case "offset":
      return { pagination: { style, items, source, parameter: parameterOf(context, node, paged) } };
    case "page": {
      const first = node.first ?? 1;
      if (typeof first !== "number" || !Number.isInteger(first)) {
        return context.fail(node, "`first` is no whole number", "give the number of the first page, such as 0 or 1");
      }
      return { pagination: { style, items, source, parameter: parameterOf(context, node, paged), first } };
    }
    case "link":
      return {
        pagination: {
          style,
          items,
          source,
          ...(node.parameter === undefined ? {} : { parameter: parameterOf(context, node, paged) }),
        },
      };
    default:
      return context.fail(node, `the style \`${style}\` is unknown`, `use ${STYLES}`);
  }
}

/** A place such as `meta.next`, in names. */
function placeOf(context: DocumentContext, node: JsonObject, key: string): string[] {
  return node[key] === undefined ? [] : context.string(node, key).split(".");
}

function parameterOf(context: DocumentContext, node: JsonObject, { parameters }: Paged): string {
  const given = context.string(node, "parameter");
  const name = given.replace(/^query\./u, "");
  if (parameters.some((parameter) => parameter.in === "query" && parameter.name === name)) return name;
  return context.fail(
    node,
    `the operation has no query parameter \`${name}\``,
    `name one of ${
      parameters
        .filter((parameter) => parameter.in === "query")
        .map((parameter) => parameter.name)
        .join(", ") || "its own, which it has to declare first"
    }`,
  );
}

/** What a place in the data of the first success is described by. */
function reached(
  context: DocumentContext,
  schemas: SchemaReader,
  node: JsonObject,
  { responses }: Paged,
  key: string,
  path: readonly string[],
): Schema {
  const success =
    responses.find(({ status }) => /^2/u.test(status)) ?? responses.find(({ status }) => status === "default");
  const schema = success?.content.find((media) => media.schema !== undefined)?.schema ?? true;
  return path.reduce<Schema>((current, name) => {
    const found = propertyOf(schemas, current, name);
    if (found !== undefined) return found;
    return context.fail(
      node,
      `\`${key}\` leads nowhere: the response has no \`${name}\` there`,
      "name it as the response does",
    );
  }, schema);
}

/** A property of a schema or of a part of its `allOf`; `undefined`: there is none of that name. */
function propertyOf(schemas: SchemaReader, schema: Schema, name: string): Schema | undefined {
  const resolved = schemas.resolve(schema);
  if (typeof resolved === "boolean") return resolved ? true : undefined;
  const own = resolved.properties;
  if (own !== undefined && Object.hasOwn(own, name)) return own[name];
  for (const part of [...(resolved.allOf ?? []), ...(resolved.anyOf ?? []), ...(resolved.oneOf ?? [])]) {
    const found = propertyOf(schemas, part, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The types that a schema names; a schema that says nothing may be a list. */
function typeOf(schemas: SchemaReader, schema: Schema): readonly string[] | string {
  const resolved = schemas.resolve(schema);
  if (resolved === true) return "array";
  if (resolved === false) return [];
  return resolved.type ?? [...(resolved.anyOf ?? []), ...(resolved.oneOf ?? [])].flatMap((one) => typeOf(schemas, one));
}
