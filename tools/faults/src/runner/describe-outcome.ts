import type { Outcome } from "../fault.ts";

/** An outcome in a few words. */
export function describeOutcome({ kind, reason, status }: Outcome): string {
  return [kind, reason, status].filter((part) => part !== undefined).join(" ");
}
