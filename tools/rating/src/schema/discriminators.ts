import { isObject } from "@workshop/openapi";
import { bestMatch, candidates } from "./alternatives.ts";
import { casesOf } from "./cases.ts";
import type { Conjunction } from "./conjunction.ts";
import { declaredOf, memberOf, propertyPlace } from "./objects.ts";
import { type Inclusion, placeOf, type Violation, violationOf } from "./violation.ts";

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
  // What it says of alternatives, they say themselves in the model.
  if (narrow.unions.length > 0 && wide.unions.length > 0) return [];
  const [known, mapping] = [own, asked].map((one) => (isObject(one.mapping) ? one.mapping : {}));
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
  if (name === undefined || other === undefined || wide.component(name) !== undefined) return false;
  const [source, target] = [narrow.component(name), wide.component(other)];
  return source !== undefined && target !== undefined && fragments.holds(source, target);
}

function discriminatorOf(schema: Conjunction): Readonly<Record<string, unknown>> | undefined {
  const discriminator = schema.having("discriminator")[0]?.keywords.discriminator;
  return isObject(discriminator) ? discriminator : undefined;
}

/**
 * What becomes of the properties by which readers tell alternatives apart. Where one alternative takes in all values of
 * the others (an open object does), they can become anything without a value being new; and yet whoever finds a
 * property reads it as one of the alternatives that declare it.
 */
export function checkCovered(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): readonly Violation[] {
  if (inclusion.direction !== "response") return [];
  const own = alternativesOf(narrow).filter(isOfObjects);
  const asked = alternativesOf(wide).filter(isOfObjects);
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
      violations.push(...bestMatch(inclusion, memberOf(inclusion, one, name), wide, members));
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
  return casesOf(schema) ?? schema.unions.flatMap(({ branches }) => branches.map((branch) => schema.all([branch])));
}

function isOfObjects({ meantTypes }: Conjunction): boolean {
  return meantTypes.size === 1 && meantTypes.has("object");
}
