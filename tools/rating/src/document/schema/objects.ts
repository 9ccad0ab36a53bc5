import { isNode } from "../document-side.ts";
import { accepts, matches, membersOf } from "./accepts.ts";
import type { Conjunction } from "./conjunction.ts";
import { checkDependencies } from "./dependencies.ts";
import { mappingOf, type Part } from "./dialect.ts";
import type { Direction, Inclusion } from "./inclusion.ts";
import { checkLimit, siteOf, violationOf } from "./limits.ts";
import { isSameValue } from "./same-value.ts";
import type { Violation } from "./violation.ts";

/** Properties: declared, required, matched by a pattern, and all others. */
export function checkObjects(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const required = requiredOf(inclusion, narrow).size;
  const least = checkLimit(narrow, wide, "minProperties", required);
  return [
    ...checkRequired(inclusion, narrow, wide),
    ...checkDeclared(inclusion, narrow, wide),
    ...checkPatterns(inclusion, narrow, wide),
    ...checkOthers(inclusion, narrow, wide),
    ...checkNames(inclusion, narrow, wide),
    ...least,
    ...checkLimit(narrow, wide, "maxProperties"),
    ...checkDependencies(inclusion, narrow, wide),
  ];
}

/** Whether a property exists on the side that is compared: what is read-only is not sent, what is write-only not read. */
function isVisible(inclusion: Inclusion, schema: Conjunction, property: unknown): boolean {
  if (inclusion.direction === "plain") return true;
  const flag = inclusion.direction === "request" ? "readOnly" : "writeOnly";
  return !schema.all([property]).parts.some(({ keywords }) => keywords[flag] === true);
}

/** They are asked for again and again. */
const DECLARED: Readonly<Record<Direction, WeakMap<Conjunction, ReadonlyMap<string, Part>>>> = {
  answer: new WeakMap(),
  plain: new WeakMap(),
  request: new WeakMap(),
};

/** The declared properties by name, each with the schemas that hold for it. */
export function declaredOf(inclusion: Inclusion, schema: Conjunction): ReadonlyMap<string, Part> {
  const known = DECLARED[inclusion.direction].get(schema);
  if (known !== undefined) return known;
  const declared = new Map<string, Part>();
  const hidden = new Set<string>();
  for (const part of schema.parts) {
    for (const [name, property] of Object.entries(mappingOf(part, "properties"))) {
      if (isVisible(inclusion, schema, property)) declared.set(name, declared.get(name) ?? part);
      else hidden.add(name);
    }
  }
  for (const name of requiredNames(schema)) {
    const part = schema.having("required")[0];
    if (part !== undefined && !declared.has(name)) declared.set(name, part);
  }
  for (const name of hidden) declared.delete(name);
  DECLARED[inclusion.direction].set(schema, declared);
  return declared;
}

function requiredNames(schema: Conjunction): string[] {
  return schema.parts.flatMap(({ keywords }) =>
    Array.isArray(keywords.required) ? keywords.required.map(String) : [],
  );
}

export function requiredOf(inclusion: Inclusion, schema: Conjunction): Set<string> {
  const declared = declaredOf(inclusion, schema);
  return new Set(requiredNames(schema).filter((name) => declared.has(name)));
}

function checkRequired(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = requiredOf(inclusion, narrow);
  const missing = [...requiredOf(inclusion, wide)].filter((name) => !own.has(name));
  return missing.map((name) => ({
    kind: "required",
    narrow: propertySite(narrow, name) ?? siteOf(narrow, "required"),
    wide: propertySite(wide, name) ?? siteOf(wide, "required"),
    subject: name,
  }));
}

/** Where a schema declares a property; `undefined` where it does not. */
export function propertySite(schema: Conjunction, name: string): Violation["wide"] {
  const part = schema.parts.find((one) => Object.hasOwn(mappingOf(one, "properties"), name));
  return part && { node: mappingOf(part, "properties"), key: name };
}

/** Everything that a schema says of a property, declared or not. */
export function memberOf(schema: Conjunction, name: string): Conjunction {
  const members = schema.parts.flatMap((part) => membersOf(part, name));
  if (members.length > 0) return schema.all(members);
  const rest = schema.having("unevaluatedProperties").map(({ keywords }) => keywords.unevaluatedProperties);
  return schema.all(rest);
}

function checkDeclared(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = declaredOf(inclusion, narrow);
  const asked = declaredOf(inclusion, wide);
  const violations: Violation[] = [];
  if (inclusion.direction === "plain") {
    const names = new Set([...own.keys(), ...asked.keys()]);
    return [...names].flatMap((name) => inclusion.of(memberOf(narrow, name), memberOf(wide, name)));
  }
  const required = requiredOf(inclusion, wide);
  for (const [name, part] of own) {
    if (asked.has(name)) {
      const [one, other] = [memberOf(narrow, name), memberOf(wide, name)];
      if (other.isNever && !one.isNever) {
        violations.push({ kind: "nothing", narrow: propertySite(narrow, name), wide: propertySite(wide, name) });
      } else violations.push(...inclusion.of(one, other));
      if (!required.has(name)) violations.push(...checkDefault(inclusion, one, other));
    } else if (!isTaken(inclusion, narrow, wide, name)) {
      const site = propertySite(narrow, name) ?? { node: part.raw, key: "required" };
      violations.push({ kind: "property", narrow: site, wide: siteOf(wide, "properties"), subject: name });
    }
  }
  for (const [name, part] of asked) {
    if (own.has(name)) continue;
    const site = propertySite(wide, name) ?? { node: part.raw, key: "required" };
    // What was declared in an answer can no longer be read.
    if (inclusion.direction === "answer") {
      violations.push({ kind: "property", narrow: siteOf(narrow, "properties"), wide: site, subject: name });
    } else if (isMap(narrow)) violations.push(...inclusion.of(memberOf(narrow, name), memberOf(wide, name)));
  }
  return violations;
}

/**
 * What it means to leave a property out. A default that is new, or no longer told, may be what the server did anyway or
 * does still; another one is another behaviour.
 */
function checkDefault(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  if (inclusion.direction !== "request" || !inclusion.isForward) return [];
  const [own, asked] = [defaultOf(narrow), defaultOf(wide)];
  if (isSameValue(own, asked)) return [];
  const violation = violationOf(narrow, wide, "default", own, asked);
  return [own === undefined || asked === undefined ? { ...violation, isGentle: true } : violation];
}

/** The value that stands for one that is left out; `undefined` where the document does not tell. */
export function defaultOf(schema: Conjunction): unknown {
  return schema.having("default")[0]?.keywords.default;
}

/** Whether values of a schema carry names of their own choice, with a schema for what they hold. */
function isMap(schema: Conjunction): boolean {
  return schema.having("additionalProperties").some(({ keywords }) => {
    const { additionalProperties } = keywords;
    return isNode(additionalProperties) && !schema.all([additionalProperties]).isAnything;
  });
}

/** Whether a property that the wide schema does not declare is allowed by it all the same. */
function isTaken(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction, name: string): boolean {
  const patterned = wide.parts.some((part) =>
    Object.keys(mappingOf(part, "patternProperties")).some((pattern) => matches(pattern, name)),
  );
  if (inclusion.direction === "answer") {
    // A property more can be read or ignored, unless all properties were said to be of one kind.
    return !(isMap(wide) || patterned) || inclusion.holds(memberOf(narrow, name), memberOf(wide, name));
  }
  const isOpen = wide.having("additionalProperties").length > 0 || patterned;
  if (isOpen) return inclusion.holds(memberOf(narrow, name), memberOf(wide, name));
  // A request has no keys but the declared ones, unless none is declared.
  return wide.having("properties").length === 0 && wide.having("unevaluatedProperties").length === 0;
}

/** What a schema says of names that it does not declare: all of it, or `undefined` where it says nothing. */
function othersOf(schema: Conjunction): Conjunction | undefined {
  const schemas = schema.parts.flatMap(({ keywords }) =>
    [keywords.additionalProperties ?? keywords.unevaluatedProperties].filter((others) => others !== undefined),
  );
  return schemas.length === 0 ? undefined : schema.all(schemas);
}

function checkOthers(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const asked = othersOf(wide);
  const own = othersOf(narrow) ?? narrow.all([]);
  const keyword = wide.having("additionalProperties").length > 0 ? "additionalProperties" : "unevaluatedProperties";
  if (asked === undefined) return [];
  const isLost =
    inclusion.direction === "answer" &&
    !inclusion.isForward &&
    isMap(wide) &&
    !asked.isNever &&
    (own.isNever || othersOf(narrow) === undefined);
  if (isLost) return [violationOf(narrow, wide, keyword)];
  if (own.isNever || asked.isAnything) return [];
  if (asked.isNever || own.isAnything) return [violationOf(narrow, wide, keyword)];
  return [...inclusion.of(own, asked)];
}

function checkPatterns(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = patternsOf(narrow);
  const asked = patternsOf(wide);
  const others = othersOf(narrow) ?? narrow.all([]);
  const violations: Violation[] = [];
  for (const [pattern, schemas] of asked) {
    const target = wide.all(schemas);
    const known = own.get(pattern);
    if (known !== undefined) violations.push(...inclusion.of(narrow.all(known), target));
    else if (!inclusion.holds(others, target)) {
      violations.push({ ...violationOf(narrow, wide, "patternProperties"), subject: pattern });
    }
    for (const name of declaredOf(inclusion, narrow).keys()) {
      const isNew = !declaredOf(inclusion, wide).has(name) && matches(pattern, name);
      if (isNew) violations.push(...inclusion.of(memberOf(narrow, name), target));
    }
  }
  const rest = othersOf(wide);
  for (const [pattern, schemas] of own) {
    if (asked.has(pattern) || rest === undefined || rest.isAnything) continue;
    if (!inclusion.holds(narrow.all(schemas), rest)) {
      violations.push({ ...violationOf(narrow, wide, "patternProperties"), subject: pattern });
    }
  }
  return violations;
}

function patternsOf(schema: Conjunction): Map<string, unknown[]> {
  const patterns = new Map<string, unknown[]>();
  for (const part of schema.parts) {
    for (const [pattern, member] of Object.entries(mappingOf(part, "patternProperties"))) {
      patterns.set(pattern, [...(patterns.get(pattern) ?? []), member]);
    }
  }
  return patterns;
}

const TEXT = { type: "string" };

function checkNames(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const schemas = wide.having("propertyNames").map(({ keywords }) => keywords.propertyNames);
  if (schemas.length === 0) return [];
  const asked = wide.all([...schemas, TEXT]);
  const own = narrow.having("propertyNames").map(({ keywords }) => keywords.propertyNames);
  if (inclusion.holds(narrow.all([...own, TEXT]), asked)) return [];
  const isClosed = othersOf(narrow)?.isNever === true && patternsOf(narrow).size === 0;
  const names = [...declaredOf(inclusion, narrow).keys()];
  if (isClosed && names.every((name) => accepts(asked, name))) return [];
  return [violationOf(narrow, wide, "propertyNames")];
}
