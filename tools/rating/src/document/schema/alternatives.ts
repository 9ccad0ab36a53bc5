import { isNode, type Node } from "../document-side.ts";
import { isApart } from "./conditions.ts";
import type { Conjunction } from "./conjunction.ts";
import { componentName, mappingOf } from "./dialect.ts";
import type { Inclusion } from "./inclusion.ts";
import { siteOf } from "./limits.ts";
import type { Union } from "./parts.ts";
import { type ValueType, without } from "./value-types.ts";
import type { Violation } from "./violation.ts";

/** Why a schema is in none of several alternatives: what keeps it from the one that it belongs to, if there is one. */
export function bestMatch(
  inclusion: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  targets: readonly Conjunction[],
): readonly Violation[] {
  const [only, another] = targets;
  if (only !== undefined && another === undefined) return inclusion.of(narrow, only);
  const attempts = targets.map((target) => ({ target, violations: inclusion.of(narrow, target) }));
  const fitting = attempts.find(({ violations }) => violations.every(({ isGentle }) => isGentle));
  if (fitting !== undefined) return fitting.violations;
  const kin = attempts
    .filter(({ target }) => isKin(narrow, target))
    .sort((one, other) => one.violations.length - other.violations.length)[0];
  if (kin !== undefined) return kin.violations;
  const union = wide.unions[0];
  const site = union === undefined ? siteOf(wide) : { node: union.part.raw, key: union.kind };
  const name = nameOf(narrow);
  return [
    { kind: "alternative", narrow: siteOf(narrow), wide: site, ...(name === undefined ? {} : { subject: name }) },
  ];
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
    .filter((name) => isCrowded || (unnamed <= 0 && free.length > 0 && wide.defines(name)))
    .map((name) => {
      const union = wide.unions[0];
      const site = union === undefined ? siteOf(wide) : { node: union.part.raw, key: union.kind };
      return { kind: "alternative", narrow: siteOf(narrow, narrow.unions[0]?.kind), wide: site, subject: name };
    });
}

function branchesOf(schema: Conjunction): { names: Set<string>; count: number } {
  const branches = schema.unions.flatMap((union) => union.branches);
  const names = new Set([...branches.flatMap((branch) => componentName(branch) ?? []), ...schema.lone]);
  return { names, count: branches.length + schema.lone.size };
}

/** Whether two alternatives are meant to be the same one: by their name, or else by the one type that both have. */
function isKin(one: Conjunction, other: Conjunction): boolean {
  const names = [nameOf(one), nameOf(other)];
  if (names[0] !== undefined || names[1] !== undefined) return names[0] === names[1];
  return isSameSet(one.meantTypes, other.meantTypes) && !isApartByProperty(one, other);
}

function isSameSet(one: ReadonlySet<ValueType>, other: ReadonlySet<ValueType>): boolean {
  return one.size === other.size && without(one, other).size === 0;
}

/** The name of the component that an alternative refers to, or its title. */
function nameOf(schema: Conjunction): string | undefined {
  const { origin } = schema;
  const title = isNode(origin) && typeof origin.title === "string" ? origin.title : undefined;
  return componentName(origin) ?? title;
}

/**
 * Whether `oneOf` of the wide schema refuses nothing for the reason that two of its alternatives match: because the
 * narrow schema had an exclusive choice, too, or because no value matches two.
 */
export function isExclusive(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): boolean {
  const unions = wide.unions.filter(({ kind }) => kind === "oneOf");
  if (unions.length === 0) return true;
  if (unions.every((union) => narrow.unions.some((own) => isSameChoice(inclusion, narrow, wide, own, union))))
    return true;
  const cases = wide.cases ?? [];
  if (inclusion.direction !== "plain") {
    // Of a choice that has only grown, or of one schema that became the first of several, nobody means two at once.
    if (narrow.unions.some(({ kind }) => kind === "oneOf")) return true;
    if (narrow.unions.length === 0) return cases.filter((one) => inclusion.holds(narrow, one)).length < 2;
  }
  return (
    wide.cases !== undefined &&
    cases.every((one, index) => cases.slice(index + 1).every((other) => areApart(one, other)))
  );
}

/** Whether two unions are the same exclusive choice between the same alternatives. */
function isSameChoice(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction, own: Union, asked: Union): boolean {
  if (own.kind !== "oneOf" || own.branches.length !== asked.branches.length) return false;
  const { fragments } = inclusion;
  return asked.branches.every((branch) => {
    const target = wide.all([branch]);
    return own.branches.some((one) => {
      const source = narrow.all([one]);
      return fragments.holds(source, target) && fragments.reversed.holds(target, source);
    });
  });
}

function areApart(one: Conjunction, other: Conjunction): boolean {
  return isApart(one, other) || isApartByProperty(one, other);
}

/** Whether a property that both require has no value in common, or one requires what the other does not know. */
function isApartByProperty(one: Conjunction, other: Conjunction): boolean {
  return [...required(one)].some((name) => {
    if (!required(other).has(name)) return isClosed(other) && !declares(other, name);
    return isApart(member(one, name), member(other, name));
  });
}

function required(schema: Conjunction): Set<unknown> {
  return new Set(schema.parts.flatMap(({ keywords }) => (Array.isArray(keywords.required) ? keywords.required : [])));
}

function isClosed(schema: Conjunction): boolean {
  return schema.parts.some(({ keywords }) => keywords.additionalProperties === false);
}

function declares(schema: Conjunction, name: unknown): boolean {
  return schema.parts.some((part) => Object.hasOwn(mappingOf(part, "properties"), String(name)));
}

function member(schema: Conjunction, name: unknown): Conjunction {
  const schemas = schema.parts.map((part): Node => mappingOf(part, "properties"));
  return schema.all(schemas.flatMap((properties) => properties[String(name)] ?? []));
}
