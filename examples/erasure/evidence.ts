import type { Receipt } from "@org/galileo-client";
import type { Entry, Journal } from "./journal.ts";
import { digestOf, type Plan } from "./plan.ts";

/** What is known of one step. */
interface StepEvidence {
  readonly step: string;
  readonly platform: string;
  readonly operation: string;
  /** Method, address, and what was asked for: see the plan with this digest. */
  readonly server: string;
  readonly at: string;
  readonly receipt?: Receipt;
  readonly note?: string;
}

/** What can be shown to whoever asked for the erasure. No step is in two lists, and none is missing. */
export interface Evidence {
  readonly case: string;
  readonly plan: string;
  readonly madeAt: string;
  /** Gone, as a look at the platform has shown. */
  readonly verified: readonly StepEvidence[];
  /** Gone, as the platform says. */
  readonly completed: readonly StepEvidence[];
  /** The platform has said that it will do it. */
  readonly accepted: readonly StepEvidence[];
  /** It may have happened, or not. A person has to look; it is not sent again. */
  readonly unknown: readonly StepEvidence[];
  /** The platform has said no. */
  readonly refused: readonly StepEvidence[];
  /** Nothing has left this machine: run it again. */
  readonly "not sent": readonly StepEvidence[];
}

/** Sorts the steps of a plan by what the journal knows of them. */
export function evidenceOf(plan: Plan, journal: Journal, madeAt: Date): Evidence {
  const lists: Record<Exclude<Entry["state"], "sending">, StepEvidence[]> = {
    verified: [],
    completed: [],
    accepted: [],
    unknown: [],
    refused: [],
    "not sent": [],
  };
  for (const { id, platform, operation, request } of plan.steps) {
    const last = journal.lastOf(id);
    // The receipt stands in an earlier line where the last one says that it was verified.
    const receipt = journal.entries.findLast((entry) => entry.step === id && "receipt" in entry);
    lists[last === undefined ? "not sent" : last.state === "sending" ? "unknown" : last.state].push({
      step: id,
      platform,
      operation,
      server: new URL(request.url).origin,
      at: last?.at ?? plan.madeAt,
      ...(receipt && "receipt" in receipt && receipt.receipt && { receipt: receipt.receipt }),
      ...(last && "note" in last && last.note !== undefined && { note: last.note }),
    });
  }
  return { case: plan.case, plan: digestOf(plan), madeAt: madeAt.toISOString(), ...lists };
}
