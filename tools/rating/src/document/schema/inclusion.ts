import { accepts } from "./accepts.ts";
import { bestMatch, checkNames, isExclusive } from "./alternatives.ts";
import { checkArrays, checkLength } from "./arrays.ts";
import { checkConditions } from "./conditions.ts";
import type { Conjunction } from "./conjunction.ts";
import { checkCovered } from "./covered-alternatives.ts";
import { checkDiscriminator } from "./discriminators.ts";
import { siteOf } from "./limits.ts";
import { checkNumbers } from "./numbers.ts";
import { checkObjects, defaultOf } from "./objects.ts";
import type { Sameness } from "./sameness.ts";
import type { Schemas } from "./schemas.ts";
import { checkExtensible, checkFormats, checkTexts } from "./texts.ts";
import { typeNames, type ValueType, without } from "./value-types.ts";
import type { Violation } from "./violation.ts";

/** Whether values are written by users of the client, or read by them; `plain`: JSON Schema and nothing else. */
export type Direction = "answer" | "plain" | "request";

/**
 * Asks whether every value of one schema is a value of another one, with what the generated types add to that: a
 * request has no keys but the declared ones, and a declared property of an answer can be read.
 *
 * What cannot be shown counts as a violation, so that nothing is called compatible by mistake.
 */
export class Inclusion {
  readonly direction: Direction;
  /** Whether the narrow schemas are those of the old document. */
  readonly isForward: boolean;
  private readonly narrow: Schemas;
  private readonly wide: Schemas;
  private readonly sameness: Sameness;
  private readonly known = new Map<Conjunction, Map<Conjunction, readonly Violation[]>>();
  private readonly open = new Map<Conjunction, Map<Conjunction, number>>();
  private depth = 0;
  private plain: Inclusion | undefined;
  private opposite: Inclusion | undefined;
  /** The shallowest comparison under way that was taken for granted since it was last asked for. */
  private assumed = Number.POSITIVE_INFINITY;

  constructor(direction: Direction, narrow: Schemas, wide: Schemas, isForward: boolean, sameness: Sameness) {
    this.sameness = sameness;
    this.direction = direction;
    this.narrow = narrow;
    this.wide = wide;
    this.isForward = isForward;
  }

  /** The same question about fragments of schemas, such as conditions, that no type is made of. */
  get fragments(): Inclusion {
    if (this.direction === "plain") return this;
    this.plain ??= new Inclusion("plain", this.narrow, this.wide, this.isForward, this.sameness);
    return this.plain;
  }

  /** The opposite question. */
  get reversed(): Inclusion {
    if (this.opposite === undefined) {
      this.opposite = new Inclusion(this.direction, this.wide, this.narrow, !this.isForward, this.sameness);
      this.opposite.opposite = this;
    }
    return this.opposite;
  }

  /** Why a schema is not included in another one; empty: it is. */
  ofSchemas(narrow: unknown, wide: unknown): readonly Violation[] {
    return this.of(this.narrow.of(narrow), this.wide.of(wide));
  }

  /** What stands for a value that is left out, in either schema. */
  defaults(narrow: unknown, wide: unknown): readonly [unknown, unknown] {
    return [defaultOf(this.narrow.of(narrow)), defaultOf(this.wide.of(wide))];
  }

  /** Whether values of both are single ones, neither lists nor objects. */
  areSingle(narrow: unknown, wide: unknown): boolean {
    return [this.narrow.of(narrow), this.wide.of(wide)].every(
      ({ meantTypes }) => !meantTypes.has("array") && !meantTypes.has("object"),
    );
  }

  of(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const known = this.known.get(narrow)?.get(wide);
    if (known !== undefined) return known;
    const level = this.open.get(narrow)?.get(wide);
    if (level !== undefined) {
      // A schema that refers to itself: it is included unless something else is found.
      this.assumed = Math.min(this.assumed, level);
      return [];
    }
    if (this.isSame(narrow, wide)) {
      entry(this.known, narrow).set(wide, []);
      return [];
    }
    const outer = this.assumed;
    this.assumed = Number.POSITIVE_INFINITY;
    this.depth += 1;
    entry(this.open, narrow).set(wide, this.depth);
    const violations = this.compare(narrow, wide);
    this.open.get(narrow)?.delete(wide);
    // What holds only if a comparison under way holds is not known yet.
    if (violations.length > 0 || this.assumed >= this.depth) entry(this.known, narrow).set(wide, violations);
    this.assumed = Math.min(outer, this.assumed >= this.depth ? Number.POSITIVE_INFINITY : this.assumed);
    this.depth -= 1;
    return violations;
  }

  private isSame({ sources: narrow }: Conjunction, { sources: wide }: Conjunction): boolean {
    if (narrow.length === 0 || narrow.length !== wide.length) return false;
    return narrow.every((source, index) => {
      const [old, next] = this.isForward ? [source, wide[index]] : [wide[index], source];
      return this.sameness.isSame(old, next);
    });
  }

  /** Whether nothing but gentle violations stands against it. */
  holds(narrow: Conjunction, wide: Conjunction): boolean {
    return this.of(narrow, wide).every(({ isGentle }) => isGentle);
  }

  private compare(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    if (narrow.isNever) return [];
    if (wide.isNever) return [{ kind: "nothing", narrow: siteOf(narrow), wide: siteOf(wide) }];
    const cases = this.byCases(narrow, wide);
    if (narrow.whole !== undefined) return cases;
    const isTold = this.direction === "plain" || cases.some(({ kind }) => kind === "alternative");
    return [
      ...checkDiscriminator(this, narrow, wide),
      ...(isTold ? [] : checkNames(narrow, wide)),
      ...(cases.every(({ isGentle }) => isGentle) ? checkCovered(this, narrow, wide) : []),
      ...cases,
    ];
  }

  private byCases(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const types = this.types(narrow, wide);
    if (types.length > 0) return types;
    const cases = narrow.cases;
    const targets = wide.cases;
    if (cases === undefined || targets === undefined) return this.unionByUnion(narrow, wide);
    if (cases.length > 1) {
      const violations = distinct(cases.flatMap((one) => this.of(one, wide)));
      return [...violations, ...this.exclusivity(narrow, wide)];
    }
    const [only = narrow] = cases;
    if (targets.length === 1) return this.keywords(only, targets[0] ?? wide);
    if (only.values !== undefined) return this.values(only, wide);
    const perType = only.perType(this.typesOf(only));
    if (perType.length > 1) return distinct(perType.flatMap((one) => this.of(one, wide)));
    return [...bestMatch(this, only, wide, targets), ...this.exclusivity(only, wide)];
  }

  /** Too many combinations: each union of the wide schema must include one of the narrow schema's own. */
  private unionByUnion(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const own = this.keywords(narrow.withoutUnions, wide.withoutUnions);
    const unions = wide.unions.flatMap((union): readonly Violation[] => {
      const targets = wide.casesOf(union);
      const attempts = narrow.unions.map((candidate) =>
        narrow.casesOf(candidate).flatMap((one) => bestMatch(this, one, wide, targets)),
      );
      const best = attempts.sort((one, other) => one.length - other.length)[0];
      return best ?? [{ kind: "alternative", narrow: siteOf(narrow), wide: { node: union.part.raw, key: union.kind } }];
    });
    return distinct([...own, ...unions]);
  }

  /** A schema that speaks of properties only is taken for an object by the types; a fragment of one is not. */
  private typesOf(narrow: Conjunction): ReadonlySet<ValueType> {
    return this.direction === "plain" ? narrow.types : narrow.meantTypes;
  }

  private types(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const types = this.typesOf(narrow);
    const left = without(types, wide.types);
    if (left.size === 0) return [];
    // A whole alternative that is not there is said as such.
    if (narrow.unions.length > 0 && left.size < types.size) return [];
    return [
      {
        kind: "type",
        narrow: siteOf(narrow, "type"),
        wide: siteOf(wide, "type"),
        had: typeNames(types),
        asked: typeNames(wide.types),
      },
    ];
  }

  private values(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const possible = (narrow.values ?? []).filter((value) => accepts(narrow.whole ?? narrow, value) !== false);
    const refused = possible.filter((value) => accepts(wide, value) !== true);
    return refused.map((value) => ({
      kind: "enum",
      narrow: siteOf(narrow, "enum"),
      wide: siteOf(wide, "enum"),
      had: value,
      subject: JSON.stringify(value),
    }));
  }

  private keywords(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const types = this.typesOf(narrow);
    if (narrow.values !== undefined) return [...this.values(narrow, wide), ...checkExtensible(this, narrow, wide)];
    // A limit that says nothing about the type is a slip: what is meant by it, only the server knows.
    const concerns = (...about: ValueType[]): boolean =>
      about.some((type) => types.has(type)) || about.every((type) => !wide.types.has(type));
    const violations: Violation[] = [];
    if (wide.values !== undefined) {
      violations.push({ kind: "enum", narrow: siteOf(narrow), wide: siteOf(wide, "enum"), asked: wide.values });
    }
    if (concerns("integer", "fraction")) violations.push(...checkNumbers(narrow, wide));
    if (concerns("string")) violations.push(...checkTexts(this, narrow, wide));
    violations.push(...checkFormats(this, narrow, wide), ...checkExtensible(this, narrow, wide));
    if (types.has("array")) violations.push(...checkArrays(this, narrow, wide));
    else if (concerns("array")) violations.push(...checkLength(narrow, wide));
    if (types.has("object")) violations.push(...checkObjects(this, narrow, wide));
    violations.push(...checkConditions(this, narrow, wide));
    return violations;
  }

  /** `oneOf` refuses what matches two of its alternatives. Types do not know that: it is about requests alone. */
  private exclusivity(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    if (this.direction === "answer" || narrow.whole || isExclusive(this, narrow, wide)) return [];
    const union = wide.unions.find(({ kind }) => kind === "oneOf");
    return [{ kind: "oneOf", narrow: siteOf(narrow), wide: union && { node: union.part.raw, key: "oneOf" } }];
  }
}

function entry<Value>(map: Map<Conjunction, Map<Conjunction, Value>>, key: Conjunction): Map<Conjunction, Value> {
  let inner = map.get(key);
  if (inner === undefined) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}

/** The same violation is often found in each of several alternatives. */
function distinct(violations: readonly Violation[]): readonly Violation[] {
  const seen = new Map<string, Set<unknown>>();
  return violations.filter(({ kind, subject, narrow, wide }) => {
    const key = `${kind} ${subject} ${narrow?.key} ${wide?.key}`;
    const nodes = seen.get(key) ?? new Set();
    seen.set(key, nodes);
    const isNew = !nodes.has(wide?.node) || !nodes.has(narrow?.node);
    nodes.add(wide?.node).add(narrow?.node);
    return isNew;
  });
}
