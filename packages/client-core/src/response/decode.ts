/** Reads the bytes of a response as its headers say. */
import type { ReadableHead, ReadBytes, Redactor } from "../definition.ts";
import { bare, type OwnRecord } from "../records.ts";

/** The charsets that responses may have. Whatever else a server names would be guesswork. */
const knownCharset = /^(utf-?8|us-ascii|iso-8859-1|latin1)$/;

/** Codings that `fetch` undoes; it passes others on as if there were none. */
const knownCoding = /^(gzip|x-gzip|deflate|br|zstd|identity)?$/;

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true });

/** A media type without its parameters, and the charset that they name; both in lower case. */
export function parseMediaType(text: string | null): { readonly type: string; readonly charset: string | undefined } {
  if (text === "application/json") return { type: text, charset: undefined }; // the usual one
  const [type = "", ...parameters] = (text ?? "").toLowerCase().split(";");
  const charset = parameters.map((parameter) => /^\s*charset\s*=\s*"?([^\s"]*)/.exec(parameter)?.[1]).find(Boolean);
  return { type: type.trim(), charset };
}

export const isJson = (type: string): boolean => /[/+]json$/.test(type);

/** What stands in the way is told by who asked: nothing of the response may get into a message. */
const undecodable = (): TypeError => new TypeError("undecodable");

/**
 * JSON as a value, text as a string, anything else as a `Blob`.
 * @param redaction redacts secrets in texts; bytes that hold one are not read at all
 * @throws whatever stands in the way; the message may quote the response, and must not be passed on
 */
export function decode(bytes: Uint8Array<ArrayBuffer>, head: ReadableHead, redaction?: Redactor): unknown {
  const { type, charset = "utf-8" } = parseMediaType(head.get("content-type"));
  const hasJson = isJson(type);
  if (!hasJson && !/^text\/|[/+]xml$|ndjson$|urlencoded$/.test(type)) return wholeBytes(bytes, head, redaction);
  const codings = head.get("content-encoding");
  if (codings && !codings.split(",").every((coding) => knownCoding.test(coding.trim().toLowerCase())))
    throw undecodable();
  if (!knownCharset.test(charset)) throw undecodable();
  const decoder = charset === "utf-8" ? utf8 : new TextDecoder(charset, bare({ fatal: true }));
  const text = decoder.decode(bytes);
  if (hasJson) return readJson(redaction ? redaction.redact(text) : text, redaction);
  return redaction ? redaction.redact(text) : text;
}

/** Bytes as they came, whatever their media type. */
export const wholeBytes: ReadBytes = (bytes, head, redaction) => {
  if (redaction) {
    const text = new TextDecoder("latin1").decode(bytes);
    if (redaction.redact(text) !== text) throw undecodable();
  }
  return new Blob([bytes], bare({ type: parseMediaType(head.get("content-type")).type }));
};

/** A text of which the document says that it is a number, or anything else but a text: it is read as JSON. */
export const textAsJson: ReadBytes = (bytes, head, redaction) => {
  const text = decode(bytes, head, redaction);
  return typeof text === "string" ? readJson(text, redaction) : text;
};

/** Deeper than any response means, and not too deep for what follows references by recursion. */
const deepest = 500;

/**
 * Reads JSON that means one thing only: a property that stands twice in an object is one to some readers and another
 * to others.
 */
export function readJson(text: string, redaction: Redactor | undefined): unknown {
  let names = 0;
  const walk = (value: unknown, depth: number): unknown => {
    if (typeof value !== "object" || !value)
      return redaction && typeof value === "string" ? redaction.redact(value) : value;
    if (depth > deepest) throw undecodable();
    const keys = Object.keys(value);
    if (!Array.isArray(value)) names += keys.length;
    // It has them all itself, `__proto__` like any other.
    for (const key of keys) {
      const item = (value as OwnRecord)[key];
      if (redaction) rename(value as OwnRecord, key, redaction, walk(item, depth + 1));
      else if (typeof item === "object" && item) walk(item, depth + 1);
    }
    return value;
  };
  const value = walk(JSON.parse(text), 1);
  if (names !== countColons(text)) throw undecodable();
  return value;
}

/** A secret may also be a name. */
function rename(record: OwnRecord, key: string, redaction: Redactor, item: unknown): void {
  delete record[key];
  Object.defineProperty(
    record,
    redaction.redact(key),
    bare({ value: item, enumerable: true, configurable: true, writable: true }),
  );
}

/** Colons outside of texts: in valid JSON one follows each name, and nothing else. */
function countColons(text: string): number {
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 58) colons++;
    else if (code === 34) at = endOfText(text, at);
  }
  return colons;
}

/** Where a text ends: a quote behind an odd number of backslashes is part of it. */
function endOfText(text: string, start: number): number {
  for (let end = start; ; ) {
    end = text.indexOf('"', end + 1);
    let slash = end;
    while (text.charCodeAt(slash - 1) === 92) slash--;
    if ((end - slash) % 2 === 0) return end;
  }
}
