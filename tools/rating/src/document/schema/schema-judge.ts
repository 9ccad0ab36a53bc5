import type { DocumentSide } from "../document-side.ts";
import type { ReasonBook, Site } from "../reason-book.ts";
import { type Direction, Inclusion } from "./inclusion.ts";
import { Sameness } from "./sameness.ts";
import { Schemas } from "./schemas.ts";
import type { Violation } from "./violation.ts";
import { ruleOf, sentenceOf } from "./wording.ts";

/**
 * Rates a schema against its predecessor. A request must take whatever it took before; an answer must hold nothing but
 * what it held before. What changes the other way round is an extension.
 */
export class SchemaJudge {
  private readonly book: ReasonBook;
  private readonly requests: Inclusion;
  private readonly answers: Inclusion;

  constructor(old: DocumentSide, next: DocumentSide, book: ReasonBook) {
    const [before, after] = [new Schemas(old), new Schemas(next)];
    const sameness = new Sameness(old, next);
    this.book = book;
    this.requests = new Inclusion("request", before, after, true, sameness);
    this.answers = new Inclusion("answer", after, before, false, sameness);
  }

  /** What users write: parameters, request bodies, and the input that rules are about. */
  request(old: unknown, next: unknown): void {
    this.report(this.requests, old, next);
    this.report(this.requests.reversed, next, old);
  }

  /** What users read. */
  answer(old: unknown, next: unknown): void {
    this.report(this.answers, next, old);
    this.report(this.answers.reversed, old, next);
  }

  /** Whether everything that the one schema of the old document allows is allowed by the other one of the new document. */
  includesOld(old: unknown, next: unknown): boolean {
    return this.requests.fragments.ofSchemas(old, next).length === 0;
  }

  /** The same the other way round. */
  includesNew(old: unknown, next: unknown): boolean {
    return this.requests.fragments.reversed.ofSchemas(next, old).length === 0;
  }

  /** What stands for a parameter that is left out, before and now. */
  defaults(old: unknown, next: unknown): readonly [unknown, unknown] {
    return this.requests.defaults(old, next);
  }

  /** Whether whoever reads values of the one can read those of the other. */
  isReadable(old: unknown, next: unknown): boolean {
    return this.answers.ofSchemas(next, old).every(({ isGentle }) => isGentle);
  }

  /** Whether both are single values, neither lists nor objects. */
  areSingle(old: unknown, next: unknown): boolean {
    return this.requests.areSingle(old, next);
  }

  private report(inclusion: Inclusion, narrow: unknown, wide: unknown): void {
    const isBreaking = inclusion === this.requests || inclusion === this.answers;
    for (const violation of inclusion.ofSchemas(narrow, wide)) {
      const { direction, isForward } = inclusion;
      this.book.add({
        bump: isBreaking && !violation.isGentle ? "major" : "minor",
        rule: ruleOf(violation, direction, isForward),
        ...sites(violation, direction, isForward),
        message: (place) => sentenceOf(violation, direction, isForward, place),
      });
    }
  }
}

function sites(
  { kind, narrow, wide }: Violation,
  direction: Direction,
  isForward: boolean,
): { old: Site | undefined; next: Site | undefined } {
  const [old, next] = isForward ? [narrow, wide] : [wide, narrow];
  if (kind !== "property") return { old, next };
  const isAdded = (direction === "answer") === isForward;
  return isAdded ? { old: undefined, next } : { old, next: undefined };
}
