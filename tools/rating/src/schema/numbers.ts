import type { SchemaObject } from "@workshop/openapi";
import type { Conjunction } from "./conjunction.ts";
import { isMultiple } from "./values.ts";
import { type Inclusion, placeOf, type Violation, violationOf } from "./violation.ts";

const BIGINT = "x-bigint";

/**
 * An integer that is a `bigint` in code. In requests a number is taken beside it; what is read is either, so that any change is
 * one of the type.
 */
export function checkBigints({ direction, isForward }: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const [own, asked] = [narrow, wide].map((schema) =>
    schema.having(BIGINT).some(({ keywords }) => keywords[BIGINT] === true),
  );
  const isViolated = direction === "request" ? own && !asked : direction === "response" && !isForward && own !== asked;
  return isViolated ? [violationOf(narrow, wide, BIGINT)] : [];
}

interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
  readonly schema: SchemaObject;
  readonly keyword: string;
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
  const said = (bound: Bound | undefined): unknown => bound?.schema[bound.keyword];
  return [{ kind: asked.keyword, narrow: own ?? placeOf(narrow), wide: asked, had: said(own), asked: said(asked) }];
}

function strictest(
  schema: Conjunction,
  [inclusive, exclusive]: readonly [string, string],
  isWhole: boolean,
  sign: 1 | -1,
): Bound | undefined {
  const bounds = schema.parts.flatMap((part) =>
    [inclusive, exclusive].flatMap((keyword): Bound[] => {
      const value = part.keywords[keyword];
      if (typeof value !== "number") return [];
      const isExclusive = keyword === exclusive;
      const place = { schema: part.schema, keyword };
      if (!isWhole) return [{ value, isExclusive, ...place }];
      const whole = isExclusive ? Math.floor(value * sign) + 1 : Math.ceil(value * sign);
      return [{ value: whole * sign, isExclusive: false, ...place }];
    }),
  );
  return bounds.sort(
    (one, other) => other.value * sign - one.value * sign || Number(other.isExclusive) - Number(one.isExclusive),
  )[0];
}

function checkMultiples(narrow: Conjunction, wide: Conjunction, isWhole: boolean): Violation[] {
  const own = narrow.having("multipleOf").map(({ keywords }) => Number(keywords.multipleOf));
  if (isWhole) own.push(1);
  return wide.having("multipleOf").flatMap(({ schema, keywords }) => {
    const asked = Number(keywords.multipleOf);
    if (own.some((value) => value >= asked && isMultiple(value, asked))) return [];
    const had = narrow.having("multipleOf")[0]?.keywords.multipleOf;
    const place = { schema, keyword: "multipleOf" };
    return [{ kind: "multipleOf", narrow: placeOf(narrow, "multipleOf"), wide: place, had, asked }];
  });
}
