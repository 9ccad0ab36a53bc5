import { bestMatch } from "./alternatives.ts";
import type { Conjunction } from "./conjunction.ts";
import type { Inclusion } from "./inclusion.ts";
import { siteOf } from "./limits.ts";
import { declaredOf, memberOf, propertySite } from "./objects.ts";
import type { Violation } from "./violation.ts";

/**
 * What becomes of the properties by which readers tell alternatives apart. Where one alternative takes in all values of
 * the others (an open object does), they can become anything without a value being new; and yet whoever finds a
 * property reads it as one of the alternatives that declare it.
 */
export function checkCovered(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): readonly Violation[] {
  if (inclusion.direction !== "answer" || narrow.cases === undefined || wide.cases === undefined) return [];
  const own = narrow.cases.filter(isObject);
  const asked = wide.cases.filter(isObject);
  if (asked.length < 2 && own.length < 2) return [];
  const violations: Violation[] = [];
  for (const name of new Set(asked.flatMap((one) => [...declaredOf(inclusion, one).keys()]))) {
    const declares = (one: Conjunction): boolean => declaredOf(inclusion, one).has(name);
    const [sources, targets] = [own.filter(declares), asked.filter(declares)];
    const [target] = targets;
    if (target === undefined) continue;
    // An alternative that is gone as a whole is told as such.
    if (sources.length === 0 && own.length >= asked.length) {
      const site = propertySite(target, name) ?? siteOf(target, "required");
      violations.push({ kind: "property", narrow: siteOf(narrow), wide: site, subject: name });
    }
    const members = targets.map((one) => memberOf(one, name));
    violations.push(...sources.flatMap((one) => bestMatch(inclusion, memberOf(one, name), wide, members)));
  }
  return violations;
}

function isObject({ meantTypes }: Conjunction): boolean {
  return meantTypes.size === 1 && meantTypes.has("object");
}
