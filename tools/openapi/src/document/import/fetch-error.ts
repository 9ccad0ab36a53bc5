import { DocumentError, type ErrorPlace } from "../document-error.ts";

/** Whether asking again may help. */
export interface Repeat {
  /** True when the same request may well be answered later on. */
  readonly transient: boolean;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

/** A page or document that could not be downloaded. */
export class FetchError extends DocumentError {
  readonly transient: boolean;
  /** In milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(place: ErrorPlace, rule: string, remedy: string, { transient, retryAfter }: Repeat) {
    super(place, rule, remedy);
    this.transient = transient;
    this.retryAfter = retryAfter;
  }
}
