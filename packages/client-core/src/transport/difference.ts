import type { OperationDescriptor } from "../descriptor.ts";
import { canonical } from "../validation/keywords/canonical.ts";

/** Where what the server says it touched is not what was asked for. It says nothing about the reason. */
export interface Difference {
  /** How many different things were asked for. */
  readonly asked: number;
  /** How many the server says were touched, where that is another number. */
  readonly count?: number;
  /** What was asked for, and is not in the server's list. */
  readonly notReported?: readonly unknown[];
  /** How many things in the server's list were not asked for; the answer has them. */
  readonly notAsked?: number;
}

/** Compares what was asked for with what the server says it touched; `undefined`: no difference that it tells of. */
export type CompareAnswer = (
  outcome: NonNullable<OperationDescriptor["outcome"]>,
  asked: unknown,
  answer: Readonly<Record<string, unknown>>,
) => Difference | undefined;

/** What two texts have in common that mean the same thing: of a UUID the case does not matter. */
export function identityOf(item: unknown): string {
  const text = typeof item === "object" ? canonical(item) : String(item);
  // Stryker disable next-line MethodExpression: either case will do
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : text;
}

/** Compares lists as sets, and a count with the number of different things that were asked for. */
export const differenceOf: CompareAnswer = (outcome, asked, answer) => {
  if (!Array.isArray(asked)) return undefined;
  const wanted = new Map(asked.map((item: unknown) => [identityOf(item), item]));
  const [count, list] = [outcome.count && answer[outcome.count], outcome.answered && answer[outcome.answered]];
  const isOther = typeof count === "number" && count !== wanted.size;
  const known = new Set(Array.isArray(list) ? list.map(identityOf) : wanted.keys());
  const notReported = [...wanted].filter(([identity]) => !known.has(identity)).map(([, item]) => item);
  const notAsked = [...known].filter((identity) => !wanted.has(identity)).length;
  if (!isOther && !notReported.length && !notAsked) return undefined;
  return {
    asked: wanted.size,
    ...(isOther && { count }),
    ...(notReported.length && { notReported }),
    ...(notAsked && { notAsked }),
  };
};
