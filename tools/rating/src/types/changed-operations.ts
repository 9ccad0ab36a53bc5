import type { Model, Operation } from "@workshop/openapi";
import type { OperationPair } from "./reasons.ts";
import { child, pathItemOf, References } from "./references.ts";

/**
 * The operations that both models have, and of which the declaration or anything that it refers to is not the same text
 * in both; the types of all others are the same. Those that changed only by what they refer to, and by the same
 * definitions in the same role, stand for each other: there is one of them, and the number of the rest.
 */
export function changedOperations(old: Model, next: Model): readonly OperationPair[] {
  const before = new Map(old.operations.map((operation) => [operation.name, operation]));
  const comparison = new Comparison(old, next);
  const pairs = new Map<string, OperationPair>();
  for (const operation of next.operations) {
    const predecessor = before.get(operation.name);
    const key = predecessor && comparison.keyOf(predecessor, operation);
    if (predecessor === undefined || key === undefined) continue;
    const representative = pairs.get(key);
    pairs.set(
      key,
      representative === undefined
        ? { old: predecessor, next: operation, alike: 0 }
        : { ...representative, alike: representative.alike + 1 },
    );
  }
  return [...pairs.values()];
}

class Comparison {
  private readonly old: Model;
  private readonly next: Model;
  private readonly oldReferences: References;
  private readonly nextReferences: References;
  private readonly same = new Map<string, boolean>();

  constructor(old: Model, next: Model) {
    this.old = old;
    this.next = next;
    this.oldReferences = new References(old.document);
    this.nextReferences = new References(next.document);
  }

  /** What the change of an operation consists in; equal for operations that changed alike; `undefined` if it did not. */
  keyOf(before: Operation, after: Operation): string | undefined {
    const item = pathItemOf(this.next, after);
    if (before.path !== after.path || !sameText(pathItemOf(this.old, before), item)) return after.name;
    const responses = child(child(item, after.method), "responses");
    const answered = this.changedBelow(responses);
    const all = this.changedBelow(item);
    if (all.length === 0) return undefined;
    const { responses: _responses, ...request } = child(item, after.method) ?? {};
    const given = this.changedBelow({ ...item, [after.method]: request });
    return JSON.stringify({ given, answered });
  }

  /** With the same text, both refer to the same; the first difference further on is found from either side. */
  private changedBelow(node: unknown): string[] {
    return [...this.nextReferences.reachedFrom(node)].filter((reference) => !this.isSame(reference)).sort();
  }

  private isSame(reference: string): boolean {
    const known =
      this.same.get(reference) ?? sameText(this.oldReferences.target(reference), this.nextReferences.target(reference));
    this.same.set(reference, known);
    return known;
  }
}

function sameText(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
