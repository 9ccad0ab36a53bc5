import type { SchemaObject } from "@workshop/openapi";

/** Whether no fraction is a value: by the type, or by a format of whole numbers. */
export function isWhole({ format = "" }: SchemaObject, type: SchemaObject["type"]): boolean {
  return type === "integer" || /^int(?:32|64)$/.test(format);
}

/** A number at one of the steps that a schema leaves, as near as can be to a wish. */
export function sampleNumber(keywords: SchemaObject, type: "integer" | "number", number: number): number {
  const { multipleOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = keywords;
  const step = multipleOf ?? (type === "integer" ? 1 : 0.5);
  const lowest = Math.max(minimum ?? -Infinity, exclusiveMinimum === undefined ? -Infinity : exclusiveMinimum + step);
  const highest = Math.min(maximum ?? Infinity, exclusiveMaximum === undefined ? Infinity : exclusiveMaximum - step);
  const wish = type === "integer" || multipleOf !== undefined ? number * step : number + 0.5;
  const clamped = Math.max(lowest, Math.min(highest, wish));
  if (Number.isInteger(clamped / step)) return clamped;
  // Between two steps: the one above, or, past the end of the range, the one below. A plain number may stay in between.
  const above = stepFrom(clamped, step);
  if (above <= highest) return above;
  const below = Math.floor(clamped / step) * step;
  return below >= lowest || multipleOf !== undefined || type === "integer" ? below : clamped;
}

/** The first step from a number on that is one to a checker, too: of 0.01 some multiples are none when they are divided by it. */
export function stepFrom(number: number, step: number): number {
  const first = Math.ceil(number / step);
  for (let times = first; times < first + 100; times += 1) {
    const value = Number((times * step).toPrecision(12));
    if (value >= number && Number.isInteger(value / step)) return value;
  }
  return first * step;
}
