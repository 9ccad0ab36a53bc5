import type { OwnRecord } from "../request/own-values.ts";

/** Deeper than any answer means, and not too deep for what follows references by recursion. */
const deepest = 500;

/**
 * Reads JSON that means one thing only: a property that stands twice in an object is one to some readers and another
 * to others.
 * @param blot is applied to every text, once its escapes are undone
 * @throws whatever stands in the way
 */
export function readJson(text: string, blot?: (text: string) => string): unknown {
  let names = 0;
  const walk = (value: unknown, depth: number): unknown => {
    if (typeof value !== "object" || !value) return blot && typeof value === "string" ? blot(value) : value;
    if (depth > deepest) throw depth;
    const keys = Object.keys(value);
    if (!Array.isArray(value)) names += keys.length;
    // It has them all itself, `__proto__` like any other.
    for (const key of keys) (value as OwnRecord)[key] = walk((value as OwnRecord)[key], depth + 1);
    return value;
  };
  const value = walk(JSON.parse(text), 1);
  // Outside of texts a colon follows a name, and nothing else.
  // Stryker disable next-line Regex,StringLiteral: one character at a time is only slower; what counts is that no colon stays
  const written = text.replace(/"(?:[^"\\]+|\\.)*"/g, "").split(":").length - 1;
  if (names !== written) throw written;
  return value;
}
