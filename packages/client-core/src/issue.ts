/** One thing that is wrong with a call. It never holds the value itself, which may be a secret. */
export interface Issue {
  /** Where, for example `body.example_ids[3]`. */
  readonly path: string;
  /** What is broken: a keyword of JSON Schema, a rule of the document, or a word of this client such as `empty`. */
  readonly rule: string;
  /** What is wrong and what to do: the end of a sentence that begins with the path. */
  readonly message: string;
}

/** As many as a person reads: a thousand bad items must not make a megabyte. */
export const maximumIssues = 100;

/** Adds one. */
export function addIssue(issues: Issue[], path: string, rule: string, message: string): void {
  issues.push({ path, rule, message });
}
