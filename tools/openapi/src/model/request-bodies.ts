import type { JsonObject } from "../document/parse.ts";
import type { DocumentContext } from "./context.ts";
import { contentOf, isBytes, isForm, isJson } from "./media-types.ts";
import { mergePatch } from "./merge-patches.ts";
import type { SchemaReader } from "./schemas.ts";
import type { Encoding, MediaType, Method, Model, ParameterStyle, RequestBody, Schema, SchemaObject } from "./types.ts";

/** Methods whose requests cannot have a body: `fetch` refuses to send one. */
const BODILESS: readonly Method[] = ["get", "head", "trace"];

/**
 * The body of an operation as callers give it; `undefined` where none can be sent, which is then told ("requestBody SHALL be
 * ignored by consumers", OpenAPI 3.0.3, Operation Object).
 */
export function readRequestBody(
  context: DocumentContext,
  schemas: SchemaReader,
  method: Method,
  node: JsonObject,
  content: MediaType[],
): RequestBody | undefined {
  if (BODILESS.includes(method)) {
    const rule = `a ${method.toUpperCase()} request has no body: what is declared of one is left out, and a call that gives one is refused`;
    context.tell(node, rule, "where the platform reads it, ask the vendor for a POST, or for parameters");
    return undefined;
  }
  const nothing = content.filter(({ schema }) => schema !== undefined && schemas.resolve(schema) === false);
  if (node.required === true && content.length > 0 && nothing.length === content.length)
    refuseNothing(context, node, "the body");
  return {
    required: node.required === true,
    ...context.optional(node, "description"),
    content: content.flatMap((media) => {
      const json = asJson(schemas, media, content);
      return json.length > 0 ? json : [asGiven(context, schemas, node, media)];
    }),
    source: context.sourceOf(node),
  };
}

/** @throws {DocumentError} always: no call could be made. */
export function refuseNothing(context: DocumentContext, node: JsonObject, what: string): never {
  return context.fail(
    node,
    `${what} is required, and its schema is \`false\`, which allows no value: no call could be made`,
    "say in the overlay that it need not be given, or what may be given",
  );
}

function asGiven(context: DocumentContext, schemas: SchemaReader, node: JsonObject, media: MediaType): MediaType {
  const { mediaType, schema } = media;
  if (/^application\/merge-patch\+json\b/iu.test(mediaType))
    return { ...media, schema: mergePatch(schemas, schema ?? true) };
  if (contentOf(mediaType) === "text") return asText(context, schemas, node, media);
  if (contentOf(mediaType) === "form" && !mayBeObject(schemas, schema ?? true)) {
    if (isUrlEncoded(mediaType)) return asText(context, schemas, node, media);
    context.tell(
      node,
      `a body of ${mediaType} has its fields by name, and its schema allows no object: every call that gives one is refused`,
      "describe in the overlay an object with a property for each field, such as one for the file",
    );
    return { ...media, schema: false };
  }
  if (/^multipart\//iu.test(mediaType)) {
    if (!isForm(mediaType))
      context.tell(
        node,
        `${mediaType} is sent with the parts and names of multipart/form-data`,
        "where the platform wants others, leave the media type out in the overlay",
      );
    tellOfHeaders(context, node, media);
    return schema === undefined ? media : { ...media, schema: withFiles(schemas, schema) };
  }
  return contentOf(mediaType) === "bytes" ? asBytes(context, schemas, node, media) : media;
}

/** A media type that nobody here can write: the caller gives the bytes. */
function asBytes(context: DocumentContext, schemas: SchemaReader, node: JsonObject, media: MediaType): MediaType {
  const resolved = schemas.resolve(media.schema ?? true);
  if (typeof resolved === "boolean" || isUntold(resolved)) return media;
  const { type, format, contentMediaType: _mediaType, contentEncoding: _encoding, ...others } = resolved;
  // Whatever else is said of the bytes, such as that they are Base64, or how many there are.
  if (type === "string" && (format === undefined || format === "binary") && isUntold(others)) return media;
  const rule = `a body of ${media.mediaType} is given as the bytes that are sent: it is not made of values, and not checked`;
  context.tell(node, rule, "write the bytes yourself, or choose another media type where the document has one");
  return { ...media, schema: schemas.derive({ type: "string", format: "binary" }, resolved), examples: [] };
}

/**
 * A range that says what values it takes: they are sent as JSON, which nothing else in it could be made of. Of the other media
 * types in it, which the caller then names, the bytes are given.
 */
function asJson(schemas: SchemaReader, media: MediaType, content: readonly MediaType[]): MediaType[] {
  const { mediaType, schema } = media;
  if (contentOf(mediaType) !== "any" || schema === undefined || content.some((other) => isJson(other.mediaType)))
    return [];
  const resolved = schemas.resolve(schema);
  if (typeof resolved === "boolean" || isUntold(resolved) || resolved.type === "string") return [];
  const bytes = schemas.derive({ type: "string", format: "binary" }, resolved);
  return [
    { ...media, mediaType: "application/json" },
    { ...media, schema: bytes, examples: [] },
  ];
}

const isUrlEncoded = (mediaType: string): boolean => /^application\/x-www-form-urlencoded\b/iu.test(mediaType);

/** Whether a form is given as the text that is sent, since its schema says that it is one. */
export function isTextForm(model: Model, { mediaType, schema }: MediaType): boolean {
  const resolved = model.resolve(schema ?? true);
  return isUrlEncoded(mediaType) && typeof resolved === "object" && resolved.type === "string";
}

function mayBeObject(schemas: SchemaReader, schema: Schema, within: ReadonlySet<Schema> = new Set()): boolean {
  const resolved = schemas.resolve(schema);
  if (typeof resolved === "boolean") return resolved;
  // One that leads to itself is refused elsewhere.
  if (within.has(resolved)) return true;
  const { type, anyOf, oneOf, allOf = [] } = resolved;
  if (type !== undefined) return [type].flat().includes("object");
  const inner = new Set([...within, resolved]);
  const branches = anyOf ?? oneOf ?? [true];
  return (
    allOf.every((part) => mayBeObject(schemas, part, inner)) &&
    branches.some((branch) => mayBeObject(schemas, branch, inner))
  );
}

/** XML, CSV and their like have grammars of their own: the caller gives the text. */
function asText(context: DocumentContext, schemas: SchemaReader, node: JsonObject, media: MediaType): MediaType {
  const resolved = schemas.resolve(media.schema ?? { type: "string" });
  if (resolved === true) return { ...media, schema: { type: "string" } };
  if (resolved === false || isScalar(resolved, schemas)) return { schema: { type: "string" }, ...media };
  const rule = `a body of ${media.mediaType} is given as the text that is sent: it is not made of values, and not checked`;
  context.tell(node, rule, "write the text yourself, or choose another media type where the document has one");
  return { ...media, schema: schemas.derive({ type: "string" }, resolved) };
}

/** Whether each value of a schema is a single one, which has a text of its own. */
export function isScalar(schema: Schema, schemas: SchemaReader, within: ReadonlySet<Schema> = new Set()): boolean {
  const resolved = schemas.resolve(schema);
  if (typeof resolved === "boolean" || within.has(resolved)) return false;
  const { type, enum: values, anyOf, oneOf, allOf } = resolved;
  if (type !== undefined) return ![type].flat().some((name) => name === "object" || name === "array");
  if (values !== undefined) return values.every((value) => typeof value !== "object");
  const branches = anyOf ?? oneOf ?? allOf;
  const inner = new Set([...within, resolved]);
  return branches?.every((branch) => isScalar(branch, schemas, inner)) ?? false;
}

/** In a form, a part of which nothing is said may be a file (OpenAPI 3.1.0, "Considerations for File Uploads"). */
function withFiles(schemas: SchemaReader, schema: Schema): Schema {
  const resolved = schemas.resolve(schema);
  if (typeof resolved === "boolean" || resolved.properties === undefined) return schema;
  const properties = Object.entries(resolved.properties).map(([name, property]) => {
    return [name, withFile(schemas, property, resolved)] as const;
  });
  const isSame = properties.every(([name, property]) => property === resolved.properties?.[name]);
  return isSame ? schema : schemas.derive({ ...resolved, properties: Object.fromEntries(properties) }, resolved);
}

function withFile(schemas: SchemaReader, property: Schema, whole: SchemaObject): Schema {
  const resolved = schemas.resolve(property);
  if (resolved === false) return property;
  if (isUntold(resolved)) {
    const from = typeof resolved === "object" ? resolved : whole;
    const bytes = schemas.derive({ type: "string", format: "binary" }, from);
    return schemas.derive({ ...(typeof resolved === "object" ? resolved : {}), anyOf: [bytes, {}] }, from);
  }
  if (typeof resolved !== "object" || resolved.type !== "array") return property;
  const { items = true } = resolved;
  const item = schemas.resolve(items);
  return isUntold(item)
    ? schemas.derive({ ...resolved, items: withFile(schemas, items, resolved) }, resolved)
    : property;
}

const ANNOTATIONS = new Set(["title", "description", "default", "examples", "deprecated"]);

/** Whether a schema says nothing of its values. */
function isUntold(schema: Schema): boolean {
  if (typeof schema === "boolean") return schema;
  return Object.keys(schema).every((keyword) => ANNOTATIONS.has(keyword) || keyword.startsWith("x-"));
}

/** A part's headers are those that the document fixes: a caller has no place to say others. */
function tellOfHeaders(context: DocumentContext, node: JsonObject, { encoding }: MediaType): void {
  for (const { headers } of encoding.values()) {
    for (const { name, schema } of headers) {
      if (name.toLowerCase() === "content-type" || constantOf(schema) !== undefined) continue;
      const rule = `the header ${name} of a part is not sent: nobody says what it is`;
      context.tell(
        node,
        rule,
        "where it always has the same value, say so in the overlay: `const`, or an `enum` of one",
      );
    }
  }
}

/** The one text that a schema allows; `undefined`: there are more. */
function constantOf(schema: Schema | undefined): string | undefined {
  if (typeof schema !== "object") return undefined;
  const values = Object.hasOwn(schema, "const") ? [schema.const] : (schema.enum ?? []);
  const [only, ...others] = values;
  return others.length === 0 && ["string", "number", "boolean"].includes(typeof only) ? String(only) : undefined;
}

/** How one property of a form is written. */
export type FieldEncoding =
  | {
      readonly kind: "style";
      readonly style: ParameterStyle;
      readonly explode: boolean;
      readonly allowReserved: boolean;
    }
  | {
      readonly kind: "part";
      /** One of these, which may be ranges; empty: what its value is by itself. */
      readonly types: readonly string[];
      readonly headers: readonly (readonly [name: string, value: string])[];
    };

/**
 * How the properties of a form are written (OpenAPI, Encoding Object), as far as that is not what every form does: texts and
 * numbers as they are, bytes as files, objects as JSON, each item of a list for itself.
 */
export function fieldEncodings(model: Model, media: MediaType): ReadonlyMap<string, FieldEncoding> {
  const isMultipart = /^multipart\//iu.test(media.mediaType);
  const schema = model.resolve(media.schema ?? true);
  const properties = typeof schema === "object" ? (schema.properties ?? {}) : {};
  const found = new Map<string, FieldEncoding>();
  if (isMultipart && model.openapi !== "3.0") {
    for (const [name, property] of Object.entries(properties)) {
      // A text that stands for bytes is of no media type that is read as text (OpenAPI 3.1, Encoding Object).
      if (isEncodedText(model, property))
        found.set(name, { kind: "part", types: ["application/octet-stream"], headers: [] });
    }
  }
  for (const [name, encoding] of media.encoding) {
    const { contentType, headers } = encoding;
    const styled = styleOf(encoding);
    // In a multipart form, 3.0 ignores a style.
    if (styled !== undefined && (!isMultipart || model.openapi !== "3.0")) found.set(name, styled);
    else if (contentType !== undefined || (isMultipart && headers.length > 0)) {
      const types = contentType?.split(",").map((type) => type.trim()) ?? [];
      const fixed = headers.flatMap(({ name: header, schema: value }) => {
        const text = header.toLowerCase() === "content-type" ? undefined : constantOf(value);
        return text === undefined ? [] : [[header, text] as const];
      });
      found.set(name, { kind: "part", types, headers: isMultipart ? fixed : [] });
    }
  }
  return found;
}

function styleOf({ style, explode, allowReserved }: Encoding): FieldEncoding | undefined {
  if (style === undefined && explode === undefined && allowReserved === undefined) return undefined;
  const styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"] as const;
  const known = styles.find((one) => one === style) ?? "form";
  return { kind: "style", style: known, explode: explode ?? known === "form", allowReserved: allowReserved === true };
}

/** Bytes written as text, such as Base64. */
function isEncodedText(model: Model, schema: Schema): boolean {
  const resolved = model.resolve(schema);
  if (typeof resolved !== "object") return false;
  if (resolved.type === "array") return isEncodedText(model, resolved.items ?? true);
  return resolved.contentEncoding !== undefined && !isBytes(resolved);
}
