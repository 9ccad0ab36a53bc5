/**
 * Writes a time as RFC 3339 has it.
 * @throws TypeError for one that needs more than four digits for its year, which few servers would read as it is meant.
 */
export function timeText(time: Date): string {
  const text = time.toISOString();
  if (text.length > 24) throw new TypeError("must be a time of the years 0 to 9999");
  return text;
}
