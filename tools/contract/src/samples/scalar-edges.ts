import type { SchemaObject } from "@workshop/spec";
import { fit, lengthOf } from "./sample-string.ts";

/** As `Edge`, before it is known where it stands. */
export interface ScalarEdge {
  readonly side: "beyond" | "within";
  readonly keyword: string;
  readonly words: string;
  readonly value: unknown;
}

/** The edges of the keywords that speak of a value itself: its type, and what a text or a number has to be. */
export function scalarEdges(keywords: SchemaObject, valid: unknown): ScalarEdge[] {
  const edges: ScalarEdge[] = [...typeEdges(keywords, valid), ...enumEdges(keywords)];
  if (typeof valid === "string") edges.push(...textEdges(keywords, valid));
  if (typeof valid === "number") edges.push(...numberEdges(keywords, valid));
  return edges;
}

/** By the type that a value has: a value of another one, and what it is called. */
const OTHER_TYPES: Readonly<Record<string, readonly [words: string, value: unknown][]>> = {
  string: [["is a number", 42]],
  integer: [
    ["is a text", "not a number"],
    ["is a fraction", 1.5],
  ],
  number: [["is a text", "not a number"]],
  boolean: [["is a text", "maybe"]],
  array: [["is a text", "not a list"]],
  object: [["is a text", "not an object"]],
};

function typeEdges({ type }: SchemaObject, valid: unknown): ScalarEdge[] {
  const name = typeof type === "string" ? type : typeOf(valid);
  const others = [...(OTHER_TYPES[name] ?? []), ["is null", null] as const];
  return type === undefined ? [] : others.map(([words, value]) => ({ side: "beyond", keyword: "type", words, value }));
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return value === null ? "null" : typeof value;
}

function enumEdges(keywords: SchemaObject): ScalarEdge[] {
  const values = "const" in keywords ? [keywords.const] : keywords.enum;
  if (values === undefined) return [];
  const keyword = "const" in keywords ? "const" : "enum";
  const [first] = values;
  const other =
    typeof first === "boolean"
      ? !first
      : typeof first === "number"
        ? Math.max(...values.map(Number)) + 1
        : `${String(first)}-not-declared`;
  return [{ side: "beyond", keyword, words: `is ${JSON.stringify(other)}`, value: other }];
}

function textEdges(keywords: SchemaObject, valid: string): ScalarEdge[] {
  const { minLength = 0, maxLength, pattern, format } = keywords;
  const edges: ScalarEdge[] = [];
  const ofLength = (side: ScalarEdge["side"], keyword: string, length: number): void => {
    const words = length === 0 ? "is empty" : `has ${length} character${length === 1 ? "" : "s"}`;
    edges.push({ side, keyword, words, value: fit(valid, length, length) });
  };
  if (minLength > 0) {
    ofLength("beyond", "minLength", minLength - 1);
    ofLength("within", "minLength", minLength);
  }
  if (maxLength !== undefined && maxLength <= 100_000) {
    ofLength("within", "maxLength", maxLength);
    ofLength("beyond", "maxLength", maxLength + 1);
  }
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, "u");
    const strange = ["/", "?", "#", " ", "!", "é", "a/b", "~", `${valid}/`, `${valid}!`, `${valid}\n`, `!${valid}`];
    const wrong = strange
      .map((text) => fit(text, minLength, maxLength ?? Number.POSITIVE_INFINITY))
      .filter((text) => lengthOf(text) > 0 && !expression.test(text));
    for (const value of [...new Set(wrong)].slice(0, 3)) {
      edges.push({ side: "beyond", keyword: "pattern", words: `is ${JSON.stringify(value)}`, value });
    }
  }
  if (format !== undefined) edges.push(...formatEdges(format));
  return edges;
}

/** Beside a plain word, what looks right and is not. */
const NEAR_MISSES: Readonly<Record<string, readonly string[]>> = {
  "date-time": ["2024-02-30T00:00:00Z", "2024-01-01"],
  date: ["2024-02-30"],
  time: ["25:00:00Z"],
  uuid: ["123e4567-e89b-42d3-a456-42661417400"],
  email: ["person@"],
  ipv4: ["192.0.2.256"],
};

function formatEdges(format: string): ScalarEdge[] {
  const family = /^uuid\d$/.test(format) ? "uuid" : format;
  return ["no such format", ...(NEAR_MISSES[family] ?? [])].map((value) => ({
    side: "beyond",
    keyword: "format",
    words: `is ${JSON.stringify(value)} instead of a ${format}`,
    value,
  }));
}

function numberEdges(keywords: SchemaObject, valid: number): ScalarEdge[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, type } = keywords;
  const step = multipleOf ?? (type === "integer" ? 1 : 0.5);
  const edges: ScalarEdge[] = [];
  const at = (side: ScalarEdge["side"], keyword: string, value: number): void => {
    edges.push({ side, keyword, words: `is ${value}`, value });
  };
  if (minimum !== undefined) {
    at("beyond", "minimum", minimum - step);
    at("within", "minimum", minimum);
  }
  if (exclusiveMinimum !== undefined) {
    at("beyond", "exclusiveMinimum", exclusiveMinimum);
    at("within", "exclusiveMinimum", exclusiveMinimum + step);
  }
  if (maximum !== undefined) {
    at("within", "maximum", maximum);
    at("beyond", "maximum", maximum + step);
  }
  if (exclusiveMaximum !== undefined) {
    at("within", "exclusiveMaximum", exclusiveMaximum - step);
    at("beyond", "exclusiveMaximum", exclusiveMaximum);
  }
  if (multipleOf !== undefined) at("beyond", "multipleOf", valid + multipleOf / 2);
  return edges;
}
