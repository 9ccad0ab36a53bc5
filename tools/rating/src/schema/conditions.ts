import { isObject, type Schema } from "@workshop/openapi";
import { accepts } from "./accepts.ts";
import type { Conjunction } from "./conjunction.ts";
import { membersByName, schemaOf, schemasOf } from "./parts.ts";
import { isSameValue, shared } from "./values.ts";
import { type Inclusion, type Violation, violationOf } from "./violation.ts";

/** `not`, and `if` with `then` and `else`. */
export function checkConditions(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  return [...checkNot(inclusion, narrow, wide), ...checkIf(inclusion, narrow, wide), ...checkOpaque(narrow, wide)];
}

const OPAQUE = ["$dynamicRef", "$recursiveRef", "additionalItems", "dependencies"];

/** What nobody can look into must be said in the same words. */
function checkOpaque(narrow: Conjunction, wide: Conjunction): Violation[] {
  return OPAQUE.flatMap((keyword) =>
    wide.having(keyword).flatMap(({ schema, keywords }) => {
      const isSaid = narrow.having(keyword).some((part) => isSameValue(part.keywords[keyword], keywords[keyword]));
      if (isSaid) return [];
      const had = narrow.having(keyword)[0]?.keywords[keyword];
      return [{ ...violationOf(narrow, wide, keyword, had, keywords[keyword]), wide: { schema, keyword } }];
    }),
  );
}

function checkNot(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const refusedAlready = schemasOf(narrow, "not");
  return schemasOf(wide, "not").flatMap((schema) => {
    const refused = wide.all([schema]);
    const { reversed } = inclusion.fragments;
    if (refusedAlready.some((one) => reversed.holds(refused, narrow.all([one]))) || isApart(narrow, refused)) return [];
    return [violationOf(narrow, wide, "not")];
  });
}

/** Whether no value can satisfy both, as far as types and listed values tell. */
export function isApart(one: Conjunction, other: Conjunction): boolean {
  if (one.isNever || other.isNever || shared(one.types, other.types).size === 0) return true;
  if (one.values !== undefined) return one.values.every((value) => accepts(other, value) === false);
  return other.values?.every((value) => accepts(one, value) === false) === true;
}

const BRANCHES = ["then", "else"] as const;

interface Condition {
  readonly schema: Schema;
  /** What holds where it is met (`then`), and where it is not (`else`). */
  readonly consequences: ReadonlyMap<(typeof BRANCHES)[number], Schema>;
}

function conditionsOf(schema: Conjunction): Condition[] {
  return schema.parts.flatMap((part) => {
    const condition = schemaOf(part, "if");
    const consequences = new Map(
      BRANCHES.flatMap((branch) => {
        const consequence = schemaOf(part, branch);
        return consequence === undefined ? [] : [[branch, consequence] as const];
      }),
    );
    return condition === undefined || consequences.size === 0 ? [] : { schema: condition, consequences };
  });
}

function checkIf(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = conditionsOf(narrow);
  return conditionsOf(wide).flatMap((asked): readonly Violation[] => {
    const isMetAnyway = [...asked.consequences.values()].every((schema) =>
      inclusion.fragments.holds(narrow, wide.all([schema])),
    );
    if (isMetAnyway || own.some((one) => isSameCondition(inclusion, narrow, wide, one, asked))) return [];
    const [keyword] = own.length > 0 ? asked.consequences.keys() : [];
    return [violationOf(narrow, wide, keyword ?? "if")];
  });
}

function isSameCondition(
  { fragments }: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  own: Condition,
  asked: Condition,
): boolean {
  const [one, other] = [narrow.all([own.schema]), wide.all([asked.schema])];
  if (!fragments.holds(one, other) || !fragments.reversed.holds(other, one)) return false;
  return [...asked.consequences].every(([branch, wanted]) => {
    const given = own.consequences.get(branch);
    return given !== undefined && fragments.holds(narrow.all([given]), wide.all([wanted]));
  });
}

/** What the presence of a property asks for: other properties, which the narrow schema may require anyway. */
export function checkDependentRequired(
  narrow: Conjunction,
  wide: Conjunction,
  required: ReadonlySet<string>,
): Violation[] {
  const own = dependentNames(narrow);
  return [...dependentNames(wide)].flatMap(([property, names]) => {
    const missing = names.filter((name) => !required.has(name) && own.get(property)?.includes(name) !== true);
    if (missing.length === 0) return [];
    return [{ ...violationOf(narrow, wide, "dependentRequired"), subject: property }];
  });
}

function dependentNames(schema: Conjunction): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { keywords } of schema.having("dependentRequired")) {
    if (!isObject(keywords.dependentRequired)) continue;
    for (const [property, list] of Object.entries(keywords.dependentRequired)) {
      if (Array.isArray(list)) names.set(property, [...(names.get(property) ?? []), ...list.map(String)]);
    }
  }
  return names;
}

/** What the presence of a property asks for: a schema of the whole object. */
export function checkDependentSchemas(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = membersByName(narrow, "dependentSchemas");
  return [...membersByName(wide, "dependentSchemas")].flatMap(([property, schemas]): readonly Violation[] => {
    const asked = wide.all(schemas);
    const known = own.get(property);
    // A condition is a fragment: what it says holds beside all the rest.
    const isMet = known !== undefined && inclusion.fragments.holds(narrow.all(known), asked);
    if (isMet || inclusion.fragments.holds(narrow, asked)) return [];
    return [{ ...violationOf(narrow, wide, "dependentSchemas"), subject: property }];
  });
}
