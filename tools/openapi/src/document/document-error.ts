/** Where in a file something is wrong. */
export interface ErrorPlace {
  /** The file or URL as the user named it. */
  readonly file: string;
  /** JSON pointer within the document. */
  readonly pointer?: string | undefined;
  /** Line in the file, counted from 1. */
  readonly line?: number | undefined;
}

/** An error, part by part. */
export interface ErrorParts extends ErrorPlace {
  readonly rule: string;
  readonly remedy: string;
}

/**
 * A document, page or overlay that cannot be used. Its message names the file, the place, the rule and the remedy, so
 * that printing the message alone is enough.
 */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly file: string;
  readonly pointer: string | undefined;
  readonly line: number | undefined;
  /** What is wrong. */
  readonly rule: string;
  /** What to do about it. */
  readonly remedy: string;

  constructor(place: ErrorPlace, rule: string, remedy: string, options?: ErrorOptions) {
    const line = place.line === undefined ? "" : `:${place.line}`;
    const pointer = place.pointer === undefined || place.pointer === "" ? "" : ` (at ${place.pointer})`;
    super(`${place.file}${line}${pointer}: ${rule}\n  remedy: ${remedy}`, options);
    this.file = place.file;
    this.pointer = place.pointer;
    this.line = place.line;
    this.rule = rule;
    this.remedy = remedy;
  }

  /** For a machine: what the message says, part by part. */
  parts(): ErrorParts {
    const { file, line, pointer, rule, remedy } = this;
    return { file, line, pointer, rule, remedy };
  }
}
