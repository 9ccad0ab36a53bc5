/** How single values are written, and how they are kept from meaning something else where they go. */
import { isRecord } from "../records.ts";

/** All of ASCII, so that none is looked for on a prototype. */
const escapes: readonly string[] = /* @__PURE__ */ Array.from(
  { length: 127 },
  (_, code) => `%${(code + 256).toString(16).slice(1).toUpperCase()}`,
);

/**
 * Percent-encodes everything but the unreserved characters of RFC 3986.
 * @throws TypeError for text that is not well-formed Unicode
 */
export function percentEncode(text: string): string {
  let encoded = "";
  let from = 0;
  // By hand: a text without anything to encode, the usual case, is a tenth of what `encodeURIComponent` takes.
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isUnreserved(code)) continue;
    if (code > 126) return encodeUnicode(text);
    encoded += text.slice(from, index) + escapes[code];
    from = index + 1;
  }
  return from === 0 ? text : encoded + text.slice(from);
}

/** Letters, digits and `-._~`. */
function isUnreserved(code: number): boolean {
  if (code > 96) return code < 123 || code === 126;
  if (code > 64) return code < 91 || code === 95;
  return code > 47 ? code < 58 : code === 45 || code === 46;
}

function encodeUnicode(text: string): string {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    throw new TypeError("must be well-formed Unicode: it holds half a surrogate pair");
  }
}

/** @throws TypeError for what UTF-8 cannot say: another character would be sent in its place */
export function wellFormed(text: string): string {
  if (/\p{Cs}/u.test(text)) throw new TypeError("must be well-formed Unicode: it holds half a surrogate pair");
  return text;
}

/**
 * Writes a time as RFC 3339 has it.
 * @throws TypeError for one that needs more than four digits for its year, which few servers would read as it is meant
 */
export function timeText(time: Date): string {
  const text = time.toISOString();
  if (text.length > 24) throw new TypeError("must be a time of the years 0 to 9999");
  return text;
}

/**
 * Writes a single value as text.
 * @throws TypeError for anything that has no text of its own, such as an object
 */
export function scalarText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Date) return timeText(value);
  if (/object|undefined|function|symbol/.test(typeof value))
    throw new TypeError("must not hold lists, objects or nulls inside a list or object");
  return String(value);
}

/** Writes a value made by `ownCopy` as JSON, deaf to any `toJSON` that somebody put on a prototype. */
export function jsonText(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (value instanceof Date) return `"${timeText(value)}"`;
  if (Array.isArray(value)) return `[${value.map(jsonText).join()}]`;
  if (!isRecord(value)) throw new TypeError("must hold nothing but JSON");
  let text = "";
  for (const key of Object.keys(value)) text += `${text && ","}${JSON.stringify(key)}:${jsonText(value[key])}`;
  return `{${text}}`;
}

/** What HTTP can carry in a field value without changing it: visible Latin-1 characters, blanks only in between. */
const fieldValue = /^[!-~\xa0-\xff]([\t -~\xa0-\xff]*[!-~\xa0-\xff])?$/;

/** What `isHeaderValue` asks for, in words. */
export const headerRule = "must be Latin-1 text, not empty, without control characters and blanks at its ends";

/** Whether a text can travel in a header unchanged. */
export const isHeaderValue = (text: string): boolean => fieldValue.test(text);

/**
 * A text that is sure to travel in a header unchanged.
 * @throws TypeError (without the value) for any other
 */
export function headerText(value: unknown): string {
  const text = scalarText(value);
  if (!isHeaderValue(text)) throw new TypeError(headerRule);
  return text;
}
