import type { Choice } from "@workshop/samples";

/** What was chosen, and where. */
export function wordsOf({ point, index }: Choice): string {
  const { at, keyword, labels } = point;
  const label = labels[index] ?? "";
  return at === "" ? label : `${at} as ${keyword === "enum" ? label : `"${label}"`}`;
}
