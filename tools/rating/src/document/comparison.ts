import type { DocumentSide } from "./document-side.ts";
import type { Finding, ReasonBook } from "./reason-book.ts";
import type { SchemaJudge } from "./schema/schema-judge.ts";

/** What every part of the comparison of two documents needs. */
export interface Comparison {
  readonly old: DocumentSide;
  readonly next: DocumentSide;
  readonly book: ReasonBook;
  readonly schemas: SchemaJudge;
}

/**
 * Who writes and who reads. In a webhook or callback the vendor calls and the user answers, so that everything is the
 * other way round.
 */
export type Flow = "call" | "callback";

/** What users must do or may rely on has become stricter for them, or less reliable: which one it is, depends. */
export function tightened(flow: Flow): Finding["bump"] {
  return flow === "call" ? "major" : "minor";
}

export function loosened(flow: Flow): Finding["bump"] {
  return flow === "call" ? "minor" : "major";
}
