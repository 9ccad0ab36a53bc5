import { contentOf, isBytes } from "./media-types.ts";
import type { MediaType, Model, Operation, Response, ResponseHeader, Schema } from "./types.ts";
import { conjoined } from "./visit.ts";

/**
 * Whether a response is a success. `default` covers "responses other than the ones declared" (OpenAPI, Responses Object):
 * where no success is declared it is also what a success says; beside a declared one it is about failures, as nearly every
 * document means it.
 */
export function isSuccess({ responses }: Operation, { status }: Response): boolean {
  if (status.startsWith("2")) return true;
  return status === "default" && !responses.some((other) => other.status.startsWith("2"));
}

/** Whether a response may say that the operation failed: not only the declared successes do. */
export function isFailure({ status }: Response): boolean {
  return !status.startsWith("2");
}

/** The statuses of HTTP that never have a body. */
const BODILESS = new Set(["204", "205", "304"]);

/** Whether a response never has a body, whatever is declared of one (RFC 9110). */
export function isBodiless({ method }: Operation, { status }: Response): boolean {
  return method === "head" || BODILESS.has(status);
}

/** What the body of a response is to a caller. */
export interface ResponseContent {
  /**
   * `value`: JSON. `text`: a text. `jsonText`: a text that is read as JSON, since the schema allows no text. `bytes`: a
   * `Blob`, whatever the server says that it is. `any`: a value or a text, as the server says. `items`: a stream.
   */
  readonly kind: "any" | "bytes" | "items" | "jsonText" | "text" | "value";
  /** What describes it, or each item of it; `undefined`: nothing, or nothing that can be told of such a text. */
  readonly schema: Schema | undefined;
  /** What an item of a stream is on the wire. */
  readonly item?: ItemKind;
}

/** The data of an event (JSON, or a text), a whole event (with a text as its data, or JSON), a line or a record of JSON. */
export type ItemKind = "data" | "event of JSON" | "event" | "line" | "record" | "text";

/** What the body of a response is to a caller, by its media type and schema. */
export function contentOfResponse(model: Model, media: MediaType): ResponseContent {
  const { mediaType, schema } = media;
  const stream = streamOf(model, media);
  if (stream !== undefined) return stream;
  switch (contentOf(mediaType)) {
    case "json":
      return { kind: "value", schema };
    case "bytes":
      return { kind: "bytes", schema: undefined };
    case "any":
      return isBytesOnly(model, schema) ? { kind: "bytes", schema: undefined } : { kind: "any", schema };
    case "form":
    case "text":
      if (/^multipart\//iu.test(mediaType)) return { kind: "bytes", schema: undefined };
      if (schema === undefined || allowsText(model, schema)) return { kind: "text", schema };
      // A number or an object in a plain text is its JSON; XML, CSV and their like have grammars of their own.
      return /^text\/plain\b/iu.test(mediaType) ? { kind: "jsonText", schema } : { kind: "text", schema: undefined };
  }
}

/** Media types of which each line, or each record, is JSON. */
const LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)\b/iu;
const RECORDS = /^application\/(?:[^;]+\+)?json-seq\b/iu;

/**
 * A response that is a stream of items; `undefined`: it is none. `itemSchema` describes the items as OpenAPI 3.2 has them, an
 * event being an object with its fields. Before 3.2 `schema` describes what an item holds: the JSON of an event's data, or of a
 * line; where it speaks of a list of lines, its items.
 */
function streamOf(model: Model, { mediaType, schema, itemSchema }: MediaType): ResponseContent | undefined {
  if (/^text\/event-stream\b/iu.test(mediaType)) {
    const whole = itemSchema ?? (isOfEvent(model, schema) ? schema : undefined);
    if (whole !== undefined)
      return { kind: "items", item: hasTexts(model, whole) ? "event" : "event of JSON", schema: whole };
    if (schema === undefined) return { kind: "items", item: "event", schema };
    return { kind: "items", item: isText(model, schema) ? "text" : "data", schema };
  }
  const item = LINES.test(mediaType) ? "line" : RECORDS.test(mediaType) ? "record" : undefined;
  if (item === undefined) return undefined;
  if (itemSchema !== undefined || schema === undefined) return { kind: "items", item, schema: itemSchema };
  // All of it as one text, and no word of its items.
  if (isText(model, schema)) return undefined;
  const resolved = model.resolve(schema);
  const isList = typeof resolved === "object" && resolved.type === "array";
  return { kind: "items", item, schema: isList ? (resolved.items ?? true) : schema };
}

function isText(model: Model, schema: Schema): boolean {
  const resolved = model.resolve(schema);
  return typeof resolved === "object" && resolved.type === "string";
}

const FIELDS = new Set(["data", "event", "id", "retry"]);

/** Whether a schema is about the fields of an event, and not about the JSON of its data. */
function isOfEvent(model: Model, schema: Schema | undefined): boolean {
  const resolved = model.resolve(schema ?? true);
  const names = typeof resolved === "object" ? Object.keys(resolved.properties ?? {}) : [];
  return names.includes("data") && names.length > 1 && names.every((name) => FIELDS.has(name));
}

/** Whether the data of an event may be a text, as OpenAPI 3.2 has it. */
function hasTexts(model: Model, event: Schema): boolean {
  const resolved = model.resolve(event);
  const data = typeof resolved === "object" ? resolved.properties?.data : undefined;
  return allowsText(model, data ?? true);
}

function isBytesOnly(model: Model, schema: Schema | undefined): boolean {
  const resolved = model.resolve(schema ?? true);
  return typeof resolved === "object" && resolved.type !== undefined && isBytes(resolved);
}

/** Whether a schema lets a text through, as far as its types and values tell. */
export function allowsText(model: Pick<Model, "schemas">, schema: Schema): boolean {
  if (typeof schema === "boolean") return schema;
  const { type, enum: values, anyOf, oneOf } = schema;
  if (type !== undefined && ![type].flat().includes("string")) return false;
  if (Object.hasOwn(schema, "const") && typeof schema.const !== "string") return false;
  if (values !== undefined && !values.some((value) => typeof value === "string")) return false;
  if (!conjoined(model.schemas, schema).every((part) => allowsText(model, part))) return false;
  return [anyOf, oneOf].every((branches) => branches?.some((branch) => allowsText(model, branch)) ?? true);
}

/** A header that a document declares for a response, and what its text is read as: a value, a list of such, or a text. */
export interface DeclaredHeader {
  readonly header: ResponseHeader;
  readonly kind: "list" | "single" | "text";
}

/**
 * The headers of a response that callers are given as values. `Content-Type` "shall be ignored" (OpenAPI, Response Object), and
 * cookies that are set are nobody's business. Objects, and what travels as a document of its own (`content`), are texts.
 */
export function declaredHeaders(model: Pick<Model, "resolve">, { headers }: Response): DeclaredHeader[] {
  const known = new Set(["content-type", "set-cookie"]);
  return headers.flatMap((header) => {
    const name = header.name.toLowerCase();
    if (known.has(name)) return [];
    known.add(name);
    return [{ header, kind: kindOfHeader(model.resolve(header.schema ?? true)) }];
  });
}

function kindOfHeader(schema: Schema): DeclaredHeader["kind"] {
  if (typeof schema === "boolean") return "text";
  const { type, enum: values, anyOf, oneOf, allOf } = schema;
  const types = [type ?? []].flat();
  if (types.includes("object")) return "text";
  if (types.includes("array")) return "list";
  const saysSomething = type ?? values ?? anyOf ?? oneOf ?? allOf;
  return saysSomething !== undefined || Object.hasOwn(schema, "const") ? "single" : "text";
}
