import { setTimeout } from "node:timers/promises";
import pRetry from "p-retry";
import { type FetchContext, FetchError, type Fetched, fetchPublished } from "../import/fetch-published.ts";

/** How much trouble a server may make before it is given up. */
export interface Patience {
  /** How often a failed download is tried again. */
  readonly retries: number;
  /** Before the first repetition, in milliseconds; doubled for each further one, and up to doubled by chance. */
  readonly firstDelay: number;
  /** The longest wait that a server may ask for, in milliseconds. */
  readonly longestDelay: number;
}

/** For a person who waits: a hiccup is overcome, an outage is reported within a few minutes. */
export const PATIENCE: Patience = { retries: 3, firstDelay: 1_000, longestDelay: 60_000 };

/** What else a patient download is told. */
export interface PatientContext extends FetchContext {
  readonly patience: Patience;
  /** Told why it takes longer. */
  readonly progress: (step: string) => void;
}

/**
 * Downloads a published page or document, trying again what may go well later: a broken connection, a busy server.
 *
 * @throws {DocumentError} with what was wrong the last time.
 * @throws the signal's reason once it is aborted.
 */
export function fetchPatiently(url: URL, context: PatientContext): Promise<Fetched> {
  const { patience, progress, signal } = context;
  return pRetry(() => fetchPublished(url, context), {
    retries: patience.retries,
    minTimeout: patience.firstDelay,
    randomize: true,
    ...(signal === undefined ? {} : { signal }),
    shouldRetry: async ({ error, retriesLeft }) => {
      if (!(error instanceof FetchError) || !error.failure.transient) return false;
      const asked = error.failure.retryAfter ?? 0;
      if (asked > patience.longestDelay) throw askedForTooLong(error, asked);
      progress(
        `${error.rule}${asked === 0 ? "" : `, and asks to wait ${seconds(asked)}`}; trying again (${retriesLeft} left)`,
      );
      await setTimeout(asked, undefined, { signal });
      return true;
    },
  });
}

function askedForTooLong({ file, rule }: FetchError, asked: number): FetchError {
  return new FetchError({ file }, `${rule}, and asks to wait ${seconds(asked)}`, "try again then", { transient: true });
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`;
}
