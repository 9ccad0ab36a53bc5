/**
 * A program as a user writes it who has read the README and nothing else: it deletes, and says of each call whether it was done,
 * was not done, or has to be looked into.
 */
export type Verdict = "done" | "find out" | "not done";

/** What the README says of a client, for any operation. */
export interface Client {
  readonly [operation: string]: (...args: readonly unknown[]) => Promise<unknown>;
}

/** The four tests of the README. */
export interface Errors {
  readonly isApiError: (error: unknown) => boolean;
  readonly isInvalidRequestError: (error: unknown) => boolean;
  readonly isNotSentError: (error: unknown) => boolean;
  readonly isOutcomeUnknownError: (error: unknown) => boolean;
}

/** @throws whatever is none of the errors that the README names */
export async function remove(call: () => Promise<unknown>, errors: Errors): Promise<Verdict> {
  try {
    await call();
    return "done";
  } catch (error) {
    if (errors.isInvalidRequestError(error) || errors.isNotSentError(error)) return "not done";
    if (errors.isApiError(error))
      return (error as { mayHaveHappened: boolean }).mayHaveHappened ? "find out" : "not done";
    if (errors.isOutcomeUnknownError(error)) return "find out";
    throw error;
  }
}
