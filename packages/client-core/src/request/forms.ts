/** How forms are written: a field for each property, as the document's Encoding Objects say. */

import { isBinary } from "../checks/formats.ts";
import type { Body, Check, FieldError, SentBody } from "../definition.ts";
import { bare, bareRecord, isRecord } from "../records.ts";
import type { Style } from "./styles.ts";
import { isHeaderValue, jsonText, percentEncode, scalarText, wellFormed } from "./text.ts";

/** How one property of a form becomes a field: as a style says, or as a part of some media type. */
export interface Part {
  /** Media types, of which it has one; ranges among them; empty: what its value is by itself. */
  readonly types: readonly string[];
  /** More headers of the part, each a line. */
  readonly headers: string;
  readonly style: Style | undefined;
}

/**
 * A part of one of these media types.
 * @param headers that it always has
 */
export const part = (types: readonly string[], headers: Readonly<Record<string, string>> = {}): Part => ({
  types,
  headers: Object.entries(headers)
    .map(([name, text]) => `\r\n${name}: ${text}`)
    .join(""),
  style: undefined,
});

/** A field that is written like a parameter of the query. */
export const styled = (style: Style): Part => ({ types: [], headers: "", style });

type Parts = Readonly<Record<string, Part>>;

const plainPart: Part = /* @__PURE__ */ part([]);

/**
 * Each property becomes one field, each item of a list one field of the same name.
 * @throws TypeError, with the property's name, for one that cannot be written; without one for what is no object
 */
function eachField(value: unknown, parts: Parts, write: (name: string, item: unknown, one: Part) => void): void {
  // The document may say that it is something else, which has no names.
  if (!isRecord(value)) throw new TypeError("must be a plain object: a form has fields by name");
  for (const [name, items] of Object.entries(value)) {
    const one = Object.hasOwn(parts, name) ? (parts[name] ?? plainPart) : plainPart;
    const list = Array.isArray(items) && !one.style ? items : [items];
    try {
      if (!list.length || (one.style && isEmpty(items)))
        throw new TypeError("must not hold empty lists or objects: a form cannot tell them from absent ones");
      for (const item of list) write(name, item, one);
    } catch (thrown) {
      throw Object.assign(thrown as FieldError, { field: name }); // writers throw nothing else
    }
  }
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !(value instanceof Date) && !Object.keys(value).length;

const isJson = (type: string): boolean => /^[^;]*[/+]json\b/i.test(type);

/** The text of a field: an object as JSON, and whatever a media type says is JSON. */
const fieldText = (item: unknown, [type = ""]: readonly string[]): string =>
  isRecord(item) || Array.isArray(item) || isJson(type) ? jsonText(item) : scalarText(item);

/** Fields whose names were written by a style must not pass for others. */
function checkNames(written: string, name: string, value: object): void {
  for (const pair of written.split("&")) {
    const other = decodeURIComponent(pair.split("=", 1)[0] ?? "");
    if (other !== name && Object.hasOwn(value, other))
      throw new TypeError("must not name another field of the form in the keys of an object");
  }
}

/** `application/x-www-form-urlencoded`. */
export const urlEncodedBody = (mediaType: string, check: Check, parts: Parts = bareRecord<Part>()): Body => ({
  mediaType,
  check,
  isRequired: false,
  takesBytes: false,
  covers: undefined,
  typeOf: undefined,
  write: (value) => {
    const pairs: string[] = [];
    eachField(value, parts, (name, item, { style, types }) => {
      const written = style
        ? style.write(name, item)
        : `${percentEncode(name)}=${percentEncode(fieldText(item, types))}`;
      checkNames(written, name, value as object); // or its check has refused it
      pairs.push(written);
    });
    return pairs.join("&");
  },
});

/** A name within quotes, as browsers write it. */
const quoted = (name: string): string =>
  wellFormed(name).replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** Whether a media type is one of these, or in one of these ranges. Parameters count for nothing. */
const isOneOf = (type: string, types: readonly string[]): boolean => {
  const [own = ""] = type.toLowerCase().split(";");
  return types.some((known) => {
    const [essence = ""] = known.toLowerCase().split(";");
    return (
      essence === own.trim() || essence === "*/*" || (essence.endsWith("/*") && own.startsWith(essence.slice(0, -1)))
    );
  });
};

/** The media type of bytes: their own, if the document allows it. */
function typeOfBytes(bytes: Blob, { types }: Part): string {
  const [only = "application/octet-stream", ...others] = types;
  if (bytes.type && isHeaderValue(bytes.type) && (!types.length || isOneOf(bytes.type, types))) return bytes.type;
  if (bytes.type || others.length || only.includes("*"))
    throw new TypeError(
      `must hold bytes of the media type ${types.join(" or ")} there: give a Blob that says so in its type`,
    );
  return only;
}

/** The head of a part without its name, and its content. */
function contentOf(item: unknown, one: Part): readonly [head: string, content: Blob | string] {
  if (isBinary(item)) {
    // The lib's BlobPart excludes views of shared memory, which Blob copies like any other.
    const bytes = item instanceof Blob ? item : new Blob([item as BlobPart]);
    const name = typeof File === "function" && item instanceof File ? item.name : "blob";
    return [`; filename="${quoted(name)}"\r\nContent-Type: ${typeOfBytes(bytes, one)}`, bytes];
  }
  const [first, ...others] = one.types;
  if (others.length || first?.includes("*"))
    throw new TypeError(
      `must hold bytes of the media type ${one.types.join(" or ")} there: give a Blob that says so in its type`,
    );
  const text = wellFormed(fieldText(item, one.types));
  const type = first ?? (typeof item === "object" && !(item instanceof Date) ? "application/json" : undefined);
  return [type === undefined ? "" : `\r\nContent-Type: ${type}`, text];
}

/**
 * `multipart/form-data` (RFC 7578). A `Blob` is sent as a file: with the name of a `File`, and its own media type. Texts
 * without a media type of their own are `text/plain`, which need not be said.
 */
export const formDataBody = (mediaType: string, check: Check, parts: Parts = bareRecord<Part>()): Body => ({
  mediaType,
  check,
  isRequired: false,
  takesBytes: true,
  covers: undefined,
  typeOf: (sent) => (sent as Blob).type, // what `write` gives
  write: (value): SentBody => {
    const boundary = `form-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    const pieces: (Blob | string)[] = [];
    eachField(value, parts, (name, item, one) => {
      for (const [own, single] of one.style
        ? pairsOf(one.style.write(name, item), name, value as object)
        : ([[name, item]] as const)) {
        const [head, content] = contentOf(single, one);
        pieces.push(
          `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(own)}"${head}${one.headers}\r\n\r\n`,
          content,
          "\r\n",
        );
      }
    });
    return new Blob([...pieces, `--${boundary}--\r\n`], bare({ type: `${mediaType}; boundary=${boundary}` }));
  },
});

/** What a style has written, as fields: in a multipart form nothing is percent-encoded. */
function pairsOf(written: string, name: string, value: object): (readonly [name: string, text: string])[] {
  checkNames(written, name, value);
  return written.split("&").map((pair) => {
    const [own = "", ...rest] = pair.split("=");
    return [decodeURIComponent(own), decodeURIComponent(rest.join("="))];
  });
}
