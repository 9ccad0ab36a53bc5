import {
  contentOfResponse,
  type ItemKind,
  isJson,
  type MediaType,
  type Model,
  type Operation,
  type Response,
  type Schema,
} from "@workshop/openapi";
import { encodeItems } from "../wire/items.ts";

/** How the body of a response is read. */
export interface ResponseReading {
  readonly kind: "bytes" | "items" | "json" | "text";
  /** Why no client ever sees such a body. */
  readonly whyNotReached?: string;
  /** Why the schema of such a body says nothing to a client. */
  readonly whyNotLookedAt?: string;
}

/** Other media types that are texts, as the clients promise. */
const TEXTS = /^text\/|[/+]xml$|ndjson$|urlencoded$/;

/** Media types that leave it to the server what it sends, JSON among it. */
const ANYTHING = /^(?:\*|application)\/\*$/;

function essenceOf({ mediaType }: Pick<MediaType, "mediaType">): string {
  return mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** How a client reads a body: as JSON, as a stream of items, as a text, or as bytes that it does not look into. */
export function isReadAs(model: Model, media: MediaType): ResponseReading["kind"] {
  const type = essenceOf(media);
  if (itemKind(model, media) !== undefined) return "items";
  if (isJson(type)) return "json";
  if (ANYTHING.test(type)) return media.schema === undefined || isBytes(model, media.schema) ? "bytes" : "json";
  // A number in a plain text is written as JSON has it.
  if (type === "text/plain" && !allowsText(model, media.schema)) return "json";
  return TEXTS.test(type) ? "text" : "bytes";
}

/** What an item of a stream is on the wire; `undefined`: it is no stream. */
export function itemKind(model: Model, media: MediaType): ItemKind | undefined {
  return contentOfResponse(model, media).item;
}

/** What describes a body, or each item of a stream. */
export function describedBy(model: Model, media: MediaType | undefined): Schema {
  if (media === undefined || itemKind(model, media) === undefined) return media?.schema ?? true;
  return contentOfResponse(model, media).schema ?? true;
}

/** A body, or a stream of one item, as a server writes it. */
export function textOfBody(model: Model, media: MediaType, value: unknown): string {
  const kind = itemKind(model, media);
  if (kind !== undefined) return encodeItems(kind, [value]);
  const isText = typeof value === "string" && !isJson(sentMediaType(model, media));
  return isText ? value : JSON.stringify(value);
}

/** A media type that a server may really name where the document has a range. */
export function sentMediaType(model: Model, media: MediaType): string {
  const type = essenceOf(media);
  if (!type.includes("*")) return media.mediaType;
  if (ANYTHING.test(type)) return isReadAs(model, media) === "json" ? "application/json" : "application/octet-stream";
  return type.replace("*", { "text/*": "plain", "image/*": "png" }[type] ?? "x-anything");
}

/** How a client reads the body of a response, and why it would not. */
export function responseReading(
  model: Model,
  { method }: Operation,
  { status }: Response,
  media: MediaType,
): ResponseReading {
  const kind = isReadAs(model, media);
  if (method === "head" || status === "204" || status === "205" || status === "304") {
    return { kind, whyNotReached: "such a response has no body" };
  }
  if (kind === "bytes")
    return { kind, whyNotLookedAt: "clients hand bytes on as they came, and look at nothing in them" };
  if (kind === "text" && !allowsText(model, media.schema)) {
    return { kind, whyNotLookedAt: "a body of this media type is a text, and the schema allows none" };
  }
  return { kind };
}

/** Whether a schema has room for a text. */
export function allowsText(model: Model, schema: MediaType["schema"]): boolean {
  const resolved = model.resolve(schema ?? true);
  if (typeof resolved === "boolean") return resolved;
  const { type, allOf = [], anyOf, oneOf } = resolved;
  if (type !== undefined && ![type].flat().includes("string")) return false;
  return (
    allOf.every((part) => allowsText(model, part)) && (anyOf ?? oneOf ?? [true]).some((part) => allowsText(model, part))
  );
}

function isBytes(model: Model, schema: Schema): boolean {
  const resolved = model.resolve(schema);
  return typeof resolved === "object" && resolved.type === "string" && resolved.format === "binary";
}
