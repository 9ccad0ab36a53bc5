/** One thing that is wrong with a value. It never holds the value itself, which may be a secret. */
export interface Issue {
  /** Where, for example `body.example_ids[3]`. */
  readonly path: string;
  /** The JSON Schema keyword that is broken; or `json`: JSON cannot carry the value; or `depth`: it is nested too deep. */
  readonly rule: string;
  /** What is wrong and what to do: the end of a sentence that begins with the path. */
  readonly message: string;
}

/** As many as a person reads: a thousand bad items must not make a megabyte. */
export const maximumIssues = 100;

/** A part of the document, or a key, in a message. */
export function quote(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 200);
}
