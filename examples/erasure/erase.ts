import { isApiError, isInvalidRequestError, isNotSentError, isOutcomeUnknownError } from "@org/galileo-client";
import type { Entry, Journal } from "./journal.ts";
import type { Plan, Step } from "./plan.ts";
import type { Eraser, Platform } from "./platforms.ts";

/** Carries out a plan, from wherever its journal says it is. */
export async function erase(
  plan: Plan,
  journal: Journal,
  erasers: ReadonlyMap<Platform, Eraser>,
  progress: (step: Step, state: string) => void,
): Promise<void> {
  for (const step of plan.steps) {
    const eraser = erasers.get(step.platform);
    if (eraser === undefined) throw new Error(`${step.platform} is not connected`);
    const before = journal.lastOf(step.id);
    // It was killed between two lines: the request may have been sent, and is not sent again.
    if (before?.state === "sending") {
      const note = "the program ended while the request may have been on its way";
      journal.add({ step: step.id, state: "unknown", at: now(), note });
    }
    if (before === undefined || before.state === "not sent") await send(step, journal, eraser);
    await verify(step, journal, eraser);
    progress(step, journal.lastOf(step.id)?.state ?? "");
  }
}

async function send(step: Step, journal: Journal, eraser: Eraser): Promise<void> {
  journal.add({ step: step.id, state: "sending", at: now() });
  journal.add(await outcomeOf(step, eraser));
}

/** Sends the request, once, and says what is known of it afterwards. */
async function outcomeOf({ id, input }: Step, eraser: Eraser): Promise<Entry> {
  let failure: unknown;
  try {
    const { error, receipt } = await eraser.erase(input as never); // the client has checked it when it was planned
    if (error === undefined) return { step: id, state: receipt.completion ?? "completed", at: now(), receipt };
    failure = error;
  } catch (error) {
    failure = error;
  }
  if (isNotSentError(failure) || isInvalidRequestError(failure))
    return { step: id, state: "not sent", at: now(), note: failure.message };
  if (isApiError(failure) || isOutcomeUnknownError(failure)) {
    const state = isApiError(failure) && !failure.mayHaveHappened ? "refused" : "unknown";
    const { receipt, message: note } = failure;
    return { step: id, state, at: now(), note, ...(receipt && { receipt }) };
  }
  throw failure;
}

/** What was accepted, or may have happened, is looked for; a platform that does not answer is asked next time. */
async function verify({ id, input }: Step, journal: Journal, eraser: Eraser): Promise<void> {
  const last = journal.lastOf(id);
  if (last?.state !== "accepted" && last?.state !== "completed" && last?.state !== "unknown") return;
  try {
    const found = await eraser.verify(input as never, last.receipt);
    if (found === "gone") journal.add({ step: id, state: "verified", at: now() });
  } catch (error) {
    if (!isApiError(error) && !isNotSentError(error) && !isOutcomeUnknownError(error)) throw error;
  }
}

const now = (): string => new Date().toISOString();
