import type { Schema } from "../../descriptor.ts";
import { attempt, check, type Keyword, own } from "../interpreter.ts";
import { quote } from "../issue.ts";
import { instance, typeOf } from "../json-type.ts";
import { canonical } from "./canonical.ts";

/** `type`. A `Date` is a string where the format is date-time; what an instance is good for, its format says. */
export const checkType: Keyword = (expected: string | readonly string[], value, { mode }, schema) => {
  const type = typeOf(value);
  const fits = (name: string): boolean =>
    name === type ||
    type === instance ||
    (name === "integer" && Number.isSafeInteger(value)) ||
    (name === "string" && type === "Date" && (mode === "schema" || own(schema, "format") === "date-time"));
  return (
    !(typeof expected === "string" ? fits(expected) : expected.some(fits)) && (() => `: ${quote(expected)}, is ${type}`)
  );
};

/** `enum` of texts, numbers, booleans and null. */
export const checkEnum: Keyword = (known: readonly unknown[], value, { mode }) =>
  // An answer may have texts and numbers that came after the document.
  !known.some(
    (candidate) =>
      candidate === value ||
      (mode === "answer" && /string|number/.test(typeof value) && typeof candidate === typeof value),
  );

/** `enum` that has arrays or objects. */
export const checkDeepEnum: Keyword = (known: readonly unknown[], value, place, schema) =>
  !known.some((candidate) => canonical(candidate) === canonical(value)) && checkEnum(known, value, place, schema);

/** `const`. Strict in answers, too, because it tells alternatives apart. */
export const checkConst: Keyword = (constant, value) => canonical(constant) !== canonical(value);

/** `allOf` */
export const checkAllOf: Keyword = (schemas: readonly Schema[], value, place) => {
  for (const schema of schemas) check(schema, value, place);
};

/** `not` */
export const checkNot: Keyword = (schema: Schema, value, place) =>
  !attempt(schema, value, place, "schema").findings.length && (() => ": it is excluded by the document");

/** `if`, with `then` and `else`. */
export const checkIf: Keyword = (condition: Schema, value, place, schema) => {
  const { findings, applied } = attempt(condition, value, place, "schema");
  if (!findings.length) place.applied.push(...applied);
  const branch = own(schema, findings.length ? "else" : "then");
  if (branch !== undefined) check(branch, value, place);
};
