/** One of several machines that share the work. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** The whole work, on one machine. */
export const WHOLE: Shard = { index: 1, count: 1 };

/** A part of the work that cannot be divided. */
export interface Unit {
  /** Tells it apart from all others. */
  readonly id: string;
  /** About how long it takes. Another value balances the shards better or worse; nothing else depends on it. */
  readonly seconds: number;
}

/**
 * Reads `2/3`: the second of three.
 *
 * @throws {RangeError} when it is not of that form, or there is no such shard
 */
export function parseShard(text: string): Shard {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new RangeError(
      `${JSON.stringify(text)} is no shard: write <index>/<count>, such as 2/3 for the second of three`,
    );
  }
  return { index, count };
}

/**
 * The units that a shard has to do. Every unit belongs to exactly one of the shards, and every machine comes to the same
 * division by itself: the longest unit first, each to the shard that has the least to do so far.
 */
export function unitsOf<Some extends Unit>(units: readonly Some[], shard: Shard): readonly Some[] {
  const loads = Array.from({ length: shard.count }, () => 0);
  const sorted = [...units].sort((one, other) => other.seconds - one.seconds || (one.id < other.id ? -1 : 1));
  return sorted.filter(({ seconds }) => {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + seconds;
    return least === shard.index - 1;
  });
}
