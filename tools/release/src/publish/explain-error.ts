import { InterruptedError, ReleaseError } from "./release-error.ts";

/** What a person is told about whatever ended a release. */
export interface Explanation {
  readonly rule: string;
  readonly remedy: string;
}

/** The system's words, and those of other people's programs. */
const FULL = /\bENOSPC\b|\bEDQUOT\b|no space left on device|disk quota exceeded/i;

/**
 * Says what happened and what to do about it; `undefined` for a mistake of ours, which keeps its stack.
 *
 * A full disk can be met by each step and each program that it starts: it is told from here for all of them.
 */
export function explainError(error: unknown): Explanation | undefined {
  if (error instanceof InterruptedError) return { rule: error.message, remedy: "run it again when you want to" };
  if (error instanceof Error && FULL.test(error.message)) {
    const rule = error instanceof ReleaseError ? error.rule : error.message;
    return { rule: `the disk is full: ${rule}`, remedy: "make room, then run it again" };
  }
  return error instanceof ReleaseError ? { rule: error.rule, remedy: error.remedy } : undefined;
}
