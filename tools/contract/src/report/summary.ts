import type { ContractRecord } from "./records.ts";

/** One platform in numbers. A clause counts once for each of its sides. */
export interface PlatformSummary {
  readonly platform: string;
  readonly operations: number;
  readonly clauses: number;
  readonly exercised: number;
  readonly cases: number;
  readonly failed: number;
  readonly seconds: number;
  /** How many clauses no client can reach, by reason, the most frequent first. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
}

/** Counts what a record tells. */
export function summarise({ platform, operations, seconds }: ContractRecord): PlatformSummary {
  const clauses = operations.flatMap((operation) => operation.clauses);
  const cases = operations.flatMap((operation) => operation.cases);
  const reasons = Map.groupBy(
    clauses.flatMap(({ unreachable }) => unreachable ?? []),
    (reason) => reason,
  );
  return {
    platform,
    operations: operations.length,
    clauses: clauses.length,
    exercised: clauses.filter(({ count, unreachable }) => count > 0 && unreachable === undefined).length,
    cases: cases.length,
    failed: cases.filter(({ outcome }) => outcome !== "passed").length,
    seconds,
    reasons: [...reasons]
      .map(([reason, all]) => [reason, all.length] as const)
      .sort(([, left], [, right]) => right - left),
  };
}

/** How many clauses no client can reach. */
export function outOfReach({ reasons }: PlatformSummary): number {
  return reasons.reduce((sum, [, count]) => sum + count, 0);
}
