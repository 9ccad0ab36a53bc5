import { scalarText } from "./scalar-text.ts";

/** What HTTP can carry in a field value without changing it: visible Latin-1 characters, blanks only in between. */
const fieldValue = /^[!-~\xa0-\xff]([\t -~\xa0-\xff]*[!-~\xa0-\xff])?$/;

/** What `isHeaderValue` asks for, in words. */
export const headerRule = "must be Latin-1 text, not empty, without control characters and blanks at its ends";

/** Whether a text can travel in a header unchanged. */
export function isHeaderValue(text: string): boolean {
  return fieldValue.test(text);
}

/**
 * Writes a single value for a header.
 * @throws TypeError (without the value) for what a header cannot carry unchanged.
 */
export function headerText(value: unknown): string {
  const text = scalarText(value);
  if (!isHeaderValue(text)) {
    throw new TypeError(headerRule);
  }
  return text;
}
