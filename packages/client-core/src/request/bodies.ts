/** How bodies are written, each imported only by operations that have one. */

import type { BinaryBody } from "../checks/formats.ts";
import { isBinary } from "../checks/formats.ts";
import type { Body, Check, SentBody } from "../definition.ts";
import { isRecord } from "../records.ts";
import { jsonText, percentEncode, scalarText } from "./text.ts";

const body =
  (write: Body["write"], isForm = false) =>
  (mediaType: string, check: Check): Body => ({ mediaType, check, isRequired: false, isForm, write });

type MakeBody = (mediaType: string, check: Check) => Body;

/** JSON (RFC 8259). */
export const jsonBody: MakeBody = /* @__PURE__ */ body(jsonText);

/** Text, sent as UTF-8. */
export const textBody: MakeBody = /* @__PURE__ */ body(scalarText);

/** Each property becomes one field, each item of a list one field of the same name, an object within is JSON. */
function* fields(value: unknown): Generator<[name: string, item: unknown]> {
  for (const [name, items] of Object.entries(value as object)) {
    const list = Array.isArray(items) ? items : [items];
    if (!list.length) throw new TypeError("must not hold empty lists: a form cannot tell them from absent ones");
    for (const item of list) yield [name, isRecord(item) || Array.isArray(item) ? jsonText(item) : item];
  }
}

function formData(value: unknown): FormData {
  const data = new FormData();
  for (const [name, item] of fields(value)) {
    const part = isBinary(item) ? toBlob(item) : scalarText(item);
    // A form turns every lone line break into CR LF.
    if (typeof part === "string" && /(^|[^\r])\n|\r(?!\n)/.test(part))
      throw new TypeError("must end its lines with CR LF in a multipart field, or be a Blob");
    data.append(name, part);
  }
  return data;
}

/** `multipart/form-data`; a `Blob` or `File` is sent as it is. */
export const formDataBody: MakeBody = /* @__PURE__ */ body(formData, true);

/** `application/x-www-form-urlencoded`. */
export const urlEncodedBody: MakeBody = /* @__PURE__ */ body((value) =>
  Array.from(fields(value), ([name, item]) => `${percentEncode(name)}=${percentEncode(scalarText(item))}`).join("&"),
);

/** Bytes that nobody can change any more. */
function toBlob(value: BinaryBody): Blob {
  // The lib's BlobPart excludes views of shared memory, which Blob copies like any other.
  return value instanceof Blob ? value : new Blob([value as BlobPart]);
}

/** Bytes: a `Blob`, an `ArrayBuffer` or a view of one. */
export const binaryBody: MakeBody = /* @__PURE__ */ body((value): SentBody => {
  if (!isBinary(value)) throw new TypeError("must be a Blob, an ArrayBuffer or a view of one");
  return toBlob(value);
});

/** One that has to be given. */
export const mandatoryBody = (given: Body): Body => ({ ...given, isRequired: true });
