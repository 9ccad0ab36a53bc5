import { parseMediaType } from "./media-type.ts";
import { readJson } from "./read-json.ts";

/** The charsets that answers may have. Whatever else a server names would be guesswork. */
const knownCharset = /^(utf-?8|us-ascii|iso-8859-1|latin1)$/;

/** Codings that `fetch` undoes; it passes others on as if there were none. */
const knownEncoding = /^(gzip|x-gzip|deflate|br|zstd|identity)?$/;

/**
 * Reads the bytes of an answer as its headers say: JSON as a value, text as a string, anything else as a `Blob`.
 * @param blot blots secrets out of texts; bytes that hold one are not read at all
 * @throws whatever stands in the way; the message may quote the answer, and must not be passed on
 */
export function decode(bytes: Uint8Array<ArrayBuffer>, headers: Headers, blot?: (text: string) => string): unknown {
  const { type, charset = "utf-8" } = parseMediaType(headers.get("content-type"));
  const isJson = /[/+]json$/.test(type);
  if (!isJson && !/^text\/|[/+]xml$|ndjson$|urlencoded$/.test(type)) {
    const text = new TextDecoder("latin1").decode(bytes);
    if (blot && blot(text) !== text) throw type;
    return new Blob([bytes], { type });
  }
  const encodings = (headers.get("content-encoding") ?? "").toLowerCase().split(",");
  if (!knownCharset.test(charset) || !encodings.every((encoding) => knownEncoding.test(encoding.trim()))) throw charset;
  const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
  const shown = blot ? blot(text) : text;
  return isJson ? readJson(shown, blot) : shown;
}
