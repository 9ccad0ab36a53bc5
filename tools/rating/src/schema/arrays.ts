import type { Schema } from "@workshop/openapi";
import type { Conjunction } from "./conjunction.ts";
import { listOf, schemaOf } from "./parts.ts";
import { checkLimit, type Inclusion, limitOf, placeOf, type Violation, violationOf } from "./violation.ts";

/** Items, tuples, their number, and what they contain. */
export function checkArrays(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const most = limitOf(narrow, "maxItems", false) ?? Number.POSITIVE_INFINITY;
  return [
    ...checkLength(narrow, wide),
    ...(isUnique(wide) && !isUnique(narrow) && most > 1 ? [violationOf(narrow, wide, "uniqueItems")] : []),
    ...(most > 0 ? checkItems(inclusion, narrow, wide) : []),
    ...checkContains(inclusion, narrow, wide),
  ];
}

/** How many items there may be. */
export function checkLength(narrow: Conjunction, wide: Conjunction): Violation[] {
  return [...checkLimit(narrow, wide, "minItems"), ...checkLimit(narrow, wide, "maxItems")];
}

function isUnique(schema: Conjunction): boolean {
  return schema.having("uniqueItems").some(({ keywords }) => keywords.uniqueItems === true);
}

function checkItems(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = tupleLength(narrow);
  const asked = tupleLength(wide);
  // A tuple of another length is another type, whatever the values may be.
  if (own !== asked) return [violationOf(narrow, wide, "prefixItems", own, asked)];
  const violations: Violation[] = [];
  for (let index = 0; index <= own; index += 1) {
    const [one, other] = [itemAt(narrow, index), itemAt(wide, index)];
    const rest = wide.having("items").length > 0 ? "items" : "unevaluatedItems";
    if (other.isNever && !one.isNever) violations.push(violationOf(narrow, wide, index < own ? "prefixItems" : rest));
    else violations.push(...inclusion.of(one, other));
  }
  return violations;
}

function tupleLength(schema: Conjunction): number {
  return Math.max(0, ...schema.parts.map((part) => listOf(part, "prefixItems").length));
}

/** What holds for the item at a place: its own schema in a tuple, or that of all further items. */
function itemAt(schema: Conjunction, index: number): Conjunction {
  const schemas = schema.parts
    .map((part) => listOf(part, "prefixItems")[index] ?? schemaOf(part, "items") ?? schemaOf(part, "unevaluatedItems"))
    .filter((item) => item !== undefined);
  return schema.all(schemas);
}

interface Contains {
  readonly what: Schema;
  readonly least: number;
  readonly most: number;
}

function containsOf(schema: Conjunction): Contains[] {
  return schema.parts.flatMap((part) => {
    const what = schemaOf(part, "contains");
    if (what === undefined) return [];
    const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = part.keywords;
    return { what, least: minContains, most: maxContains };
  });
}

/** `contains`, and how often. */
function checkContains(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  return containsOf(wide).flatMap(({ what, least, most }): Violation[] => {
    const asked = wide.all([what]);
    const known = containsOf(narrow).map((own) => {
      const schema = narrow.all([own.what]);
      const isSame = inclusion.holds(schema, asked);
      // Whatever the wide schema counts, the narrow one has to count, too: the comparison the other way round.
      return { ...own, isSame, isCovered: isSame && inclusion.reversed.holds(asked, schema) };
    });
    const violations: Violation[] = [];
    const always =
      inclusion.holds(itemAt(narrow, tupleLength(narrow)), asked) && (limitOf(narrow, "minItems", true) ?? 0) >= least;
    if (least > 0 && !always && !known.some((own) => own.isSame && own.least >= least)) {
      const keyword = known.some(({ isSame }) => isSame) ? "minContains" : "contains";
      violations.push({ ...violationOf(narrow, wide, keyword), wide: placeOf(wide, keyword) });
    }
    const few = (limitOf(narrow, "maxItems", false) ?? Number.POSITIVE_INFINITY) <= most;
    if (most < Number.POSITIVE_INFINITY && !few && !known.some((own) => own.isCovered && own.most <= most)) {
      violations.push(violationOf(narrow, wide, "maxContains"));
    }
    return violations;
  });
}
