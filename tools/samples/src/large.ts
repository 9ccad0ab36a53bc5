/** So many parts may a value have that is looked at as a whole, again and again. */
const LARGE = 250;

/**
 * Whether a value has so many parts that only what is near to a change should be made and looked at. What is tried of a schema
 * grows with it; if each trial showed all of it, too, the work would grow with its square.
 */
export function isLarge(value: unknown): boolean {
  return partsUpTo(value, LARGE) > LARGE;
}

function partsUpTo(value: unknown, limit: number): number {
  if (typeof value !== "object" || value === null) return 1;
  let parts = 1;
  for (const part of Object.values(value)) {
    if (parts > limit) return parts;
    parts += partsUpTo(part, limit - parts);
  }
  return parts;
}
