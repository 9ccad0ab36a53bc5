import type { Schema } from "@workshop/openapi";
import { accepts } from "./accepts.ts";
import { checkDependentRequired, checkDependentSchemas } from "./conditions.ts";
import type { Conjunction } from "./conjunction.ts";
import { mappingOf, membersByName, membersOf, type Part, schemaOf, schemasOf } from "./parts.ts";
import { isSameValue, matches } from "./values.ts";
import { checkLimit, type Direction, type Inclusion, placeOf, type Violation, violationOf } from "./violation.ts";

/** Properties: declared, required, matched by a pattern, and all others. */
export function checkObjects(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const required = requiredOf(inclusion, narrow);
  return [
    ...checkRequired(inclusion, narrow, wide),
    ...checkDeclared(inclusion, narrow, wide),
    ...checkPatterns(inclusion, narrow, wide),
    ...checkOthers(inclusion, narrow, wide),
    ...checkNames(inclusion, narrow, wide),
    ...checkLimit(narrow, wide, "minProperties", required.size),
    ...checkLimit(narrow, wide, "maxProperties"),
    ...checkDependentRequired(narrow, wide, required),
    ...checkDependentSchemas(inclusion, narrow, wide),
  ];
}

/** Whether a property exists on the side that is compared: what is read-only is not sent, what is write-only not read. */
function isVisible(inclusion: Inclusion, schema: Conjunction, property: Schema): boolean {
  if (inclusion.direction === "plain") return true;
  const flag = inclusion.direction === "request" ? "readOnly" : "writeOnly";
  return !schema.all([property]).parts.some(({ keywords }) => keywords[flag] === true);
}

/** They are asked for again and again. */
const DECLARED: Readonly<Record<Direction, WeakMap<Conjunction, ReadonlyMap<string, Part>>>> = {
  plain: new WeakMap(),
  request: new WeakMap(),
  response: new WeakMap(),
};

/** The declared properties by name, each with the schema that declares or requires it. */
export function declaredOf(inclusion: Inclusion, schema: Conjunction): ReadonlyMap<string, Part> {
  const known = DECLARED[inclusion.direction].get(schema);
  if (known !== undefined) return known;
  const declared = new Map<string, Part>();
  const [hidden, demanded] = [new Set<string>(), new Set<string>()];
  for (const part of schema.parts) {
    const { required } = part.keywords;
    for (const [name, property] of Object.entries(mappingOf(part, "properties"))) {
      if (isVisible(inclusion, schema, property)) {
        declared.set(name, declared.get(name) ?? part);
        if (Array.isArray(required) && required.includes(name)) demanded.add(name);
      } else hidden.add(name);
    }
  }
  for (const name of schema.required) {
    const part = schema.having("required")[0];
    if (part !== undefined && !declared.has(name)) declared.set(name, part);
  }
  // As the clients have it: what a part declares once more, and requires, travels all the same.
  for (const name of hidden) if (!demanded.has(name)) declared.delete(name);
  DECLARED[inclusion.direction].set(schema, declared);
  return declared;
}

function requiredOf(inclusion: Inclusion, schema: Conjunction): ReadonlySet<string> {
  const declared = declaredOf(inclusion, schema);
  return new Set([...schema.required].filter((name) => declared.has(name)));
}

function checkRequired(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = requiredOf(inclusion, narrow);
  const missing = [...requiredOf(inclusion, wide)].filter((name) => !own.has(name));
  return missing.map((name) => ({
    kind: "required",
    narrow: propertyPlace(narrow, name) ?? placeOf(narrow, "required"),
    wide: propertyPlace(wide, name) ?? placeOf(wide, "required"),
    subject: name,
  }));
}

/** Where a schema declares a property; `undefined` where it does not. */
export function propertyPlace(schema: Conjunction, name: string): Violation["wide"] {
  const part = schema.parts.find((one) => Object.hasOwn(mappingOf(one, "properties"), name));
  return part && { schema: part.schema, keyword: "properties", item: name };
}

/** Everything that a schema says of a property, declared or not. */
export function memberOf(inclusion: Inclusion, schema: Conjunction, name: string): Conjunction {
  const members = schema.parts.flatMap((part) => membersOf(part, name));
  return members.length > 0 ? schema.all(members) : (othersOf(inclusion, schema) ?? schema.all([]));
}

function checkDeclared(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = declaredOf(inclusion, narrow);
  const asked = declaredOf(inclusion, wide);
  const both = (name: string): [Conjunction, Conjunction] => [
    memberOf(inclusion, narrow, name),
    memberOf(inclusion, wide, name),
  ];
  if (inclusion.direction === "plain") {
    return [...new Set([...own.keys(), ...asked.keys()])].flatMap((name) => inclusion.of(...both(name)));
  }
  const violations: Violation[] = [];
  const required = requiredOf(inclusion, wide);
  for (const [name, part] of own) {
    if (asked.has(name)) {
      const [one, other] = both(name);
      if (other.isNever && !one.isNever) {
        violations.push({ kind: "nothing", narrow: propertyPlace(narrow, name), wide: propertyPlace(wide, name) });
      } else violations.push(...inclusion.of(one, other));
      if (!required.has(name)) violations.push(...checkDefault(inclusion, one, other));
    } else if (!isTaken(inclusion, narrow, wide, name)) {
      const place = propertyPlace(narrow, name) ?? { schema: part.schema, keyword: "required" };
      violations.push({ kind: "property", narrow: place, wide: placeOf(wide, "properties"), subject: name });
    }
  }
  for (const [name, part] of asked) {
    if (own.has(name)) continue;
    // What was declared in a response can no longer be read.
    if (inclusion.direction === "response") {
      const place = propertyPlace(wide, name) ?? { schema: part.schema, keyword: "required" };
      violations.push({ kind: "property", narrow: placeOf(narrow, "properties"), wide: place, subject: name });
    } else if (isMap(narrow)) violations.push(...inclusion.of(...both(name)));
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
  return schema.parts.some((part) => {
    const others = schemaOf(part, "additionalProperties");
    return typeof others === "object" && !schema.all([others]).isAnything;
  });
}

/** Whether a property that the wide schema does not declare is allowed by it all the same. */
function isTaken(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction, name: string): boolean {
  const [own, asked] = [memberOf(inclusion, narrow, name), memberOf(inclusion, wide, name)];
  // One that the wide schema has all the same is read-only there.
  if (inclusion.direction === "request") return propertyPlace(wide, name) === undefined && inclusion.holds(own, asked);
  const isPatterned = wide.parts.some((part) =>
    Object.keys(mappingOf(part, "patternProperties")).some((pattern) => matches(pattern, name)),
  );
  // A property more can be read or ignored, unless all properties were said to be of one kind.
  return !(isMap(wide) || isPatterned) || inclusion.holds(own, asked);
}

/** What a schema says of names that it does not declare: all of it, or `undefined` where it says nothing. */
function othersOf({ direction }: Inclusion, schema: Conjunction): Conjunction | undefined {
  const said = schema.parts
    .map((part) => schemaOf(part, "additionalProperties") ?? schemaOf(part, "unevaluatedProperties"))
    .filter((others) => others !== undefined);
  if (said.length > 0) return schema.all(said);
  return direction === "request" && declaresNames(schema) ? schema.all([false]) : undefined;
}

/** Clients send no names but those that a schema knows, unless it knows none or speaks of others. */
function declaresNames(schema: Conjunction): boolean {
  return schema.having("properties").length > 0 || schema.having("patternProperties").length > 0;
}

function checkOthers(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const [said, asked] = [othersOf(inclusion, narrow), othersOf(inclusion, wide)];
  if (asked === undefined) return [];
  const own = said ?? narrow.all([]);
  const keyword = wide.having("unevaluatedProperties").length > 0 ? "unevaluatedProperties" : "additionalProperties";
  const violation = (): Violation =>
    inclusion.direction === "request"
      ? violationOf(narrow, wide, keyword, writtenOthers(narrow, keyword, said), writtenOthers(wide, keyword, asked))
      : violationOf(narrow, wide, keyword);
  const isLost =
    inclusion.direction === "response" &&
    !inclusion.isForward &&
    isMap(wide) &&
    !asked.isNever &&
    (own.isNever || said === undefined);
  if (isLost) return [violation()];
  if (own.isNever || asked.isAnything) return [];
  if (asked.isNever || own.isAnything) return [violation()];
  return [...inclusion.of(own, asked)];
}

/** What a request says of other names, in words of the document, even where it says it without them. */
function writtenOthers(schema: Conjunction, keyword: string, others: Conjunction | undefined): unknown {
  return schema.having(keyword)[0]?.keywords[keyword] ?? others?.isNever !== true;
}

function checkPatterns(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const own = membersByName(narrow, "patternProperties");
  const asked = membersByName(wide, "patternProperties");
  const others = othersOf(inclusion, narrow) ?? narrow.all([]);
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
      if (isNew) violations.push(...inclusion.of(memberOf(inclusion, narrow, name), target));
    }
  }
  const rest = othersOf(inclusion, wide);
  for (const [pattern, schemas] of own) {
    if (asked.has(pattern) || rest === undefined || rest.isAnything) continue;
    if (!inclusion.holds(narrow.all(schemas), rest)) {
      violations.push({ ...violationOf(narrow, wide, "patternProperties"), subject: pattern });
    }
  }
  return violations;
}

const TEXT = { type: "string" } as const;

function checkNames(inclusion: Inclusion, narrow: Conjunction, wide: Conjunction): Violation[] {
  const schemas = schemasOf(wide, "propertyNames");
  if (schemas.length === 0) return [];
  const asked = wide.all([...schemas, TEXT]);
  if (inclusion.holds(narrow.all([...schemasOf(narrow, "propertyNames"), TEXT]), asked)) return [];
  const isClosed =
    othersOf(inclusion, narrow)?.isNever === true && membersByName(narrow, "patternProperties").size === 0;
  const names = [...declaredOf(inclusion, narrow).keys()];
  if (isClosed && names.every((name) => accepts(asked, name) === true)) return [];
  return [violationOf(narrow, wide, "propertyNames")];
}
