import {
  type InputRule,
  inputSchema,
  inputSchemaWithRules,
  isForm,
  type MediaType,
  type Model,
  type Operation,
  type Schema,
} from "@workshop/openapi";
import { type Choice, type ChoicePoint, Choices, Unsampleable } from "../choices.ts";
import { type Explored, explore } from "../explore.ts";
import { isLarge } from "../large.ts";
import { withoutProblems } from "../prune.ts";
import { type Near, sampleValue } from "../sample-value.ts";
import { SchemaChecker, type SchemaProblem } from "../schema-checker.ts";
import { type Input, partsOf, valueAt, withoutEmptyLocations, withValueAt } from "./input.ts";

/** An input that satisfies document, overlay and rules. */
export interface MadeInput {
  readonly input: Input;
  /** What could have been chosen otherwise. */
  readonly others: readonly Choice[];
  readonly points: readonly ChoicePoint[];
}

/** Makes inputs of one operation, and tells what is wrong with others. */
export class InputMaker {
  readonly model: Model;
  readonly operation: Operation;
  readonly checker: SchemaChecker;
  readonly media: MediaType | undefined;
  /** Over the input, rules left out. */
  readonly schema: Schema;
  private readonly schemaWithRules: Schema;

  /** `media`: the media type of the body; by default the first that the document declares. */
  constructor(model: Model, operation: Operation, checker = new SchemaChecker(model), media?: MediaType) {
    this.model = model;
    this.operation = operation;
    this.checker = checker;
    this.media = media ?? operation.requestBody?.content[0];
    this.schema = inputSchema(operation, this.media);
    this.schemaWithRules = inputSchemaWithRules(operation, this.media);
  }

  /**
   * Only what must be there. @throws {Unsampleable} when no input can be made
   */
  minimal(...taken: Choice[]): MadeInput {
    const made = this.make("minimal", this.schemaWithRules, taken);
    if (this.accepts(made.input)) return made;
    // Too little to tell the branches of a `oneOf` apart, for example: another way, or more of it, then.
    const others = made.others.map((choice) => this.make("minimal", this.schemaWithRules, [...taken, choice]));
    const filled = this.make("filled", this.schemaWithRules, taken);
    return [...others, filled].find(({ input }) => this.accepts(input)) ?? made;
  }

  /**
   * Everything that may be there together: if rules forbid some of it, as much as they allow.
   * @throws {Unsampleable} when no input can be made
   */
  filled(...taken: Choice[]): MadeInput {
    const made = this.make("filled", this.schemaWithRules, taken);
    if (this.accepts(made.input)) return made;
    const pruned = this.withoutProblems(made.input);
    if (pruned !== undefined) {
      const at = taken.at(-1)?.point.at ?? "";
      // What was chosen last may have gone, too: then what leads to it, and no more than must be there.
      const isGone = at !== "" && valueAt(pruned, at.split(".")) === undefined;
      return { ...made, input: (isGone ? this.near({ at, fill: "minimal" }, ...taken)?.input : undefined) ?? pruned };
    }
    let { input } = this.make("minimal", this.schemaWithRules, taken);
    for (const { place } of partsOf(this.operation)) {
      const value = valueAt(made.input, place);
      if (value === undefined || valueAt(input, place) !== undefined) continue;
      const larger = withValueAt(input, place, value);
      if (this.accepts(larger)) input = larger;
    }
    // What could be there otherwise may fit.
    return { ...made, input };
  }

  /** An input without those parts of its body that are no valid ones; `undefined` where that is not enough. */
  private withoutProblems(input: Input): Input | undefined {
    const isOfBody = (place: readonly string[]): boolean => place[0] === "body" && place.length > 1;
    const rest = withoutProblems(input, (one) => this.problems(one), isOfBody);
    return rest !== undefined && this.accepts(rest) ? rest : undefined;
  }

  /** Only what must be there, and what leads to a place; `undefined` where that is no valid input, or does not show the place. */
  near(near: Near, ...taken: Choice[]): MadeInput | undefined {
    try {
      const made = this.make("minimal", this.schemaWithRules, taken, near);
      return valueAt(made.input, near.at.split(".")) !== undefined && this.accepts(made.input) ? made : undefined;
    } catch (error) {
      if (error instanceof Unsampleable) return undefined;
      throw error;
    }
  }

  /** What must be there if there were no rules. */
  minimalWithoutRules(): Input {
    return this.make("minimal", this.schema, []).input;
  }

  /** The clauses of document and overlay that an input breaks, rules not counted. */
  problems(input: Input): SchemaProblem[] {
    return this.checker.problems(this.schema, content(input));
  }

  brokenRules(input: Input): InputRule[] {
    return this.operation.inputRules.filter((rule) =>
      rule.kind === "schema"
        ? !this.checker.accepts(rule.schema, content(input))
        : !inOrder(valueAt(input, rule.earlier.split(".")), valueAt(input, rule.later.split("."))),
    );
  }

  accepts(input: Input): boolean {
    return this.problems(input).length === 0 && this.brokenRules(input).length === 0;
  }

  /** Whether the call has to be said to be meant (`x-unbounded`). */
  isUnbounded(input: Input): boolean {
    const { unbounded } = this.operation;
    return unbounded !== undefined && this.checker.accepts(unbounded.when, content(input));
  }

  /** A minimal input that is bounded, with as little added as that takes; `undefined` if nothing bounds it. */
  bounded(): Input | undefined {
    const { input } = this.minimal();
    if (!this.isUnbounded(input)) return input;
    const filled = this.filled().input;
    return partsOf(this.operation)
      .filter(({ place, required }) => !required && valueAt(filled, place) !== undefined)
      .map(({ place }) => withValueAt(input, place, valueAt(filled, place)))
      .find((candidate) => this.accepts(candidate) && !this.isUnbounded(candidate));
  }

  private make(fill: "filled" | "minimal", schema: Schema, taken: readonly Choice[], near?: Near): MadeInput {
    const choices = new Choices(...taken);
    const { model, checker } = this;
    const sampling = { model, checker, choices, fill, numbers: { next: 1 }, ...(near && { near }) };
    const sample = sampleValue(sampling, schema, "");
    // The schema is that of an input.
    let input = withoutEmptyLocations(sample as Input);
    for (const rule of this.operation.inputRules) if (rule.kind === "order") input = putInOrder(input, rule);
    const first = this.operation.requestBody?.content[0];
    if (this.media !== undefined && this.media !== first) input = { ...input, contentType: this.media.mediaType };
    return { input, others: choices.others(), points: choices.points };
  }
}

/** The input as schemas see it: the choice of a media type is no part of it. */
function content({ contentType: _contentType, ...rest }: Input): unknown {
  return rest;
}

/** The input with two times exchanged if the rule wants them the other way round. */
export function putInOrder(input: Input, rule: Extract<InputRule, { kind: "order" }>): Input {
  const [earlierPlace, laterPlace] = [rule.earlier.split("."), rule.later.split(".")];
  const [earlier, later] = [valueAt(input, earlierPlace), valueAt(input, laterPlace)];
  if (inOrder(earlier, later)) return input;
  return withValueAt(withValueAt(input, earlierPlace, later), laterPlace, earlier);
}

function inOrder(earlier: unknown, later: unknown): boolean {
  if (earlier === undefined || later === undefined) return true;
  return instant(earlier) < instant(later);
}

function instant(value: unknown): number {
  return typeof value === "number" ? value : Date.parse(String(value));
}

/** An input, how full it is, and what was chosen for it. */
export interface ExploredInput extends Explored<MadeInput> {
  readonly fill: "filled" | "minimal";
}

/**
 * The inputs of an operation: filled and minimal, each with every way that a choice leaves. The first is filled, as it is.
 *
 * @param isTaken whether somebody else takes the ways of a choice: by default nobody does
 */
export function exploreInputs(maker: InputMaker, isTaken?: (choice: Choice) => boolean): ExploredInput[] {
  return (["filled", "minimal"] as const).flatMap((fill) => {
    let isOfParts = false;
    const make = (...taken: Choice[]): MadeInput | undefined => {
      const at = taken.at(-1)?.point.at;
      const small = isOfParts && at?.startsWith("body.") ? maker.near({ at, fill }, ...taken) : undefined;
      const found = small ?? made(maker, fill, taken);
      if (taken.length === 0) isOfParts = isLarge(found?.input.body);
      return found;
    };
    return explore(make, isTaken).map((explored) => ({ ...explored, fill }));
  });
}

function made(maker: InputMaker, fill: "filled" | "minimal", taken: Choice[]): MadeInput | undefined {
  try {
    const input = maker[fill](...taken);
    if (taken.length > 0 && isForm(maker.media?.mediaType ?? "") && hasNull(input.input.body)) return undefined;
    if (fill === "filled") return input;
    // What an enum tries in a filled request it need not try again in a minimal one.
    return { ...input, others: input.others.filter(({ point }) => point.keyword !== "enum") };
  } catch (error) {
    // The input as it is has to be there; a way that cannot be taken is none.
    if (error instanceof Unsampleable && taken.length > 0) return undefined;
    throw error;
  }
}

/** No field of a form is null. */
function hasNull(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return body === null;
  return Object.values(body).some((value) => value === null || (Array.isArray(value) && value.includes(null)));
}
