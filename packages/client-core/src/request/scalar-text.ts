import { timeText } from "./time-text.ts";

/**
 * Writes a single value as text.
 * @throws TypeError for anything that has no text of its own, such as an object.
 */
export function scalarText(value: unknown): string {
  if (value instanceof Date) return timeText(value);
  if (/object|undefined|function|symbol/.test(typeof value)) {
    throw new TypeError("must not hold lists, objects or nulls inside a list or object");
  }
  return String(value);
}
