/** Deeper than any answer means, and not too deep for what follows references by recursion. */
const deepest = 500;

/**
 * Reads JSON that means one thing only: a property that stands twice in an object is one to some readers and another
 * to others.
 * @param blot is applied to every text, once its escapes are undone
 * @throws whatever stands in the way
 */
export function readJson(text: string, blot: (text: string) => string): unknown {
  let names = 1; // the whole has one, too, which is not written
  let depth = 0;
  // Stryker disable next-line Regex: one character at a time is only slower
  for (const [token, colon] of text.matchAll(/"(?:[^"\\]+|\\.)*"(\s*:)?|[[\]{}]/g)) {
    if (colon) names++;
    if (/^[[{]/.test(token)) depth++;
    if (/^[\]}]/.test(token)) depth--;
    if (depth > deepest) throw depth;
  }
  const value = JSON.parse(text, function (this: unknown, _name, item) {
    if (!Array.isArray(this)) names--;
    return typeof item === "string" ? blot(item) : item;
  });
  if (names) throw names;
  return value;
}
