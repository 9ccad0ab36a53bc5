import { scalarText } from "./scalar-text.ts";

/**
 * Percent-encodes everything but the unreserved characters of RFC 3986.
 * @throws TypeError for text that is not well-formed Unicode.
 */
export function percentEncode(value: unknown): string {
  const text = scalarText(value);
  // Stryker disable next-line ConditionalExpression,Regex: it is only faster
  if (/^[\w.~-]*$/.test(text)) return text;
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    throw new TypeError("must be well-formed Unicode: it holds half a surrogate pair");
  }
}
