import type { SchemaObject } from "@workshop/openapi";

/** A place where a schema leaves more than one way open: an enum, several types, a branch. */
export interface ChoicePoint {
  /** Where in the value, for example `query.category`. */
  readonly at: string;
  /** The keyword that leaves the choice. */
  readonly keyword: "anyOf" | "enum" | "if" | "oneOf" | "type";
  /** What each way is called, in the order of the document. */
  readonly labels: readonly string[];
  /** The schema that leaves the choice: at one place there may be several, in branches. */
  readonly schema: SchemaObject;
}

/** One way taken at one point, all others being left at their first. */
export interface Choice {
  readonly point: ChoicePoint;
  readonly index: number;
}

/**
 * Decides at choice points, and remembers which there were. The first way is taken everywhere but at the chosen point, so
 * that every way of every point is tried once, not every combination.
 */
export class Choices {
  readonly points: ChoicePoint[] = [];
  private readonly known = new Map<SchemaObject, Set<string>>();
  private readonly taken: readonly Choice[];

  constructor(...taken: Choice[]) {
    this.taken = taken;
  }

  decide(point: ChoicePoint): number {
    const ofSchema = this.known.get(point.schema) ?? new Set();
    this.known.set(point.schema, ofSchema);
    const key = `${point.keyword} ${point.at}`;
    if (!ofSchema.has(key)) this.points.push(point);
    ofSchema.add(key);
    return this.taken.find((choice) => isSamePoint(choice.point, point))?.index ?? 0;
  }

  /** Whether another way than the first was asked for, of something within a place. */
  isAskedWithin(at: string): boolean {
    return this.taken.some(({ point }) => point.at.startsWith(`${at}.`));
  }

  /** Each way that was not taken. What the first item of a list tries, the others need not try again. */
  others(): Choice[] {
    return this.points
      .filter(({ at }) => !at.split(".").some((name) => /^[1-9]\d*$/.test(name)))
      .flatMap((point) => point.labels.flatMap((_, index) => (index === this.decide(point) ? [] : [{ point, index }])));
  }
}

/** Whether they are the same choice at the same place. */
export function isSamePoint(left: ChoicePoint, right: ChoicePoint): boolean {
  return left.schema === right.schema && left.at === right.at && left.keyword === right.keyword;
}

/** No value can be made for a schema. An optional value is then left out; a required one makes the operation untestable. */
export class Unsampleable extends Error {
  override readonly name = "Unsampleable";

  constructor(at: string, reason: string) {
    super(`no sample for ${at === "" ? "the input" : at}: ${reason}`);
  }
}
