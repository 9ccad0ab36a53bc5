import { type Callable, type Case, OperationPair, type Reading, type Stage } from "@workshop/contract";
import type { Model, Operation } from "@workshop/openapi";

/** Who says whether a request is right and a response was read rightly. */
export interface Judges {
  /** Prism, started from the mutant. */
  readonly prism: boolean;
  /** The reading of what arrived at the socket, by the mutant's model. */
  readonly wire: boolean;
  /** What the client has made of a response, beside what the mutant and the client's own types say of it. */
  readonly reading: boolean;
}

/** One operation of a client that was built from the original, before a server that keeps to the mutant. */
export interface Scene {
  /** `overlaid` is what the client was built from, `bare` is the mutant. */
  readonly stage: Stage;
  /** The original document as it was published. */
  readonly original: Operation;
  readonly overlaid: Operation;
  /** The mutant's own; `undefined` where it has no such operation any more. */
  readonly changed: Operation | undefined;
  /** Document and overlay of the client beside the mutant. */
  readonly pair: OperationPair | undefined;
  /** The original's cases of this operation. */
  readonly cases: readonly Case[];
  /** An ordinary call, for what is about responses. */
  readonly usual: Callable | undefined;
  readonly judges: Judges;
}

/** The scene of one operation; `undefined` where the client does not have it. */
export function sceneOf(
  stage: Stage,
  bareModel: Model,
  name: string,
  cases: readonly Case[],
  judges: Judges,
): Scene | undefined {
  const overlaid = stage.overlaid.model.operations.find((operation) => operation.name === name);
  const original = bareModel.operations.find((one) => one.method === overlaid?.method && one.path === overlaid.path);
  if (overlaid === undefined || original === undefined) return undefined;
  const changed = counterpart(stage.bare, overlaid);
  const own = cases.filter(({ operation }) => operation === name);
  const usual = own.find((one) => one.kind === "no credentials") ?? own.find((one) => one.kind === "response");
  return {
    stage,
    original,
    overlaid,
    changed,
    pair: changed && new OperationPair(stage.overlaid, stage.bare, overlaid, changed),
    cases: own,
    usual,
    judges,
  };
}

/** The operation that answers the same requests: what a path template calls its parameters does not matter. */
function counterpart({ model }: Reading, { method, path }: Operation): Operation | undefined {
  const shape = (template: string): string => template.replaceAll(/\{[^{}]*\}/g, "{}");
  return model.operations.find((other) => other.method === method && shape(other.path) === shape(path));
}
