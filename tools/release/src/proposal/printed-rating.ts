/** What `spec rate --json` prints, as far as a reviewer is told. */
export interface PrintedRating {
  readonly bump: string;
  readonly judges: readonly { readonly judge: string; readonly bump: string }[];
  /** Whether the judges differ about its being broken. */
  readonly disagreement: boolean;
  readonly reasons: readonly PrintedReason[];
}

/** Why a change is rated as it is. */
export interface PrintedReason {
  readonly bump: string;
  readonly rule: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly oldLine?: number;
  readonly newLine?: number;
  readonly message: string;
}

/**
 * Reads what `spec rate --json` has printed.
 *
 * @throws {TypeError} when it is something else, such as the error that it ended with
 */
export function parseRating(text: string): PrintedRating {
  const rating: unknown = JSON.parse(text);
  if (typeof rating !== "object" || rating === null || !("reasons" in rating) || !("judges" in rating)) {
    throw new TypeError("this is not what `spec rate --json` prints");
  }
  // The one program that prints this is our own: where the outline is right, so is the rest.
  return rating as PrintedRating;
}
