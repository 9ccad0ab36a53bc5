/** Keywords of texts and numbers; a value of another type satisfies each of them. */
import type { Check } from "../definition.ts";
import { report } from "./check.ts";

/** Characters as a person counts them: an emoji that JavaScript stores in two halves is one. */
const lengthOf = (value: string): number => value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "-").length;

/** `minLength` */
export function minLength(limit: number): Check {
  return (value, context, up, key) => {
    if (typeof value === "string" && value.length < 2 * limit && lengthOf(value) < limit)
      report(context, up, key, "minLength", limit, value);
  };
}

/** `maxLength` */
export function maxLength(limit: number): Check {
  return (value, context, up, key) => {
    if (typeof value === "string" && value.length > limit && lengthOf(value) > limit)
      report(context, up, key, "maxLength", limit, value);
  };
}

/**
 * `pattern`. Of what a server sent, a text that is longer than the limit is taken as it is: who chooses the text must not be
 * able to keep the engine busy.
 */
export function pattern(expression: RegExp, limit = 5_000): Check {
  return (value, context, up, key) => {
    if (typeof value !== "string" || (context.mode !== "request" && value.length > limit)) return;
    if (!expression.test(value)) report(context, up, key, "pattern", expression.source.replaceAll("\\/", "/"), value);
  };
}

const numeric = (rule: string, breaks: (value: bigint | number, limit: number) => boolean) => {
  return (limit: number): Check =>
    (value, context, up, key) => {
      if ((typeof value === "number" || typeof value === "bigint") && breaks(value, limit))
        report(context, up, key, rule, limit, value);
    };
};

/** `minimum` */
export const minimum: (limit: number) => Check = /* @__PURE__ */ numeric("minimum", (value, limit) => value < limit);

/** `maximum` */
export const maximum: (limit: number) => Check = /* @__PURE__ */ numeric("maximum", (value, limit) => value > limit);

/** `exclusiveMinimum` */
export const exclusiveMinimum: (limit: number) => Check = /* @__PURE__ */ numeric(
  "exclusiveMinimum",
  (value, limit) => value <= limit,
);

/** `exclusiveMaximum` */
export const exclusiveMaximum: (limit: number) => Check = /* @__PURE__ */ numeric(
  "exclusiveMaximum",
  (value, limit) => value >= limit,
);

/** `multipleOf`: of whole numbers the remainder is exact; 0.3 and 0.1 are not quite what they seem. */
export const multipleOf: (divisor: number) => Check = /* @__PURE__ */ numeric("multipleOf", (value, divisor) => {
  if (typeof value === "bigint") return Number.isInteger(divisor) && value % BigInt(divisor) !== 0n;
  if (Number.isInteger(value) && Number.isInteger(divisor)) return value % divisor !== 0;
  const quotient = value / divisor;
  return Math.abs(quotient - Math.round(quotient)) > Math.abs(quotient) * 2 * Number.EPSILON;
});
