import { isApart } from "./conditions.ts";
import type { Conjunction } from "./conjunction.ts";
import { propertyPlace } from "./objects.ts";
import { componentName, mappingOf, schemaOf, type Union } from "./parts.ts";
import { type ValueType, without } from "./values.ts";
import { type Inclusion, placeOf, type SchemaPlace, type Violation } from "./violation.ts";

/** Why a schema is in none of several alternatives: what keeps it from the one that it belongs to, if there is one. */
export function bestMatch(
  inclusion: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  targets: readonly Conjunction[],
): readonly Violation[] {
  if (areApart(narrow, narrow)) return []; // nothing is in it
  const [only, another] = targets;
  if (only !== undefined && another === undefined) return inclusion.of(narrow, only);
  let best: readonly Violation[] | undefined;
  for (const { target, isMeant } of candidates(narrow, targets)) {
    const violations = inclusion.of(narrow, target);
    if (violations.every(({ isGentle }) => isGentle)) return violations;
    if (isMeant && (best === undefined || violations.length < best.length)) best = violations;
  }
  if (best !== undefined) return best;
  const subject = narrow.name === undefined ? {} : { subject: narrow.name };
  return [{ kind: "alternative", narrow: placeOf(narrow), wide: placeOfUnion(wide), ...subject }];
}

/** The alternatives in which a schema may be, those first that it is meant to be: most often nobody asks for the others. */
export function* candidates(
  schema: Conjunction,
  targets: readonly Conjunction[],
): Generator<{ readonly target: Conjunction; readonly isMeant: boolean }> {
  const meant = new Set(targets.filter((target) => isSameAlternative(schema, target)));
  for (const target of meant) yield { target, isMeant: true };
  for (const target of targets) if (!meant.has(target) && !areApart(schema, target)) yield { target, isMeant: false };
}

/** Where a schema has its alternatives, or else where it stands. */
export function placeOfUnion(
  schema: Conjunction,
  union: Union | undefined = schema.unions[0],
): SchemaPlace | undefined {
  return union === undefined ? placeOf(schema) : { schema: union.part.schema, keyword: union.kind };
}

/**
 * Alternatives that are gone by name, although another one has the same look: what is told apart by name is another
 * thing to whoever writes or reads it. One that was renamed or written out is not gone.
 */
export function checkNames(narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = branchesOf(narrow);
  const asked = branchesOf(wide);
  if (own.count < 2 || asked.count === 0) return [];
  const missing = [...own.names].filter((name) => !asked.names.has(name));
  const shared = own.names.size - missing.length;
  const free = [...asked.names].filter((name) => !own.names.has(name));
  // Those without a name stand for each other, and may stand for one that was written out.
  const unnamed = asked.count - asked.names.size - (own.count - own.names.size);
  const isCrowded = asked.count - shared < missing.length + own.count - own.names.size;
  return missing
    .filter((name) => isCrowded || (unnamed <= 0 && free.length > 0 && wide.component(name) !== undefined))
    .map((name) => ({
      kind: "alternative",
      narrow: placeOf(narrow, narrow.unions[0]?.kind),
      wide: placeOfUnion(wide),
      subject: name,
    }));
}

function branchesOf(schema: Conjunction): { names: Set<string>; count: number } {
  const branches = schema.unions.flatMap((union) => union.branches);
  const names = new Set([...branches.flatMap((branch) => componentName(branch) ?? []), ...schema.lone]);
  return { names, count: branches.length + schema.lone.size };
}

/** Whether two alternatives are meant to be the same one: by their name, or else by the one type that both have. */
function isSameAlternative(one: Conjunction, other: Conjunction): boolean {
  if (one.name !== undefined || other.name !== undefined) return one.name === other.name;
  return isSameSet(one.meantTypes, other.meantTypes) && !isApartByProperty(one, other);
}

function isSameSet(one: ReadonlySet<ValueType>, other: ReadonlySet<ValueType>): boolean {
  return one.size === other.size && without(one, other).size === 0;
}

/**
 * Whether `oneOf` of the wide schema refuses nothing for the reason that two of its alternatives match: because the
 * narrow schema had an exclusive choice, too, or because no value matches two.
 *
 * @param cases the wide schema's alternatives; `undefined` where there are too many.
 */
export function isExclusive(
  inclusion: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  unions: readonly Union[],
  cases: readonly Conjunction[] | undefined,
): boolean {
  const choices = unions.filter(({ kind }) => kind === "oneOf");
  if (choices.every((union) => narrow.unions.some((own) => isSameChoice(inclusion, narrow, wide, own, union))))
    return true;
  if (inclusion.direction !== "plain") {
    // Of a choice that has only grown, or of one schema that became the first of several, nobody means two at once.
    if (narrow.unions.some(({ kind }) => kind === "oneOf")) return true;
    if (narrow.unions.length === 0) return (cases ?? []).filter((one) => inclusion.holds(narrow, one)).length < 2;
  }
  return cases?.every((one, index) => cases.slice(index + 1).every((other) => areApart(one, other))) === true;
}

/** Whether two unions are the same exclusive choice between the same alternatives. */
function isSameChoice(
  { fragments }: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  own: Union,
  asked: Union,
): boolean {
  if (own.kind !== "oneOf" || own.branches.length !== asked.branches.length) return false;
  const sources = own.branches.map((branch) => narrow.all([branch]));
  return asked.branches.every((branch) => {
    const target = wide.all([branch]);
    if (areApart(target, target)) return true; // nothing is in it, so that no value matches it beside another one
    for (const { target: source } of candidates(target, sources)) {
      if (fragments.holds(source, target) && fragments.reversed.holds(target, source)) return true;
    }
    return false;
  });
}

function areApart(one: Conjunction, other: Conjunction): boolean {
  return isApart(one, other) || isApartByProperty(one, other);
}

/** Whether a property that both require has no value in common, or one requires what the other does not know. */
function isApartByProperty(one: Conjunction, other: Conjunction): boolean {
  const member = (schema: Conjunction, name: string): Conjunction =>
    schema.all(
      schema.parts.map((part) => mappingOf(part, "properties")[name]).filter((declared) => declared !== undefined),
    );
  return [...one.required].some((name) => {
    if (!other.required.has(name)) return isClosed(other) && propertyPlace(other, name) === undefined;
    return isApart(member(one, name), member(other, name));
  });
}

function isClosed(schema: Conjunction): boolean {
  return schema.parts.some((part) => schemaOf(part, "additionalProperties") === false);
}
