import type { Conjunction } from "./conjunction.ts";
import { listOf, type Part } from "./dialect.ts";
import type { Inclusion } from "./inclusion.ts";
import { checkLimit, limitOf, siteOf, violationOf } from "./limits.ts";
import type { Violation } from "./violation.ts";

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
  const schemas = schema.parts.flatMap((part) => {
    const tuple = listOf(part, "prefixItems");
    if (index < tuple.length) return [tuple[index]];
    return [part.keywords.items ?? part.keywords.unevaluatedItems].filter((item) => item !== undefined);
  });
  return schema.all(schemas);
}

interface Contains {
  readonly part: Part;
  readonly least: number;
  readonly most: number;
}

function containsOf(schema: Conjunction): Contains[] {
  return schema.having("contains").map((part) => ({
    part,
    least: Number(part.keywords.minContains ?? 1),
    most: Number(part.keywords.maxContains ?? Number.POSITIVE_INFINITY),
  }));
}

/** `contains`, and how often. */
function checkContains(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  return containsOf(wide).flatMap(({ part, least, most }): Violation[] => {
    const asked = wide.all([part.keywords.contains]);
    const known = containsOf(narrow).map((own) => {
      const schema = narrow.all([own.part.keywords.contains]);
      const isSame = inclusion.holds(schema, asked);
      return { ...own, isSame, isCovered: isSame && covers(inclusion, narrow, wide, own.part, part) };
    });
    const violations: Violation[] = [];
    const always =
      inclusion.holds(itemAt(narrow, tupleLength(narrow)), asked) && (limitOf(narrow, "minItems", true) ?? 0) >= least;
    if (least > 0 && !always && !known.some((own) => own.isSame && own.least >= least)) {
      const keyword = known.some(({ isSame }) => isSame) ? "minContains" : "contains";
      violations.push({ ...violationOf(narrow, wide, keyword), wide: siteOf(wide, keyword) });
    }
    const few = (limitOf(narrow, "maxItems", false) ?? Number.POSITIVE_INFINITY) <= most;
    if (most < Number.POSITIVE_INFINITY && !few && !known.some((own) => own.isCovered && own.most <= most)) {
      violations.push(violationOf(narrow, wide, "maxContains"));
    }
    return violations;
  });
}

/** Whether whatever the wide schema counts is counted by the narrow one, too: the comparison the other way round. */
function covers(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction, own: Part, asked: Part): boolean {
  return inclusion.reversed.holds(wide.all([asked.keywords.contains]), narrow.all([own.keywords.contains]));
}
