import type { Conjunction } from "./conjunction.ts";
import type { Violation } from "./violation.ts";

/** The strictest value of a keyword that counts something; `undefined` where nobody says one. */
export function limitOf(schema: Conjunction, keyword: string, isLower: boolean): number | undefined {
  const values = schema.having(keyword).map(({ keywords }) => Number(keywords[keyword]));
  if (values.length === 0) return undefined;
  return isLower ? Math.max(...values) : Math.min(...values);
}

/** A keyword that gives the least (`min...`) or the most (`max...`) of something. */
export function checkLimit(narrow: Conjunction, wide: Conjunction, keyword: string, least = 0): Violation[] {
  const isLower = keyword.startsWith("min");
  const asked = limitOf(wide, keyword, isLower);
  if (asked === undefined || (isLower && asked <= least)) return [];
  const had = limitOf(narrow, keyword, isLower);
  if (had !== undefined && (isLower ? had >= asked : had <= asked)) return [];
  return [violationOf(narrow, wide, keyword, had, asked)];
}

/** A violation of a keyword, at the places where the two schemas have it. */
export function violationOf(
  narrow: Conjunction,
  wide: Conjunction,
  keyword: string,
  had: unknown = narrow.having(keyword)[0]?.keywords[keyword],
  asked: unknown = wide.having(keyword)[0]?.keywords[keyword],
): Violation {
  return { kind: keyword, narrow: siteOf(narrow, keyword), wide: siteOf(wide, keyword), had, asked };
}

/** Where a schema has a keyword, or else where it stands. */
export function siteOf(schema: Conjunction, keyword?: string): Violation["wide"] {
  const part = keyword === undefined ? undefined : schema.parts.find(({ raw }) => raw[keyword] !== undefined);
  if (part !== undefined) return { node: part.raw, key: keyword };
  return schema.node && { node: schema.node };
}
