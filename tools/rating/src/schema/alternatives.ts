import { isApart } from "./conditions.ts";
import type { Conjunction } from "./conjunction.ts";
import { declaredOf, memberOf, propertyPlace } from "./objects.ts";
import { componentName, mappingOf, schemaOf, type Union } from "./parts.ts";
import { isMapping, type ValueType, without } from "./values.ts";
import { type Inclusion, placeOf, type SchemaPlace, type Violation, violationOf } from "./violation.ts";

/**
 * Why a schema is in none of several alternatives: what keeps it from the one that it belongs to, if there is one.
 *
 * @param isStep see {@link Inclusion.of}.
 */
export function bestMatch(
  inclusion: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  targets: readonly Conjunction[],
  isStep: boolean,
): readonly Violation[] {
  if (areApart(narrow, narrow)) return []; // nothing is in it
  const [only, another] = targets;
  if (only !== undefined && another === undefined) return inclusion.of(narrow, only, isStep);
  let best: readonly Violation[] | undefined;
  for (const { target, isMeant } of candidates(narrow, targets)) {
    const violations = inclusion.of(narrow, target, isStep);
    if (violations.every(({ isGentle }) => isGentle)) return violations;
    if (isMeant && (best === undefined || violations.length < best.length)) best = violations;
  }
  return best ?? [notIncluded(narrow, wide)];
}

/** The alternatives in which a schema may be, those first that it is meant to be: most often nobody asks for the others. */
function* candidates(
  schema: Conjunction,
  targets: readonly Conjunction[],
): Generator<{ readonly target: Conjunction; readonly isMeant: boolean }> {
  const meant = new Set(targets.filter((target) => isKin(schema, target)));
  for (const target of meant) yield { target, isMeant: true };
  for (const target of targets) if (!meant.has(target) && !areApart(schema, target)) yield { target, isMeant: false };
}

/** That a schema is in none of another one's alternatives. */
export function notIncluded(narrow: Conjunction, wide: Conjunction): Violation {
  const name = nameOf(narrow);
  const subject = name === undefined ? {} : { subject: name };
  return { kind: "alternative", narrow: placeOf(narrow), wide: placeOfUnion(wide), ...subject };
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
    .filter((name) => isCrowded || (unnamed <= 0 && free.length > 0 && wide.defines(name)))
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
function isKin(one: Conjunction, other: Conjunction): boolean {
  const names = [nameOf(one), nameOf(other)];
  if (names[0] !== undefined || names[1] !== undefined) return names[0] === names[1];
  return isSameSet(one.meantTypes, other.meantTypes) && !isApartByProperty(one, other);
}

function isSameSet(one: ReadonlySet<ValueType>, other: ReadonlySet<ValueType>): boolean {
  return one.size === other.size && without(one, other).size === 0;
}

/** The name of the component that an alternative refers to, or its title. */
function nameOf({ origin }: Conjunction): string | undefined {
  const title = typeof origin === "object" && typeof origin.title === "string" ? origin.title : undefined;
  return componentName(origin) ?? title;
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

/** Which property tells alternatives apart, and by which values. Types are narrowed by it. */
export function checkDiscriminator(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = discriminatorOf(narrow);
  const asked = discriminatorOf(wide);
  if (asked === undefined) return [];
  if (own === undefined) {
    // A reader can no longer tell by it; to a writer it is a hint.
    const isBreaking = inclusion.direction === "response" && !inclusion.isForward;
    return [{ ...violationOf(narrow, wide, "discriminator"), ...(isBreaking ? {} : { isGentle: true }) }];
  }
  if (own.propertyName !== asked.propertyName) {
    return [violationOf(narrow, wide, "discriminator", own.propertyName, asked.propertyName)];
  }
  const [known, mapping] = [own, asked].map((one) => (isMapping(one.mapping) ? one.mapping : {}));
  return Object.entries(known ?? {})
    .filter(([value, target]) => !isSameTarget(inclusion, narrow, wide, target, mapping?.[value] ?? value))
    .map(([value]) => ({ ...violationOf(narrow, wide, "discriminator"), subject: value }));
}

/** Whether two values of a mapping mean the same schema, which may have got another name. */
function isSameTarget(
  { fragments }: Inclusion,
  narrow: Conjunction,
  wide: Conjunction,
  own: unknown,
  asked: unknown,
): boolean {
  // A mapping names a schema by reference or by its plain name.
  const [name, other] = [own, asked].map((one) => (typeof one === "string" ? one.split("/").at(-1) : undefined));
  if (name === other) return true;
  if (name === undefined || other === undefined || wide.defines(name) || !wide.defines(other)) return false;
  const [source, target] = [narrow.component(name), wide.component(other)];
  return source !== undefined && target !== undefined && fragments.holds(source, target);
}

function discriminatorOf(schema: Conjunction): Readonly<Record<string, unknown>> | undefined {
  const discriminator = schema.having("discriminator")[0]?.keywords.discriminator;
  return isMapping(discriminator) ? discriminator : undefined;
}

/**
 * What becomes of the properties by which readers tell alternatives apart. Where one alternative takes in all values of
 * the others (an open object does), they can become anything without a value being new; and yet whoever finds a
 * property reads it as one of the alternatives that declare it.
 */
export function checkCovered(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): readonly Violation[] {
  if (inclusion.direction !== "response") return [];
  const own = alternativesOf(narrow).filter(isObject);
  const asked = alternativesOf(wide).filter(isObject);
  if (asked.length < 2 && own.length < 2) return [];
  const declares = (one: Conjunction, name: string): boolean => declaredOf(inclusion, one).has(name);
  const covered = own.filter((one) => !isDeclaredAlike(inclusion, one, asked));
  const violations: Violation[] = [];
  for (const name of new Set(asked.flatMap((one) => [...declaredOf(inclusion, one).keys()]))) {
    const targets = asked.filter((one) => declares(one, name));
    const [target] = targets;
    if (target === undefined) continue;
    // An alternative that is gone as a whole is told as such.
    if (own.length >= asked.length && !own.some((one) => declares(one, name))) {
      const place = propertyPlace(target, name) ?? placeOf(target, "required");
      violations.push({ kind: "property", narrow: placeOf(narrow), wide: place, subject: name });
    }
    const members = targets.map((one) => memberOf(inclusion, one, name));
    for (const one of covered) {
      if (!declares(one, name)) continue;
      violations.push(...bestMatch(inclusion, memberOf(inclusion, one, name), wide, members, true));
    }
  }
  return violations;
}

/** Whether an alternative is in one that declares all that it declares itself: then each property is, too. */
function isDeclaredAlike(inclusion: Inclusion, one: Conjunction, asked: readonly Conjunction[]): boolean {
  const names = [...declaredOf(inclusion, one).keys()];
  for (const { target } of candidates(one, asked)) {
    const declared = declaredOf(inclusion, target);
    if (names.every((name) => declared.has(name)) && inclusion.holds(one, target)) return true;
  }
  return false;
}

/** The cases of a schema; where there are too many of them, its alternatives as they are written. */
function alternativesOf(schema: Conjunction): readonly Conjunction[] {
  return schema.cases ?? schema.unions.flatMap(({ branches }) => branches.map((branch) => schema.all([branch])));
}

function isObject({ meantTypes }: Conjunction): boolean {
  return meantTypes.size === 1 && meantTypes.has("object");
}
