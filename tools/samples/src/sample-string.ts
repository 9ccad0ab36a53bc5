import { mayBacktrack, regularExpression, type SchemaObject } from "@workshop/openapi";
import fc from "fast-check";
import { Unsampleable } from "./choices.ts";
import { BACKTRACKING } from "./schema-checker.ts";

const SEED = 20_260_101;

/** A text of a format; `number` makes it unlike any other. */
const FORMATS: Readonly<Record<string, (number: number) => string>> = {
  "date-time": (number) => new Date(Date.UTC(2024, 0, 1, 0, number)).toISOString(),
  date: (number) => new Date(Date.UTC(2024, 0, number)).toISOString().slice(0, 10),
  time: (number) => `${new Date(Date.UTC(2024, 0, 1, 0, number)).toISOString().slice(11, 19)}Z`,
  duration: (number) => `P${number}D`,
  uuid: (number) => `123e4567-e89b-42d3-a456-${String(number).padStart(12, "0")}`,
  email: (number) => `person${number}@example.com`,
  hostname: (number) => `host${number}.example.com`,
  ipv4: (number) => `192.0.2.${number % 256}`,
  ipv6: (number) => `2001:db8::${number}`,
  uri: (number) => `https://example.com/${number}`,
  "uri-reference": (number) => `/reference/${number}`,
  "json-pointer": (number) => `/${number}`,
  regex: (number) => `^${number}$`,
  byte: (number) => Buffer.from(`bytes ${number}`).toString("base64"),
};
const ALIASES: Readonly<Record<string, string>> = {
  url: "uri",
  iri: "uri",
  "idn-email": "email",
  "idn-hostname": "hostname",
};

/** The format's text, if it is a format that fixes one. `uuid4` and its like count as `uuid`. */
export function sampleFormat(format: string, number: number): string | undefined {
  const plain = /^uuid[1-8]$/.test(format) ? "uuid" : (ALIASES[format] ?? format);
  return FORMATS[plain]?.(number);
}

/**
 * A text that satisfies format, pattern and lengths. Where nothing fixes it, it says which value it is, so that two
 * values that were swapped on the way are noticed.
 *
 * @throws {Unsampleable} when a pattern and the lengths leave nothing
 */
export function sampleString(schema: SchemaObject, at: string, number: number, isOfFormat?: IsOfFormat): string {
  const [found] = sampleStrings(schema, at, number, isOfFormat);
  if (found !== undefined) return found;
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  throw new Unsampleable(at, `no text of ${minLength} to ${maxLength} characters matches ${pattern}`);
}

type IsOfFormat = (text: string) => boolean;

/**
 * Such a text, and others where a pattern fixes them; empty where it leaves nothing.
 *
 * @param isOfFormat what a text has to be besides that matches a pattern; by default it is not asked
 */
export function sampleStrings(
  schema: SchemaObject,
  at: string,
  number: number,
  isOfFormat: IsOfFormat = () => true,
): readonly string[] {
  const { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const formatted = format === undefined ? undefined : sampleFormat(format, number);
  const expected = pattern === undefined ? undefined : regularExpression(pattern);
  if (formatted !== undefined && expected?.test(formatted) !== false) return [formatted];
  const name = at.split(".").findLast((part) => !/^\d+$/.test(part)) ?? "text";
  const plain = fit(`${name}-${number}`, minLength, maxLength);
  if (pattern === undefined) return [plain];
  const expression = regularExpression(pattern);
  if (expression === undefined) return [plain]; // nobody checks it
  const isSlow = mayBacktrack(pattern);
  const longest = isSlow ? Math.min(maxLength, BACKTRACKING.request) : maxLength;
  const isOne = (text: string): boolean =>
    lengthOf(text) >= minLength &&
    lengthOf(text) <= longest &&
    expression.test(text) &&
    (formatted === undefined || isOfFormat(text));
  const own = [plain, fit(`text${number}`, minLength, maxLength)].filter(isOne);
  return own.length > 0 ? own : matching(expression, isSlow ? 0 : minLength).filter(isOne);
}

/**
 * A text of a length that a pattern allows, if one is found.
 *
 * @param valid a text that the pattern allows
 * @param isResponse whether it is one of a response, of which nothing long is matched with a pattern that may be slow
 */
export function textOfLength(schema: SchemaObject, length: number, valid = "", isResponse = false): string | undefined {
  const expression = schema.pattern === undefined ? undefined : regularExpression(schema.pattern);
  if (schema.pattern !== undefined && mayBacktrack(schema.pattern)) {
    if (isResponse && length > BACKTRACKING.response) return fit(valid, length, length);
    if (length > BACKTRACKING.request) return undefined;
  }
  const texts = [valid, ...sampleStrings(schema, "text", 1).slice(0, 1)];
  const brought = texts.flatMap((text) => {
    // What a pattern allows of one length it may allow of more of the same.
    const repeated = text.repeat(Math.ceil(length / Math.max(1, lengthOf(text))));
    // The name of a host has limits of its own, which stands at the end of an address.
    const before = /email$/.test(schema.format ?? "") && length > lengthOf(text);
    const padded = before ? "x".repeat(length - lengthOf(text)) + text : fit(text, length, length);
    return [padded, fit(repeated, length, length)];
  });
  const isOne = (text: string): boolean => lengthOf(text) === length && expression?.test(text) !== false;
  const { format: _format, ...others } = schema;
  return (
    brought.find(isOne) ?? sampleStrings({ ...others, minLength: length, maxLength: length }, "text", 1).find(isOne)
  );
}

/** The text brought to a length, by padding or cutting. Lengths count code points, as JSON Schema does. */
export function fit(text: string, minLength: number, maxLength: number): string {
  const characters = [...text];
  while (characters.length < minLength) characters.push("x");
  return characters.slice(0, maxLength).join("");
}

export function lengthOf(text: string): number {
  return [...text].length;
}

const matches = new Map<string, readonly string[]>();

/** Long texts take long to make: what may be repeated in them is, a thousand times. */
const RUNS = { small: 50, medium: 50, large: 5 };

/** Texts that match, the same ones each time. They are slow to find. */
function matching(expression: RegExp, minLength: number): readonly string[] {
  const size = minLength > 100 ? "large" : minLength > 10 ? "medium" : "small";
  const key = `${size} ${expression.source}`;
  const known = matches.get(key);
  if (known !== undefined) return known;
  const arbitrary = textsMatching(expression, size);
  const found = arbitrary === undefined ? [] : fc.sample(arbitrary, { numRuns: RUNS[size], seed: SEED });
  matches.set(key, found);
  return found;
}

/** Texts that match; `undefined` for an expression that fast-check cannot read: it knows those alone that mean the same with `u`. */
export function textsMatching(
  expression: RegExp,
  size?: "large" | "medium" | "small",
): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(expression, size === undefined ? {} : { size });
  } catch {
    return undefined;
  }
}
