import type { Keyword } from "../interpreter.ts";

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

/** `minimum` */
export const checkMinimum: Keyword = (limit: number, value) => isNumber(value) && value < limit;

/** `maximum` */
export const checkMaximum: Keyword = (limit: number, value) => isNumber(value) && value > limit;

/** `exclusiveMinimum` */
export const checkExclusiveMinimum: Keyword = (limit: number, value) => isNumber(value) && value <= limit;

/** `exclusiveMaximum` */
export const checkExclusiveMaximum: Keyword = (limit: number, value) => isNumber(value) && value >= limit;

/** `multipleOf`: of whole numbers the remainder is exact; 0.3 and 0.1 are not quite what they seem. */
export const checkMultipleOf: Keyword = (divisor: number, value) => {
  if (!isNumber(value)) return false;
  if (Number.isInteger(value) && Number.isInteger(divisor)) return value % divisor !== 0;
  const quotient = value / divisor;
  return Math.abs(quotient - Math.round(quotient)) > Math.abs(quotient) * 2 * Number.EPSILON;
};
