/** Something in a document that is against the OpenAPI specification. */
export interface LintProblem {
  /** An error makes the document unusable; a warning is worth telling the vendor. */
  readonly severity: "error" | "warning";
  /** The rule's name, as Redocly calls it. */
  readonly rule: string;
  readonly message: string;
  /** JSON pointer of the place, `""` for the root. */
  readonly pointer: string;
  /** Line of the place, counted from 1. */
  readonly line: number;
}

/** What is said of a reference to another file. */
export const LEADS_OUT = "it leads out of the document";
