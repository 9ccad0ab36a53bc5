import type { Model, Schema, Source } from "@workshop/openapi";
import type { Models } from "../rating.ts";
import type { Sameness } from "../sameness.ts";
import { Schemas } from "../schema/conjunction.ts";
import { InclusionJudge } from "../schema/inclusion.ts";
import { defaultOf } from "../schema/objects.ts";
import type { SchemaPlace, Violation } from "../schema/violation.ts";
import type { ReasonBook } from "./reasons.ts";

/** What every part of the comparison of two models needs. */
export interface Comparison extends Models {
  readonly book: ReasonBook;
  readonly schemas: SchemaJudge;
}

/**
 * Rates a schema against its predecessor. A request must take whatever it took before; a response must hold nothing but
 * what it held before. What changes the other way round is an extension.
 */
export class SchemaJudge {
  private readonly old: Model;
  private readonly next: Model;
  private readonly book: ReasonBook;
  private readonly oldSchemas: Schemas;
  private readonly nextSchemas: Schemas;
  private readonly requests: InclusionJudge;
  private readonly responses: InclusionJudge;

  constructor(old: Model, next: Model, sameness: Sameness, book: ReasonBook) {
    this.old = old;
    this.next = next;
    this.book = book;
    this.oldSchemas = new Schemas(old);
    this.nextSchemas = new Schemas(next);
    this.requests = new InclusionJudge("request", this.oldSchemas, this.nextSchemas, true, sameness);
    this.responses = new InclusionJudge("response", this.nextSchemas, this.oldSchemas, false, sameness);
  }

  /** How many pairs of schemas were compared so far. */
  get comparisons(): number {
    return this.requests.comparisons + this.responses.comparisons;
  }

  /** What users write: parameters, request bodies, and the input that rules are about. */
  request(old: Schema, next: Schema): void {
    this.report(this.requests, old, next);
    this.report(this.requests.reversed, next, old);
  }

  /** What users read. */
  response(old: Schema, next: Schema): void {
    this.report(this.responses, next, old);
    this.report(this.responses.reversed, old, next);
  }

  /** Whether everything that the one schema of the old document allows is allowed by the other one of the new document. */
  includesOld(old: Schema, next: Schema): boolean {
    return this.requests.fragments.ofSchemas(old, next).length === 0;
  }

  /** The same the other way round. */
  includesNew(old: Schema, next: Schema): boolean {
    return this.requests.fragments.reversed.ofSchemas(next, old).length === 0;
  }

  /** What stands for a parameter that is left out, before and now. */
  defaults(old: Schema, next: Schema): readonly [unknown, unknown] {
    return [defaultOf(this.oldSchemas.of(old)), defaultOf(this.nextSchemas.of(next))];
  }

  /** Whether whoever reads values of the one can read those of the other. */
  isReadable(old: Schema, next: Schema): boolean {
    return this.responses.ofSchemas(next, old).every(({ isGentle }) => isGentle);
  }

  /** Whether both are single values, neither lists nor objects. */
  areSingle(old: Schema, next: Schema): boolean {
    return [this.oldSchemas.of(old), this.nextSchemas.of(next)].every(
      ({ meantTypes }) => !meantTypes.has("array") && !meantTypes.has("object"),
    );
  }

  private report(inclusion: InclusionJudge, narrow: Schema, wide: Schema): void {
    const isBreaking = inclusion === this.requests || inclusion === this.responses;
    for (const violation of inclusion.ofSchemas(narrow, wide)) {
      this.book.add({
        bump: isBreaking && !violation.isGentle ? "major" : "minor",
        rule: ruleOf(violation, inclusion),
        ...this.sources(violation, inclusion),
        message: (place) => sentenceOf(violation, inclusion, place),
      });
    }
  }

  private sources(
    violation: Violation,
    { direction, isForward }: InclusionJudge,
  ): { old: Source | undefined; next: Source | undefined } {
    const [old, next] = isForward ? [violation.narrow, violation.wide] : [violation.wide, violation.narrow];
    const isAdded = (direction === "response") === isForward;
    const isOneSided = violation.kind === "property";
    return {
      old: isOneSided && isAdded ? undefined : sourceOf(this.old, old),
      next: isOneSided && !isAdded ? undefined : sourceOf(this.next, next),
    };
  }
}

function sourceOf(model: Model, place: SchemaPlace | undefined): Source | undefined {
  return place && model.locate(place.schema, place.keyword, place.item);
}

type Asked = Pick<InclusionJudge, "direction" | "isForward">;

/** The rule's name, such as `request-max-length-tightened`. Forward: the new document asks for more. */
function ruleOf({ kind, had, asked }: Violation, { direction, isForward }: Asked): string {
  const isResponse = direction === "response";
  const who = isResponse ? "response" : "request";
  switch (kind) {
    case "alternative":
      return `${who}-alternative-${isForward ? "removed" : "added"}`;
    case "complexity":
      return `${who}-too-complex`;
    case "default":
      return `${who}-default-changed`;
    case "discriminator":
      return `${who}-discriminator-changed`;
    case "enum":
      return `${who}-enum-${isForward ? "narrowed" : "widened"}`;
    case "property":
      return `${who}-property-${isResponse === isForward ? "added" : "removed"}`;
    case "required":
      return `${who}-property-became-${isForward ? "required" : "optional"}`;
    case "x-bigint": {
      const now = isForward ? asked : had;
      return `${who}-bigint-${now === true ? "added" : "removed"}`;
    }
    case "type":
      return `${who}-type-${isForward ? "narrowed" : "widened"}`;
    default: {
      const name = kind.replace(/^(x-|\$)/u, "").replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
      const isChanged = had !== undefined && asked !== undefined;
      if (isChanged) return `${who}-${name}-${isForward ? "tightened" : "loosened"}`;
      return `${who}-${name}-${isForward ? "added" : "removed"}`;
    }
  }
}

/** One sentence about a violation. @param place - the words for where it is. */
function sentenceOf(violation: Violation, { direction, isForward }: Asked, place: string): string {
  const { kind, subject } = violation;
  const isResponse = direction === "response";
  const who = isResponse ? "responses" : "requests";
  const [before, now] = isForward ? [violation.had, violation.asked] : [violation.asked, violation.had];
  switch (kind) {
    case "property":
      if (isResponse)
        return `${place}: responses ${isForward ? "now have" : "no longer have"} the property \`${subject}\`.`;
      return `${place}: requests ${isForward ? "no longer take" : "now take"} the property \`${subject}\`.`;
    case "required":
      if (isResponse)
        return `${place}: \`${subject}\` is ${isForward ? "always there in responses now" : "no longer always there in responses"}.`;
      return `${place}: \`${subject}\` ${isForward ? "must be given in requests now" : "may be left out of requests now"}.`;
    case "alternative": {
      const what = subject === undefined ? "an alternative" : `the alternative \`${subject}\``;
      return `${place}: ${who} ${isForward ? "no longer have" : "now have"} ${what}.`;
    }
    case "complexity":
      return `${place}: whether ${who} are what they were cannot be told, so complex is what they may be.`;
    case "enum":
    case "x-extensible-enum":
      if (subject === undefined)
        return `${place}: ${who} ${isForward ? "have only listed values now" : "are no longer limited to listed values"}.`;
      return `${place}: ${who} ${isForward ? "no longer have" : "now have"} the value ${subject}.`;
    case "type":
      return `${place}: the type in ${who} is now ${typesIn(now)} (was ${typesIn(before)}).`;
    case "x-bigint":
      return `${place}: an integer of ${who} is ${now === true ? "a `bigint` now" : "no longer a `bigint`"}.`;
    case "default":
      return `${place}: what is left out now means ${valueIn(now)} (was ${valueIn(before)}).`;
    case "nothing":
      return `${place}: ${who} ${isForward ? "may no longer have a value here" : "may now have a value here"}.`;
    case "prefixItems":
      return `${place}: the tuple in ${who} has ${String(now)} places now (was ${String(before)}).`;
    case "oneOf":
      return `${place}: in ${who}, a value ${isForward ? "may no longer" : "may now"} match two alternatives.`;
    default: {
      const about = subject === undefined ? "" : ` (${subject})`;
      return `${place}: \`${kind}\`${about} of ${who} is now ${valueIn(now)} (was ${valueIn(before)}).`;
    }
  }
}

function valueIn(value: unknown): string {
  if (value === undefined) return "not given";
  const text = JSON.stringify(value);
  return text.length > 60 ? "another one" : `\`${text}\``;
}

function typesIn(types: unknown): string {
  return Array.isArray(types) ? types.map((type) => `\`${String(type)}\``).join(" or ") : valueIn(types);
}
