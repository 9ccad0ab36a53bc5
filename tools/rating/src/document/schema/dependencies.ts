import { isNode } from "../document-side.ts";
import type { Conjunction } from "./conjunction.ts";
import type { Inclusion } from "./inclusion.ts";
import { violationOf } from "./limits.ts";
import { requiredOf } from "./objects.ts";
import type { Violation } from "./violation.ts";

/** What the presence of a property asks for: `dependentRequired`, `dependentSchemas`, and `dependencies` of old. */
export function checkDependencies(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  return [...checkRequired(inclusion, narrow, wide), ...checkSchemas(inclusion, narrow, wide)];
}

function checkRequired(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = namesOf(narrow);
  const required = requiredOf(inclusion, narrow);
  return [...namesOf(wide)].flatMap(([property, names]) => {
    const missing = names.filter((name) => !required.has(name) && own.get(property)?.includes(name) !== true);
    if (missing.length === 0) return [];
    return [{ ...violationOf(narrow, wide, "dependentRequired"), subject: property }];
  });
}

function namesOf(schema: Conjunction): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { keywords } of schema.parts) {
    for (const keyword of ["dependentRequired", "dependencies"]) {
      const mapping = keywords[keyword];
      if (!isNode(mapping)) continue;
      for (const [property, list] of Object.entries(mapping)) {
        if (Array.isArray(list)) names.set(property, [...(names.get(property) ?? []), ...list.map(String)]);
      }
    }
  }
  return names;
}

function checkSchemas(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = schemasOf(narrow);
  return [...schemasOf(wide)].flatMap(([property, schemas]): readonly Violation[] => {
    const asked = wide.all(schemas);
    const known = own.get(property);
    // A condition is a fragment: what it says holds beside all the rest.
    const isMet = known !== undefined && inclusion.fragments.holds(narrow.all(known), asked);
    if (isMet || inclusion.fragments.holds(narrow, asked)) return [];
    return [{ ...violationOf(narrow, wide, "dependentSchemas"), subject: property }];
  });
}

function schemasOf(schema: Conjunction): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const { keywords } of schema.parts) {
    for (const keyword of ["dependentSchemas", "dependencies"]) {
      const mapping = keywords[keyword];
      if (!isNode(mapping)) continue;
      for (const [property, member] of Object.entries(mapping)) {
        if (!Array.isArray(member)) found.set(property, [...(found.get(property) ?? []), member]);
      }
    }
  }
  return found;
}
