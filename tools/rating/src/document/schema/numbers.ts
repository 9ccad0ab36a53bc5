import { isMultiple } from "./accepts.ts";
import type { Conjunction } from "./conjunction.ts";
import type { Violation } from "./violation.ts";

interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
  readonly node: object;
  readonly key: string;
}

const LOWER = ["minimum", "exclusiveMinimum"] as const;
const UPPER = ["maximum", "exclusiveMaximum"] as const;

/** Bounds and `multipleOf`. */
export function checkNumbers(narrow: Conjunction, wide: Conjunction): Violation[] {
  const isWhole = !narrow.types.has("fraction");
  return [
    ...checkBound(narrow, wide, LOWER, isWhole, 1),
    ...checkBound(narrow, wide, UPPER, isWhole, -1),
    ...checkMultiples(narrow, wide, isWhole),
  ];
}

/** @param sign - 1 for lower bounds, -1 for upper ones, which are lower ones of the negative. */
function checkBound(
  narrow: Conjunction,
  wide: Conjunction,
  keywords: readonly [string, string],
  isWhole: boolean,
  sign: 1 | -1,
): Violation[] {
  const own = strictest(narrow, keywords, isWhole, sign);
  const asked = strictest(wide, keywords, isWhole, sign);
  if (asked === undefined) return [];
  const isWithin =
    own !== undefined &&
    (own.value * sign > asked.value * sign || (own.value === asked.value && (own.isExclusive || !asked.isExclusive)));
  if (isWithin) return [];
  const site = own ?? (narrow.node && { node: narrow.node });
  return [{ kind: asked.key, narrow: site, wide: asked, had: said(own), asked: said(asked) }];
}

/** A bound as its keyword says it. */
function said(bound: Bound | undefined): unknown {
  if (bound === undefined) return undefined;
  const value: unknown = Reflect.get(bound.node, bound.key) ?? bound.value;
  return bound.isExclusive && !bound.key.startsWith("exclusive") ? `${String(value)}, itself excluded` : value;
}

function strictest(
  schema: Conjunction,
  [inclusive, exclusive]: readonly [string, string],
  isWhole: boolean,
  sign: 1 | -1,
): Bound | undefined {
  const bounds = schema.parts.flatMap(({ raw, keywords }) =>
    [inclusive, exclusive].flatMap((key): Bound[] => {
      const value = keywords[key];
      if (typeof value !== "number") return [];
      const isExclusive = key === exclusive;
      // The word of 3.0 may have moved the bound: it is named where it is written.
      const site = { node: raw, key: typeof raw[key] === "number" ? key : inclusive };
      if (!isWhole) return [{ value, isExclusive, ...site }];
      const whole = isExclusive ? Math.floor(value * sign) + 1 : Math.ceil(value * sign);
      return [{ value: whole * sign, isExclusive: false, ...site }];
    }),
  );
  return bounds.sort(
    (one, other) => other.value * sign - one.value * sign || Number(other.isExclusive) - Number(one.isExclusive),
  )[0];
}

function checkMultiples(narrow: Conjunction, wide: Conjunction, isWhole: boolean): Violation[] {
  const own = narrow.having("multipleOf").map(({ keywords }) => Number(keywords.multipleOf));
  if (isWhole) own.push(1);
  return wide.having("multipleOf").flatMap(({ raw, keywords }) => {
    const asked = Number(keywords.multipleOf);
    if (own.some((value) => value >= asked && isMultiple(value, asked))) return [];
    const part = narrow.having("multipleOf")[0];
    const site = part === undefined ? narrow.node && { node: narrow.node } : { node: part.raw, key: "multipleOf" };
    const had = part?.keywords.multipleOf;
    return [{ kind: "multipleOf", narrow: site, wide: { node: raw, key: "multipleOf" }, had, asked }];
  });
}
