import { isRecord } from "./own-values.ts";
import { timeText } from "./time-text.ts";

/** Writes a value made by `ownValues` as JSON, deaf to any `toJSON` that somebody put on a prototype. */
export function jsonText(value: unknown): string {
  if (value instanceof Date) return `"${timeText(value)}"`;
  if (Array.isArray(value)) return `[${value.map(jsonText).join()}]`;
  if (isRecord(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`)
      .join()}}`;
  }
  if (typeof value === "object" && value !== null) throw new TypeError("must hold nothing but JSON");
  return JSON.stringify(value);
}
