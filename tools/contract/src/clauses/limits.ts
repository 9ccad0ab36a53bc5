import { isObject, type SchemaObject } from "@workshop/openapi";
import { lengthOf } from "@workshop/samples";

/** What a keyword limits in a value; `undefined` where the value is of another type. */
type Measure = (value: unknown) => number | undefined;

const number: Measure = (value) => (typeof value === "number" ? value : undefined);
const length: Measure = (value) => (typeof value === "string" ? lengthOf(value) : undefined);
const items: Measure = (value) => (Array.isArray(value) ? value.length : undefined);
const properties: Measure = (value) => (isObject(value) ? Object.keys(value).length : undefined);

/** The keywords that are limits: they are kept right at the limit, and broken just past it. */
const MEASURES = {
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  minLength: length,
  maxLength: length,
  minItems: items,
  maxItems: items,
  minProperties: properties,
  maxProperties: properties,
} as const satisfies Partial<Record<keyof SchemaObject, Measure>>;

export type LimitKeyword = keyof typeof MEASURES;

export const LIMITS = Object.keys(MEASURES) as readonly LimitKeyword[]; // the names that stand above

/** The type of the values that each limits. */
export const LIMITED_TYPE: Readonly<Record<LimitKeyword, string>> = {
  minimum: "number",
  maximum: "number",
  exclusiveMinimum: "number",
  exclusiveMaximum: "number",
  minLength: "string",
  maxLength: "string",
  minItems: "array",
  maxItems: "array",
  minProperties: "object",
  maxProperties: "object",
};

/** More than this is neither sent nor answered by the suite. */
const LARGEST: Readonly<Partial<Record<LimitKeyword, number>>> = { maxLength: 100_000, maxItems: 20_000 };

/** Whether a value is as far as the limit lets it go. A limit that forbids nothing is met by every value. */
export function isAtLimit(keyword: LimitKeyword, limit: number, value: unknown): boolean {
  const measured = MEASURES[keyword](value);
  return measured !== undefined && (measured === limit || whyUnlimited(keyword, limit) !== undefined);
}

/** Why nothing can break a limit; `undefined` where something can. */
export function whyUnlimited(keyword: LimitKeyword, limit: number): string | undefined {
  if (/^min(?:Items|Length|Properties)$/.test(keyword) && limit <= 0) return "a limit of 0 forbids nothing";
  const largest = LARGEST[keyword];
  if (largest !== undefined && limit > largest) return `more than ${largest} are too many to try`;
  if (MEASURES[keyword] === number && !Number.isSafeInteger(Math.trunc(limit))) {
    return "a JSON number cannot tell what lies past this limit";
  }
  return undefined;
}
