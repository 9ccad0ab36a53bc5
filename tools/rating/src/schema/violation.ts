import type { SchemaObject } from "@workshop/openapi";
import type { Conjunction } from "./conjunction.ts";

/** A schema, a keyword of it, or something that stands under that. */
export interface SchemaPlace {
  readonly schema: SchemaObject;
  readonly keyword?: string | undefined;
  readonly item?: string;
}

/** One reason why not everything that the narrow schema allows is allowed by the wide one. */
export interface Violation {
  /** The keyword that says so, or a word for what no keyword says: `property`, `alternative`, `nothing`. */
  readonly kind: string;
  /** Where the narrow schema says something else, or should. */
  readonly narrow: SchemaPlace | undefined;
  /** Where the wide schema asks for more. */
  readonly wide: SchemaPlace | undefined;
  /** What the two say; absent: nothing. */
  readonly had?: unknown;
  readonly asked?: unknown;
  /** The name of the property or value that it is about. */
  readonly subject?: string;
  /** Worth telling, and yet nothing that was allowed is refused. */
  readonly isGentle?: true;
}

/** Whether values are written by users of the client, or read by them; `plain`: JSON Schema and nothing else. */
export type Direction = "plain" | "request" | "response";

/** The question whether every value of one schema is a value of another one, as each keyword's part of it asks it. */
export interface Inclusion {
  readonly direction: Direction;
  /** Whether the narrow schemas are those of the old document. */
  readonly isForward: boolean;
  /** The same question about fragments of schemas, such as conditions, that no type is made of. */
  readonly fragments: Inclusion;
  /** The opposite question. */
  readonly reversed: Inclusion;
  /** Why a schema is not included in another one; empty: it is. */
  of(narrow: Conjunction, wide: Conjunction): readonly Violation[];
  /** Whether nothing but gentle violations stands against it. */
  holds(narrow: Conjunction, wide: Conjunction): boolean;
}

/** Where a schema has a keyword, or else where it stands. */
export function placeOf(conjunction: Conjunction, keyword?: string): SchemaPlace | undefined {
  const part =
    keyword === undefined ? undefined : conjunction.parts.find(({ schema }) => schema[keyword] !== undefined);
  if (part !== undefined) return { schema: part.schema, keyword };
  return conjunction.schema && { schema: conjunction.schema };
}

/** A violation of a keyword, at the places where the two schemas have it. */
export function violationOf(
  narrow: Conjunction,
  wide: Conjunction,
  keyword: string,
  had: unknown = narrow.having(keyword)[0]?.keywords[keyword],
  asked: unknown = wide.having(keyword)[0]?.keywords[keyword],
): Violation {
  return { kind: keyword, narrow: placeOf(narrow, keyword), wide: placeOf(wide, keyword), had, asked };
}

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

/** The same violation is often found in each of several alternatives. */
export function distinct(violations: readonly Violation[]): readonly Violation[] {
  const seen = new Map<string, Set<unknown>>();
  return violations.filter(({ kind, subject, narrow, wide }) => {
    const key = `${kind} ${subject} ${narrow?.keyword} ${wide?.keyword}`;
    const schemas = seen.get(key) ?? new Set();
    seen.set(key, schemas);
    const isNew = !schemas.has(wide?.schema) || !schemas.has(narrow?.schema);
    schemas.add(wide?.schema).add(narrow?.schema);
    return isNew;
  });
}
