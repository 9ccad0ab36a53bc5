import { isJson, type MediaType, type Schema } from "@workshop/openapi";
import type { EdgeSearch } from "@workshop/samples";
import { decodeValue } from "./decode-value.ts";
import { decodeMultipart } from "./multipart.ts";
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
