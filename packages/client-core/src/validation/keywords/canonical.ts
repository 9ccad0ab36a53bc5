/** Deeper than the interpreter goes; what is deeper still is reported by it. */
const maximumDepth = 200;

/** The same text for equal values, and for no others: keys in order, `1.0` as `1`, a `Date` as its text. */
export function canonical(value: unknown, depth = 0): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > maximumDepth) return "";
  if (value instanceof Date) return `"${value.toJSON()}"`;
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1))}]`;
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, depth + 1)}`);
  return `{${members.sort()}}`;
}
