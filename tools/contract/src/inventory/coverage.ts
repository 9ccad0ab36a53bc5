import type { Case, Clause } from "../cases/case.ts";
import { sharedKey } from "../cases/shared-schemas.ts";
import type { InventoriedClause } from "./clause-list.ts";
import type { OperationInventory } from "./inventory.ts";
import { OVERLAPPING } from "./overlapping-ways.ts";
import { SAYS_NOTHING } from "./unreachable.ts";
import { BESIDE_ENUM, UNCALLABLE, UNDECLARED, VALUELESS } from "./valueless.ts";

/** How a case ended. */
export interface CaseEnd {
  readonly contractCase: Case;
  readonly outcome: "failed" | "not run" | "passed";
}

/** A clause, with the cases that exercise it. */
export interface ClauseCoverage {
  readonly entry: InventoriedClause;
  /** The cases that ran and passed, the most particular first. */
  readonly passed: readonly Case[];
  /** Those that would exercise it, but failed or were not run. */
  readonly missed: readonly Case[];
}

/** What was exercised of one operation. */
export interface OperationCoverage {
  readonly inventory: OperationInventory;
  readonly ends: readonly CaseEnd[];
  readonly clauses: readonly ClauseCoverage[];
}

/** Keeps book of what ran: a clause counts as exercised when a case has run that exercises it, and has passed. */
export class Coverage {
  private readonly inventories: readonly OperationInventory[];
  private readonly cases: readonly Case[];
  private readonly outcomes = new Map<Case, "failed" | "passed">();

  constructor(inventories: readonly OperationInventory[], cases: readonly Case[]) {
    this.inventories = inventories;
    this.cases = cases;
  }

  /** Says how a case ended; one that is never heard of has not been run. */
  record(contractCase: Case, outcome: "failed" | "passed"): void {
    this.outcomes.set(contractCase, outcome);
  }

  operations(): OperationCoverage[] {
    const byOperation = Map.groupBy(this.cases, ({ operation }) => operation);
    const elsewhere = this.passedAnywhere();
    return this.inventories.map((inventory) => {
      const ends = (byOperation.get(inventory.operation.name) ?? []).map((contractCase): CaseEnd => {
        return { contractCase, outcome: this.outcomes.get(contractCase) ?? "not run" };
      });
      return { inventory, ends, clauses: coverageOf(inventory, ends, elsewhere) };
    });
  }

  /** For each clause of a schema that operations share, in its role: the case that was the first to pass. */
  private passedAnywhere(): ReadonlyMap<string, Case> {
    const first = new Map<string, Case>();
    for (const [contractCase, outcome] of this.outcomes) {
      if (outcome !== "passed") continue;
      for (const clause of contractCase.clauses) {
        const key = sharedKey(clause);
        if (key !== undefined && !first.has(key)) first.set(key, contractCase);
      }
    }
    return first;
  }
}

/** The clauses that a case has to exercise and none did. */
export function uncovered({ clauses }: OperationCoverage): ClauseCoverage[] {
  return clauses.filter(({ entry, passed }) => entry.unreachable === undefined && passed.length === 0);
}

/** Clauses that were exercised although they are listed as out of reach: their reason is wrong. */
export function reachedAllTheSame({ clauses }: OperationCoverage): ClauseCoverage[] {
  return clauses.filter(({ entry, passed }) => {
    const { unreachable = "" } = entry;
    // What breaks a way, or lacks something there, is refused, also where nothing can take that way alone, or be sent at all.
    const isOfWay = [BESIDE_ENUM, OVERLAPPING, UNCALLABLE, UNDECLARED, ...VALUELESS].includes(unreachable);
    const isOfRefusal = isOfWay && (entry.clause.side === "broken" || passed.every(({ kind }) => kind === "refusal"));
    // What is of another type breaks what is said of that, too.
    const isOfOther = entry.clause.side === "broken" && unreachable.endsWith(SAYS_NOTHING);
    return unreachable !== "" && passed.length > 0 && !isOfRefusal && !isOfOther;
  });
}

/** In words, with place and line: what is not exercised, and why. */
export function wordsOfGap(
  operation: string,
  { entry, missed }: ClauseCoverage,
  inRoot: (file: string) => string,
): string {
  const { clause, words } = entry;
  const place = `${inRoot(clause.source.file)}:${clause.source.line}`;
  const [first, ...others] = missed;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const reason = first === undefined ? "no case is derived for it" : `its case did not pass: "${first.name}"${more}`;
  return `${place} ${operation}, ${clause.scope}: ${words} (${clause.side}) is not exercised, ${reason}`;
}

function coverageOf(
  { clauses }: OperationInventory,
  ends: readonly CaseEnd[],
  elsewhere: ReadonlyMap<string, Case>,
): ClauseCoverage[] {
  const passed = new Map<string, Case[]>();
  const missed = new Map<string, Case[]>();
  for (const { contractCase, outcome } of ends) {
    const target = outcome === "passed" ? passed : missed;
    for (const { key } of new Set<Clause>(contractCase.clauses)) {
      const list = target.get(key);
      if (list === undefined) target.set(key, [contractCase]);
      else list.push(contractCase);
    }
  }
  return clauses.map((entry) => {
    const own = passed.get(entry.clause.key);
    // What is out of reach here may be within reach elsewhere.
    const shared = entry.unreachable === undefined ? elsewhere.get(sharedKey(entry.clause) ?? "") : undefined;
    const found = own ?? (shared === undefined ? [] : [shared]);
    return {
      entry,
      // A case that exercises little is about just that.
      passed: [...found].sort((left, right) => left.clauses.length - right.clauses.length),
      missed: missed.get(entry.clause.key) ?? [],
    };
  });
}
