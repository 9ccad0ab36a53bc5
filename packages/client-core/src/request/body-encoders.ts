import { jsonText } from "./json-text.ts";
import { isRecord } from "./own-values.ts";
import { percentEncode } from "./percent-encoding.ts";
import { scalarText } from "./scalar-text.ts";

/** A body that is ready to be sent, as often as need be. */
export interface EncodedBody {
  readonly body: Blob | FormData | string;
  /** Absent where only `fetch` can know it (the boundary of a form). */
  readonly contentType?: string;
}

/**
 * Writes a body.
 * @throws TypeError, a sentence about the value but without it, for what would not be read back unchanged.
 */
export type BodyEncoder = (value: unknown, mediaType: string) => EncodedBody;

/** JSON (RFC 8259). */
export const jsonBody: BodyEncoder = (value, contentType) => ({ body: jsonText(value), contentType });

/** Each property becomes one field, each item of a list one field of the same name, an object within is JSON. */
function* fields(value: unknown): Generator<[name: string, item: unknown]> {
  for (const [name, items] of Object.entries(value as object)) {
    const list = Array.isArray(items) ? items : [items];
    if (!list.length) throw new TypeError("must not hold empty lists: a form cannot tell them from absent ones");
    for (const item of list) {
      yield [name, isRecord(item) || Array.isArray(item) ? jsonText(item) : item];
    }
  }
}

/** `multipart/form-data`; a `Blob` or `File` is sent as it is. */
export const formDataBody: BodyEncoder = (value) => {
  const body = new FormData();
  for (const [name, item] of fields(value)) {
    const part = isBinary(item) ? toBlob(item) : scalarText(item);
    // A form turns every lone line break into CR LF.
    if (typeof part === "string" && /(^|[^\r])\n|\r(?!\n)/.test(part)) {
      throw new TypeError("must end its lines with CR LF in a multipart field, or be a Blob");
    }
    body.append(name, part);
  }
  return { body };
};

/** `application/x-www-form-urlencoded`. */
export const urlEncodedBody: BodyEncoder = (value, contentType) => ({
  body: Array.from(fields(value), ([name, item]) => `${percentEncode(name)}=${percentEncode(item)}`).join("&"),
  contentType,
});

/** Text, sent as UTF-8. */
export const textBody: BodyEncoder = (value, contentType) => ({ body: scalarText(value), contentType });

/** What a binary body may be. */
export type BinaryBody = ArrayBuffer | ArrayBufferView | Blob;

/** Whether a value is bytes. */
export function isBinary(value: unknown): value is BinaryBody {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

/** Bytes that nobody can change any more. */
function toBlob(value: BinaryBody): Blob {
  // The lib's BlobPart excludes views of shared memory, which Blob copies like any other.
  return value instanceof Blob ? value : new Blob([value as BlobPart]);
}

/** Bytes: a `Blob`, an `ArrayBuffer` or a view of one. */
export const binaryBody: BodyEncoder = (value, contentType) => {
  if (!isBinary(value)) throw new TypeError("must be a Blob, an ArrayBuffer or a view of one");
  return { body: toBlob(value), contentType };
};
