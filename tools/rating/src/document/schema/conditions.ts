import { accepts } from "./accepts.ts";
import type { Conjunction } from "./conjunction.ts";
import { type Part, UNRESOLVED } from "./dialect.ts";
import type { Inclusion } from "./inclusion.ts";
import { violationOf } from "./limits.ts";
import { isSameValue } from "./same-value.ts";
import { shared } from "./value-types.ts";
import type { Violation } from "./violation.ts";

/** `not`, and `if` with `then` and `else`. */
export function checkConditions(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  return [...checkNot(inclusion, narrow, wide), ...checkIf(inclusion, narrow, wide), ...checkOpaque(narrow, wide)];
}

const OPAQUE = [UNRESOLVED, "$dynamicRef", "$recursiveRef", "additionalItems"];

/** What nobody can look into must be said in the same words. */
function checkOpaque(narrow: Conjunction, wide: Conjunction): Violation[] {
  return OPAQUE.flatMap((keyword) =>
    wide.having(keyword).flatMap(({ raw, keywords }) => {
      const isSaid = narrow.having(keyword).some((part) => isSameValue(part.keywords[keyword], keywords[keyword]));
      if (isSaid) return [];
      const key = keyword === UNRESOLVED ? "$ref" : keyword;
      const had = narrow.having(keyword)[0]?.keywords[keyword];
      return [{ ...violationOf(narrow, wide, key, had, keywords[keyword]), wide: { node: raw, key } }];
    }),
  );
}

function checkNot(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  return wide.having("not").flatMap(({ keywords }) => {
    const refused = wide.all([keywords.not]);
    const isRefusedAlready = narrow
      .having("not")
      .some((part) => inclusion.fragments.reversed.holds(refused, narrow.all([part.keywords.not])));
    if (isRefusedAlready || isApart(narrow, refused)) return [];
    return [violationOf(narrow, wide, "not")];
  });
}

/** Whether no value can satisfy both, as far as types and listed values tell. */
export function isApart(one: Conjunction, other: Conjunction): boolean {
  if (one.isNever || other.isNever || shared(one.types, other.types).size === 0) return true;
  if (one.values !== undefined) return one.values.every((value) => accepts(other, value) === false);
  return other.values?.every((value) => accepts(one, value) === false) === true;
}

function checkIf(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const conditions = conditionsOf(narrow);
  return conditionsOf(wide).flatMap((asked): readonly Violation[] => {
    const { then: whenMet, else: whenNot } = asked.keywords;
    const isMetAnyway = [whenMet, whenNot].every(
      (schema) => schema === undefined || inclusion.fragments.holds(narrow, wide.all([schema])),
    );
    const isKnown = conditions.some((own) => isSameCondition(inclusion, narrow, wide, own, asked));
    if (isMetAnyway || isKnown) return [];
    const keyword = ["then", "else"].find((branch) => conditions.length > 0 && asked.keywords[branch] !== undefined);
    return [violationOf(narrow, wide, keyword ?? "if")];
  });
}

function conditionsOf(schema: Conjunction): Part[] {
  return schema.having("if").filter(({ keywords }) => keywords.then !== undefined || keywords.else !== undefined);
}

function isSameCondition(
  inclusion: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  own: Part,
  asked: Part,
): boolean {
  const { fragments } = inclusion;
  const one = narrow.all([own.keywords.if]);
  const other = wide.all([asked.keywords.if]);
  if (!fragments.holds(one, other) || !fragments.reversed.holds(other, one)) return false;
  return (["then", "else"] as const).every(
    (branch) =>
      asked.keywords[branch] === undefined ||
      (own.keywords[branch] !== undefined &&
        fragments.holds(narrow.all([own.keywords[branch]]), wide.all([asked.keywords[branch]]))),
  );
}
