import type { Schema } from "@workshop/openapi";
import type { Sameness } from "../sameness.ts";
import { accepts } from "./accepts.ts";
import { bestMatch, checkNames, isExclusive, placeOfUnion } from "./alternatives.ts";
import { checkArrays, checkLength } from "./arrays.ts";
import { casesOf, perType, restOf } from "./cases.ts";
import { checkConditions } from "./conditions.ts";
import type { Conjunction, Schemas } from "./conjunction.ts";
import { checkCovered, checkDiscriminator } from "./discriminators.ts";
import { checkBigints, checkNumbers } from "./numbers.ts";
import { checkObjects } from "./objects.ts";
import type { Union } from "./parts.ts";
import { Progress, type Results } from "./progress.ts";
import { checkExtensible, checkFormats, checkTexts } from "./texts.ts";
import { shared, typeNames, type ValueType, without } from "./values.ts";
import { type Direction, distinct, type Inclusion, placeOf, type Violation } from "./violation.ts";

/**
 * Asks whether every value of one schema is a value of another one, with what the generated types add to that: a
 * request has no keys but the declared ones, and a declared property of a response can be read.
 *
 * What cannot be shown counts as a violation, so that nothing is called compatible by mistake. Each two schemas are
 * compared once: a schema that refers to itself is taken for included until something else is found, and what was
 * concluded from that is concluded again only then.
 */
export class InclusionJudge implements Inclusion {
  readonly direction: Direction;
  readonly isForward: boolean;
  private readonly narrow: Schemas;
  private readonly wide: Schemas;
  private readonly sameness: Sameness;
  private readonly results: Results = new Map();
  private readonly progress: Progress;
  private plain: InclusionJudge | undefined;
  private opposite: InclusionJudge | undefined;

  constructor(
    direction: Direction,
    narrow: Schemas,
    wide: Schemas,
    isForward: boolean,
    sameness: Sameness,
    progress: Progress = new Progress(),
  ) {
    this.sameness = sameness;
    this.progress = progress;
    this.direction = direction;
    this.narrow = narrow;
    this.wide = wide;
    this.isForward = isForward;
  }

  get fragments(): InclusionJudge {
    if (this.direction === "plain") return this;
    const { narrow, wide, isForward, sameness, progress } = this;
    this.plain ??= new InclusionJudge("plain", narrow, wide, isForward, sameness, progress);
    return this.plain;
  }

  get reversed(): InclusionJudge {
    if (this.opposite === undefined) {
      const { direction, narrow, wide, isForward, sameness, progress } = this;
      this.opposite = new InclusionJudge(direction, wide, narrow, !isForward, sameness, progress);
      this.opposite.opposite = this;
    }
    return this.opposite;
  }

  /** How many comparisons it took so far, those of the opposite question and of fragments included. */
  get comparisons(): number {
    return this.progress.comparisons;
  }

  /** Why a schema is not included in another one; empty: it is. */
  ofSchemas(narrow: Schema, wide: Schema): readonly Violation[] {
    return this.of(this.narrow.of(narrow), this.wide.of(wide));
  }

  of(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    return this.progress.resultOf(this.results, narrow, wide, () =>
      this.isSame(narrow, wide) ? [] : this.compare(narrow, wide),
    );
  }

  private isSame({ sources: narrow }: Conjunction, { sources: wide }: Conjunction): boolean {
    if (narrow.length === 0 || narrow.length !== wide.length) return false;
    return narrow.every((source, index) => {
      const [old, next] = this.isForward ? [source, wide[index]] : [wide[index], source];
      return this.sameness.isSame(old, next);
    });
  }

  holds(narrow: Conjunction, wide: Conjunction): boolean {
    return this.of(narrow, wide).every(({ isGentle }) => isGentle);
  }

  private compare(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    if (!this.progress.mayGoOn()) return [{ kind: "complexity", narrow: placeOf(narrow), wide: placeOf(wide) }];
    if (narrow.isNever) return [];
    if (wide.isNever) return [{ kind: "nothing", narrow: placeOf(narrow), wide: placeOf(wide) }];
    const cases = this.byCases(narrow, wide);
    if (narrow.whole !== undefined) return [...new Set(cases)];
    const isTold = this.direction === "plain" || cases.some(({ kind }) => kind === "alternative");
    const violations = [
      ...checkDiscriminator(this, narrow, wide),
      ...(isTold ? [] : checkNames(narrow, wide)),
      ...(cases.every(({ isGentle }) => isGentle) ? checkCovered(this, narrow, wide) : []),
      ...cases,
    ];
    return [...new Set(violations)];
  }

  private byCases(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const types = this.types(narrow, wide);
    // Where only some of its alternatives are of types that are not there, they are said as such.
    const isAlternative = narrow.unions.length > 0 && shared(this.typesOf(narrow), wide.types).size > 0;
    if (types.length > 0 && !isAlternative) return types;
    const [cases, targets] = [casesOf(narrow), casesOf(wide)];
    if (cases === undefined || targets === undefined) return this.byUnions(narrow, wide);
    if (cases.length > 1) {
      const violations = distinct(cases.flatMap((one) => this.of(one, wide)));
      return [...violations, ...this.exclusivity(narrow, wide, wide.unions, targets)];
    }
    const [only = narrow] = cases;
    if (targets.length === 1) return this.keywords(only, targets[0] ?? wide);
    if (only.values !== undefined) return this.values(only, wide);
    const typed = perType(only, this.typesOf(only));
    if (typed.length > 1) return distinct(typed.flatMap((one) => this.of(one, wide)));
    return [...bestMatch(this, only, wide, targets), ...this.exclusivity(only, wide, wide.unions, targets)];
  }

  /**
   * Too many combinations to go through: every choice that the wide schema gives must take in one that the narrow schema
   * gives, or all of the narrow schema, each alternative by itself.
   */
  private byUnions(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const own = [...this.types(narrow, wide), ...this.keywords(restOf(narrow), restOf(wide))];
    const unions = wide.unions.flatMap((union): readonly Violation[] => {
      const targets = union.branches.map((branch) => wide.all([branch]));
      const choices =
        narrow.unions.length === 0
          ? [[narrow]]
          : narrow.unions.map(({ branches }) => branches.map((branch) => narrow.all([branch])));
      const attempts = choices.map((choice) => choice.flatMap((one) => bestMatch(this, one, wide, targets)));
      const [best = []] = attempts.sort((one, other) => one.length - other.length);
      return [...best, ...this.exclusivity(narrow, wide, [union], targets)];
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
    const [had, asked] = [typeNames(types), typeNames(wide.types)];
    return [{ kind: "type", narrow: placeOf(narrow, "type"), wide: placeOf(wide, "type"), had, asked }];
  }

  private values(narrow: Conjunction, wide: Conjunction): readonly Violation[] {
    const possible = (narrow.values ?? []).filter((value) => accepts(narrow.whole ?? narrow, value) !== false);
    const refused = possible.filter((value) => accepts(wide, value) !== true);
    return refused.map((value) => ({
      kind: "enum",
      narrow: placeOf(narrow, "enum"),
      wide: placeOf(wide, "enum"),
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
      violations.push({ kind: "enum", narrow: placeOf(narrow), wide: placeOf(wide, "enum"), asked: wide.values });
    }
    if (concerns("integer", "fraction")) violations.push(...checkNumbers(narrow, wide));
    if (types.has("integer") && wide.types.has("integer")) violations.push(...checkBigints(this, narrow, wide));
    if (concerns("string")) violations.push(...checkTexts(this, narrow, wide));
    violations.push(...checkFormats(this, narrow, wide), ...checkExtensible(this, narrow, wide));
    if (types.has("array")) violations.push(...checkArrays(this, narrow, wide));
    else if (concerns("array")) violations.push(...checkLength(narrow, wide));
    if (types.has("object")) violations.push(...checkObjects(this, narrow, wide));
    violations.push(...checkConditions(this, narrow, wide));
    return violations;
  }

  /** `oneOf` refuses what matches two of its alternatives. Types do not know that: it is about requests alone. */
  private exclusivity(
    narrow: Conjunction,
    wide: Conjunction,
    unions: readonly Union[],
    targets: readonly Conjunction[],
  ): readonly Violation[] {
    if (this.direction === "response" || narrow.whole || isExclusive(this, narrow, wide, unions, targets)) return [];
    const union = unions.find(({ kind }) => kind === "oneOf");
    return [{ kind: "oneOf", narrow: placeOf(narrow), wide: placeOfUnion(wide, union) }];
  }
}
