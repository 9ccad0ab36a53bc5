import type { Model, Operation } from "@workshop/openapi";
import type { Models } from "../rating.ts";
import { Sameness } from "../sameness.ts";

/** An operation before and after. */
export interface OperationPair {
  readonly old: Operation;
  readonly next: Operation;
  /** Operations that changed in the same way: by the same definitions, in the same role. */
  readonly alike: number;
}

/**
 * The operations that both models have, and of which the declaration or anything that it refers to is not the same in
 * both; the types of all others are the same. Those that changed only by what they refer to, and by the same definitions
 * in the same role, stand for each other: there is one of them, and the number of the rest.
 */
export function changedOperations({ old, next }: Models): readonly OperationPair[] {
  const before = new Map(old.operations.map((operation) => [operation.name, operation]));
  const sameness = new Sameness(old, next);
  const pairs = new Map<string, OperationPair>();
  for (const operation of next.operations) {
    const predecessor = before.get(operation.name);
    const key = predecessor && changeOf(sameness, predecessor, operation);
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

/** Whether a client is made with the same options: they follow from credentials and servers. */
export function haveSameOptions({ old, next }: Models): boolean {
  const optionsOf = ({ operations, securitySchemes, servers }: Model): unknown => ({
    securitySchemes,
    servers,
    security: operations.map(({ name, security, servers: own }) => [name, security, own]),
  });
  return new Sameness(old, next).looksSame(optionsOf(old), optionsOf(next));
}

/** What the change of an operation consists in; equal for operations that changed alike; `undefined` if it did not. */
function changeOf(sameness: Sameness, old: Operation, next: Operation): string | undefined {
  // Where it stands in the client is no matter of its types.
  const [{ group: _was, ...before }, { group: _is, ...after }] = [old, next];
  if (!sameness.looksSame(before, after)) return next.name;
  // With the same look, both refer to the same; the first difference further on is found from either side.
  const { responses, ...request } = next;
  const [given, received] = [sameness.changedBelow(request), sameness.changedBelow(responses)];
  return given.length + received.length === 0 ? undefined : JSON.stringify({ given, received });
}
