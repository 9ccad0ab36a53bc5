import type { SchemaObject } from "./types.ts";

/**
 * What a body of a media type is to a caller: a JSON value, a form (one field for each property), a text, or bytes. A range
 * such as `*\/*` is whatever the server sends.
 */
export type Content = "any" | "bytes" | "form" | "json" | "text";

/** What a body of a media type is to a caller. */
export function contentOf(mediaType: string): Content {
  const essence = essenceOf(mediaType);
  if (isJson(essence)) return "json";
  if (isForm(essence)) return "form";
  if (/^text\/|[/+]xml$|ndjson$/.test(essence)) return "text";
  return /^(\*|application)\/\*$/.test(essence) ? "any" : "bytes";
}

/** Whether a media type is JSON: `application/json`, `application/problem+json` and their like. */
export function isJson(mediaType: string): boolean {
  return /^[^/]+\/(?:[^;]+\+)?json$/.test(essenceOf(mediaType));
}

/** Whether a body of a media type is a form: one field for each property. */
export function isForm(mediaType: string): boolean {
  return /^(application\/x-www-form-urlencoded|multipart\/form-data)$/.test(essenceOf(mediaType));
}

/**
 * Whether a schema describes bytes as they are: 3.0 says so by `format: binary`, 3.1 by a media type without an encoding
 * (OpenAPI 3.1.1, "Working with Binary Data"), as FastAPI does for files. In JSON there are none: such a text is a text.
 */
export function isBytes({ type, format, contentMediaType, contentEncoding }: SchemaObject): boolean {
  if (![type ?? "string"].flat().includes("string")) return false;
  if (format === "binary" || contentEncoding === "binary") return true;
  if (typeof contentMediaType !== "string" || contentEncoding !== undefined) return false;
  // A text of a media type that is text is that text.
  return ["any", "bytes"].includes(contentOf(contentMediaType));
}

/** A media type without its parameters, in lower case. */
function essenceOf(mediaType: string): string {
  return mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
}
