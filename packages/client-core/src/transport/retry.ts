import type { OperationDescriptor } from "../descriptor.ts";
import { isEarlier, satisfies, valueAt } from "../request/check-rules.ts";
import type { OwnRecord } from "../request/own-values.ts";
import type { Attempt } from "./attempt.ts";
import { retryAfter } from "./retry-after.ts";

/** When a request is sent more than once. */
export interface RetryOptions {
  /** How many times it is sent at most. Default: 3. */
  readonly attempts?: number;
  /** The longest wait between two times, in milliseconds: a server that asks for more is not asked again. Default: 30 000. */
  readonly maxDelay?: number;
  /** Repeats a request although nobody knows whether it arrived, also where the document does not call that safe. Default: false. */
  readonly unknownOutcome?: boolean;
}

/** Whether a repeat of this very input does no more than the first attempt would have done. */
export function isRepeatable({ retry }: OperationDescriptor, input: OwnRecord, startedAt: number): boolean {
  if (!retry || (retry.when && !satisfies(retry.when, input))) return false;
  // A minute's grace: the server's clock may be behind.
  const now = new Date(startedAt - 60_000);
  return (retry.past ?? []).every((path) => isEarlier(valueAt(input, path), now));
}

/**
 * How long to wait before a request is sent again, in milliseconds; `undefined`: it is not.
 * What was not sent, or was put off by the server, is sent again for every operation; what may have arrived, if that is safe.
 */
export function retryDelay(
  last: Attempt,
  attempt: number,
  options: RetryOptions,
  isSafe: () => boolean,
): number | undefined {
  const { attempts = 3, maxDelay = 30_000 } = options;
  const { unsent, doubt, response } = last;
  if (attempt >= attempts) return undefined;
  if (unsent || (doubt?.reason === "connection" && (options.unknownOutcome || isSafe()))) {
    return Math.random() * Math.min(maxDelay, 250 * 2 ** attempt);
  }
  const asked = response && [429, 503].includes(response.status) ? retryAfter(response.headers) : undefined;
  return asked !== undefined && asked <= maxDelay ? asked : undefined;
}
