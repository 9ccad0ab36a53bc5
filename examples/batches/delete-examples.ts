import { type BatchResult, inBatches, type LangSmithClient } from "@org/langsmith-client";

/**
 * Deletes thousands of examples, as many at a time as the platform allows, one call after the other.
 *
 * It ends at the first failure. What is left is told: `notDone` can be handed to this function again, `unknown` has to be
 * looked at first, since it may be gone.
 *
 * @param signal lets the call that is under way end, and begins no other one
 * @param progress is told after each call how many examples are done
 * @throws InvalidRequestError, with nothing sent, for a list that is empty or has an id twice or one that is no UUID
 */
export async function deleteExamples(
  client: LangSmithClient,
  ids: readonly string[],
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<BatchResult<string>> {
  return await inBatches(
    client.hardDeleteExamples,
    { body: { example_ids: [...ids], hard_delete: true } },
    { signal, onProgress: ({ done }) => progress(done.length) },
  );
}
