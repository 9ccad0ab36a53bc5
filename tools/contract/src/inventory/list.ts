import type { Model, SchemaObject, Source } from "@workshop/openapi";
import type { SchemaChecker } from "@workshop/samples";
import type { Side } from "../cases/case.ts";
import type { ClauseBook } from "../clauses/clause-book.ts";
import type { InventoriedClause } from "./inventory.ts";

/** What an inventory is taken with. */
export interface InventoryReading {
  readonly model: Model;
  readonly checker: SchemaChecker;
  readonly book: ClauseBook;
}

/** A list of clauses in the making; of two that are the same, the one that can be reached stays. */
export class ClauseList {
  private readonly entries = new Map<string, InventoriedClause>();
  private readonly book: ClauseBook;

  constructor(book: ClauseBook) {
    this.book = book;
  }

  /** Adds sides of a clause that stands at a place. */
  at(scope: string, source: Source, keyword: string, words: string, sides: Sides): void {
    for (const [side, reason] of pairs(sides)) this.add(this.book.at(scope, source, keyword, side), words, reason);
  }

  /** Adds sides of a keyword of a schema. */
  of(scope: string, schema: SchemaObject, keyword: string, words: string, sides: Sides, item?: number | string): void {
    for (const [side, reason] of pairs(sides))
      this.add(this.book.of(scope, schema, side, keyword, item), words, reason);
  }

  all(): InventoriedClause[] {
    return [...this.entries.values()];
  }

  private add(clause: InventoriedClause["clause"], words: string, reason: string | undefined): void {
    const known = this.entries.get(clause.key);
    if (known !== undefined && (known.unreachable === undefined || reason !== undefined)) return;
    this.entries.set(clause.key, { clause, words, ...(reason === undefined ? {} : { unreachable: reason }) });
  }
}

/** The sides that a clause has, each with why no case can reach it; `undefined`: one has to. */
export type Sides = { readonly [side in Side]?: string | undefined };

function pairs(sides: Sides): [Side, string | undefined][] {
  // The keys of `Sides` are sides.
  return Object.entries(sides) as [Side, string | undefined][];
}
