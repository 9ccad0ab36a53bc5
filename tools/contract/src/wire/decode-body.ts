import { isJson, type MediaType } from "@workshop/openapi";
import type { EdgeSearch } from "@workshop/samples";
import { decodeFields, type RawField } from "./decode-form.ts";
import { isText } from "./decode-value.ts";
import { headerOf, textOf, type WireRequest } from "./wire-request.ts";

/**
 * Reads the body of a request.
 *
 * @throws {SyntaxError} when it is not what its media type says
 */
export function decodeBody(search: EdgeSearch, media: MediaType, request: WireRequest): unknown {
  if (isJson(media.mediaType)) return JSON.parse(textOf(request));
  const type = media.mediaType.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded" && !isText(media.schema, search.model)) {
    const pairs = textOf(request)
      .split("&")
      .filter((pair) => pair !== "");
    const fields = pairs.map((pair): RawField => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("=") };
    });
    return decodeFields(search, media, fields, (text) => decodeURIComponent(text.replaceAll("+", " ")));
  }
  if (type === "multipart/form-data") {
    const fields = decodeParts(textOf(request), headerOf(request, "content-type") ?? "");
    return decodeFields(search, media, fields, (text) => text);
  }
  return textOf(request);
}

/** One field of a form. */
export type FormField = readonly [name: string, value: string, type?: string];

const BOUNDARY = "contract-boundary-4e1f";

/** Writes fields as `multipart/form-data` (RFC 7578). */
export function encodeMultipart(fields: Iterable<FormField>): { text: string; contentType: string } {
  const parts = [...fields].map(
    ([name, value, type]) =>
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${escaped(name)}"${type === undefined ? "" : `\r\ncontent-type: ${type}`}\r\n\r\n${value}\r\n`,
  );
  return { text: `${parts.join("")}--${BOUNDARY}--\r\n`, contentType: `multipart/form-data; boundary=${BOUNDARY}` };
}

/**
 * Reads the parts of a `multipart/form-data` body (RFC 7578).
 *
 * @throws {SyntaxError} when the boundary is missing, the body does not end with it, or a part has no name
 */
function decodeParts(text: string, contentType: string): RawField[] {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) throw new SyntaxError("the content type names no boundary");
  const parts = `\r\n${text}`.split(`\r\n--${mark}`);
  if (!parts.at(-1)?.startsWith("--")) throw new SyntaxError("the form does not end with its boundary");
  return parts.slice(1, -1).map((part): RawField => {
    const end = part.indexOf("\r\n\r\n");
    const head = part.slice(0, end);
    const name = /content-disposition: *form-data;[^\r]*?\bname="((?:[^"\\]|\\.)*)"/i.exec(head)?.[1];
    if (end < 0 || name === undefined) throw new SyntaxError("a part of the form has no name");
    return {
      name: name.replaceAll("%22", '"'),
      value: part.slice(end + 4),
      type: /\r\ncontent-type: *([^\r]*)/i.exec(head)?.[1],
      isFile: /;\s*filename="/i.test(head),
    };
  });
}

function escaped(name: string): string {
  return name.replaceAll('"', "%22");
}
