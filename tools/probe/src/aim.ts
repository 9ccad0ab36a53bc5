import { randomBytes, randomUUID } from "node:crypto";
import { decodeRequest, type OperationPair, type WireRequest } from "@workshop/contract";
import { type Input, valueAt, withValueAt } from "@workshop/samples";

/** Aims the requests of an operation at something that does not exist. */
export interface Aim {
  /** The part of the input that is taken for it, for example `["path", "project"]`. */
  readonly place: readonly string[];
  /** The input, aimed. */
  at(input: Input): Input;
  /** Whether a request, as it stands on the wire, is aimed. */
  isAimed(request: WireRequest): boolean;
}

/**
 * How an operation can be aimed at nothing: its overlay says what a call reaches at most (`x-scope`, or the list `asked` of
 * `x-outcome`), and there is room for a random name there, which nothing on any server bears.
 *
 * @returns why it cannot be, in words, where it cannot
 */
export function aimOf(pair: OperationPair, input: Input): Aim | string {
  const within = pair.overlaid.scope?.within ?? pair.overlaid.outcome?.asked;
  if (within === undefined) return "no overlay says what a call reaches at most (`x-scope`)";
  const [location = "", ...names] = within.split(".");
  // Only a body has places within places.
  const place = [location, ...(location === "body" ? names : [names.join(".")])];
  const present = valueAt(input, place);
  if (present === undefined) return `${within} is not part of every call`;
  const token = tokens().find((candidate) => {
    const aimed = withValueAt(input, place, aimedValue(present, candidate));
    return pair.maker.problems(aimed).length === 0 && pair.bareMaker.problems(pair.toBare(aimed)).length === 0;
  });
  if (token === undefined) return `${within} has no room for a name that is certain not to exist`;
  return {
    place,
    at: (other: Input) => withValueAt(other, place, aimedValue(present, token)),
    isAimed: (request) => {
      const value = valueAt(decodeRequest(pair.overlaidReading, pair.overlaid, request).input, place);
      return Array.isArray(value) ? value.length > 0 && value.every((item) => item === token) : value === token;
    },
  };
}

function aimedValue(present: unknown, token: string): unknown {
  return Array.isArray(present) ? [token] : token;
}

/** Each with 64 random bits or more: that something has such a name already is not going to happen. */
function tokens(): readonly string[] {
  const bits = randomBytes(16).toString("hex");
  return [`contract-${bits}`, randomUUID(), bits, bits.slice(0, 16)];
}
