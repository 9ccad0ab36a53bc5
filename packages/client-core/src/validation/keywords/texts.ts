import type { Keyword } from "../interpreter.ts";
import { matches } from "./matches.ts";

/** Characters as a person counts them: an emoji that JavaScript stores in two halves is one. */
function lengthOf(value: unknown): number {
  return typeof value === "string" ? value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "-").length : Number.NaN;
}

/** `minLength` */
export const checkMinLength: Keyword = (limit: number, value) => lengthOf(value) < limit;

/** `maxLength` */
export const checkMaxLength: Keyword = (limit: number, value) => lengthOf(value) > limit;

/** `pattern` */
export const checkPattern: Keyword = (pattern: string, value) => typeof value === "string" && !matches(pattern, value);
