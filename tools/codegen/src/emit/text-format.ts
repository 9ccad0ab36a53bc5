import type { SchemaObject } from "@workshop/openapi";

/**
 * The format of a text. That it is bytes as they are, 3.0 says by `format: binary`, and 3.1 by a media type without an
 * encoding (OpenAPI 3.1.1, "Working with Binary Data"), as FastAPI does for files.
 */
export function formatOf({ type, format, contentMediaType, contentEncoding }: SchemaObject): string | undefined {
  const isText = [type].flat().includes("string");
  const isBytes = isText && contentMediaType === "application/octet-stream" && contentEncoding === undefined;
  return format ?? (isBytes ? "binary" : undefined);
}
