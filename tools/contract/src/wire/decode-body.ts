import { isJson, type MediaType, type Schema } from "@workshop/openapi";
import type { EdgeSearch } from "@workshop/samples";
import { decodeValue } from "./decode-value.ts";
import { headerOf, textOf, type WireRequest } from "./wire-request.ts";

/**
 * Reads the body of a request.
 *
 * @throws {SyntaxError} when it is not what its media type says
 */
export function decodeBody(search: EdgeSearch, media: MediaType, request: WireRequest): unknown {
  if (isJson(media.mediaType)) return JSON.parse(textOf(request));
  const type = media.mediaType.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") {
    const pairs = [...new URLSearchParams(textOf(request))];
    return decodeForm(search, media.schema ?? true, pairs);
  }
  if (type === "multipart/form-data") {
    const fields = decodeMultipart(textOf(request), headerOf(request, "content-type") ?? "");
    return decodeForm(search, media.schema ?? true, fields);
  }
  return textOf(request);
}

function decodeForm(search: EdgeSearch, schema: Schema, pairs: readonly (readonly [string, string])[]): unknown {
  const resolved = search.model.resolve(schema);
  const properties = typeof resolved === "object" ? (resolved.properties ?? {}) : {};
  const names = [...new Set(pairs.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const items = pairs.filter(([other]) => other === name).map(([, value]) => value);
      const text = items[0] ?? "";
      const property = properties[name] ?? true;
      // An object is written as JSON; a text that looks like one is a text.
      if (text.startsWith("{") && !isText(search.model.resolve(property))) return [name, JSON.parse(text)];
      return [name, decodeValue(search, property, { text, items, members: {} })];
    }),
  );
}

function isText(schema: Schema): boolean {
  return typeof schema === "object" && schema.type === "string";
}

/** One field of a form. */
export type FormField = readonly [name: string, value: string];

const BOUNDARY = "contract-boundary-4e1f";

/** Writes fields as `multipart/form-data` (RFC 7578). */
export function encodeMultipart(fields: Iterable<FormField>): { text: string; contentType: string } {
  const parts = [...fields].map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  );
  return { text: `${parts.join("")}--${BOUNDARY}--\r\n`, contentType: `multipart/form-data; boundary=${BOUNDARY}` };
}

/**
 * Reads the fields of a `multipart/form-data` body; a file counts by its content.
 *
 * @throws {SyntaxError} when the boundary is missing or a part has no name
 */
export function decodeMultipart(text: string, contentType: string): FormField[] {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) throw new SyntaxError("the content type names no boundary");
  const parts = `\r\n${text}`.split(`\r\n--${mark}`).slice(1, -1);
  return parts.map((part): FormField => {
    const end = part.indexOf("\r\n\r\n");
    const name = /;\s*name="((?:[^"\\]|\\.)*)"/i.exec(part.slice(0, end))?.[1];
    if (end < 0 || name === undefined) throw new SyntaxError("a part of the form has no name");
    return [name.replaceAll("%22", '"'), part.slice(end + 4)];
  });
}

function escaped(name: string): string {
  return name.replaceAll('"', "%22");
}
