import type { Schema } from "@workshop/openapi";
import { Conjunction } from "./conjunction.ts";
import { ANNOTATIONS, type Part, withoutUnions } from "./parts.ts";
import { typeNames, type ValueType } from "./values.ts";

/** More cases than these, alternatives within alternatives included, are not gone through one by one. */
const MOST_CASES = 16;

/** What is worked out once for a schema. */
interface Known {
  count?: number;
  cases?: readonly Conjunction[] | "too many";
  rest?: Conjunction;
  asCase?: Conjunction;
  byTypes?: Map<string, readonly Conjunction[]>;
}

const known = new WeakMap<Conjunction, Known>();

function knownOf(schema: Conjunction): Known {
  const facts = known.get(schema) ?? {};
  known.set(schema, facts);
  return facts;
}

/** What a schema comes to when each of its alternatives is chosen in turn; `undefined` if that is too many. */
export function casesOf(schema: Conjunction): readonly Conjunction[] | undefined {
  const { unions } = schema;
  if (unions.length === 0) return [schema];
  const facts = knownOf(schema);
  facts.cases ??= isManifold(schema)
    ? "too many"
    : unions
        .reduce<readonly (readonly Schema[])[]>(
          (chosen, union) => chosen.flatMap((list) => union.branches.map((branch) => [...list, branch])),
          [[]],
        )
        .map((branches) => caseOf(schema, branches));
  return facts.cases === "too many" ? undefined : facts.cases;
}

/** However many alternatives one list has, they are gone through one by one as long as none of them leaves a choice. */
function isManifold(schema: Conjunction): boolean {
  const [only, another] = schema.unions;
  if (only !== undefined && another === undefined) {
    if (only.branches.every((branch) => schema.all([branch]).unions.length === 0)) return false;
  }
  return countCases(schema) > MOST_CASES;
}

/** How many cases there are, alternatives of alternatives included; of too many it says no more than that. */
function countCases(schema: Conjunction): number {
  const facts = knownOf(schema);
  facts.count ??= schema.unions.reduce((product, { branches }) => {
    const sum = branches.reduce((some, branch) => some + countCases(schema.all([branch])), 0);
    return Math.min(product * sum, MOST_CASES + 1);
  }, 1);
  return facts.count;
}

/** What a schema comes to when some of its alternatives are chosen. */
function caseOf(schema: Conjunction, branches: readonly Schema[]): Conjunction {
  const [only, another] = branches;
  if (only !== undefined && another === undefined && isChoice(schema)) return asCase(schema.all([only]));
  return new Conjunction(schema.schemas, {
    ...schema.schemas.flattenAll(schema.parts.map(withoutUnions), branches),
    origin: branches.at(-1) ?? schema.origin,
    whole: schema.whole ?? schema,
    sources: [],
  });
}

/**
 * Whether it says nothing but `anyOf`, and is no case of something that says more: whatever one of its alternatives
 * allows is allowed then.
 */
function isChoice({ unions, parts, whole }: Conjunction): boolean {
  if (whole !== undefined && whole.parts !== parts) return false;
  if (unions.some(({ kind }) => kind === "oneOf")) return false;
  return parts.every((part) => Object.keys(withoutUnions(part).keywords).every((key) => ANNOTATIONS.has(key)));
}

/** A schema as one of several alternatives: the same object for whatever schema it is one of. */
function asCase(schema: Conjunction): Conjunction {
  const facts = knownOf(schema);
  const { schemas, parts, holdsFalse, origin, lone } = schema;
  facts.asCase ??= new Conjunction(schemas, { parts, holdsFalse, origin, lone, whole: schema, sources: [] });
  return facts.asCase;
}

/** A schema without its alternatives: wider than it is. */
export function restOf(schema: Conjunction): Conjunction {
  const facts = knownOf(schema);
  facts.rest ??= caseOf(schema, []);
  return facts.rest;
}

/** A schema for each of some types. */
export function perType(schema: Conjunction, types: ReadonlySet<ValueType>): readonly Conjunction[] {
  const facts = knownOf(schema);
  facts.byTypes ??= new Map();
  const key = typeNames(types).join();
  const cases =
    facts.byTypes.get(key) ??
    typeNames(types).map((type) => {
      const { schemas, parts, holdsFalse, origin, whole, lone } = schema;
      const ofType: Part = { schema: parts[0]?.schema ?? {}, keywords: { type } };
      return new Conjunction(schemas, { parts: [...parts, ofType], holdsFalse, origin, whole, lone, sources: [] });
    });
  facts.byTypes.set(key, cases);
  return cases;
}
