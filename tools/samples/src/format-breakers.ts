import { fullFormats } from "ajv-formats/dist/formats.js";

/** Beside a plain word, what looks right and is not. */
const NEAR_MISSES: Readonly<Record<string, readonly unknown[]>> = {
  "date-time": ["2024-02-30T00:00:00Z", "2024-01-01"],
  date: ["2024-02-30"],
  time: ["25:00:00Z"],
  uuid: ["123e4567-e89b-42d3-a456-42661417400"],
  email: ["person@"],
  ipv4: ["192.0.2.256"],
};
/** Formats of numbers. `int64` holds every whole number that JSON can tell. */
const NUMBERS: Readonly<Record<string, readonly unknown[]>> = { int32: [2_147_483_648, -2_147_483_649] };
const HINTS = new Set(["binary", "double", "float", "int64", "password", "regex"]);

/** Values that a format forbids; none for a format that nobody checks. `uuid4` and its like count as `uuid`. */
export function formatBreakers(format: string): readonly unknown[] {
  const numbers = NUMBERS[format];
  if (numbers !== undefined) return numbers;
  const family = /^uuid[1-8]$/.test(format) ? "uuid" : format;
  if (HINTS.has(family) || !Object.hasOwn(fullFormats, family)) return [];
  return ["no such format", ...(NEAR_MISSES[family] ?? [])];
}
