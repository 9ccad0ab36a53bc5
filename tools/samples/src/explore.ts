import { type Choice, isSamePoint } from "./choices.ts";

/** Something that was made by taking one way at each choice. */
export interface Explored<Made> {
  readonly made: Made;
  /** The choices that led here, all others being left at their first; none for the first one. */
  readonly taken: readonly Choice[];
}

/**
 * Takes each way of each choice once, also of those that are met only on the way: not every combination, so that the
 * number of results grows with the number of ways.
 *
 * @param make makes it with these choices, or `undefined` where that cannot be
 * @param isTaken whether somebody else takes the ways of a choice: by default nobody does
 */
export function explore<Made extends { readonly others: readonly Choice[] }>(
  make: (...taken: Choice[]) => Made | undefined,
  isTaken: (choice: Choice) => boolean = () => false,
): Explored<Made>[] {
  const found: Explored<Made>[] = [];
  const seen = new WeakMap<object, Set<string>>();
  const waiting: Choice[][] = [[]];
  for (let taken = waiting.shift(); taken !== undefined; taken = waiting.shift()) {
    const made = make(...taken);
    if (made === undefined) continue;
    found.push({ made, taken });
    for (const choice of made.others) {
      const { point, index } = choice;
      const known = seen.get(point.schema) ?? new Set<string>();
      seen.set(point.schema, known);
      const key = `${point.at} ${point.keyword} ${index}`;
      if (known.has(key) || taken.some((other) => isSamePoint(other.point, point))) continue;
      known.add(key);
      if (isTaken(choice)) continue;
      waiting.push([...taken, choice]);
    }
  }
  return found;
}
