import type { Model, Schema, SchemaObject, Source } from "@workshop/openapi";
import type { SchemaChecker } from "@workshop/samples";
import type { Clause, Side } from "../cases/case.ts";
import type { ClauseBook } from "../clauses/clause-book.ts";

/** A side of a clause that the document (with its overlay) has, whether there is a case for it or not. */
export interface InventoriedClause {
  readonly clause: Clause;
  /** What it says, short: `maxLength: 256`. */
  readonly words: string;
  /** Why no case of a client can reach it; absent where one has to. */
  readonly unreachable?: string;
}

/** Where a schema is used. */
export interface SchemaUse {
  readonly reading: InventoryReading;
  readonly list: ClauseList;
  readonly scope: string;
  readonly direction: "response" | "request";
  /** Whether the value is a text, whatever the schema says. */
  readonly isText: boolean;
  /** Whether the value is a form. */
  readonly isForm?: boolean;
  /** Whether the value is written in a style of parameters. */
  readonly isStyled?: boolean;
}

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

  /** Adds all of another list. */
  addAll({ entries }: ClauseList): void {
    for (const entry of entries.values()) this.put(entry);
  }

  private add(clause: InventoriedClause["clause"], words: string, reason: string | undefined): void {
    this.put({ clause, words, ...(reason === undefined ? {} : { unreachable: reason }) });
  }

  private put(entry: InventoriedClause): void {
    const known = this.entries.get(entry.clause.key);
    if (known !== undefined && (known.unreachable === undefined || entry.unreachable !== undefined)) return;
    this.entries.set(entry.clause.key, entry);
  }
}

/** The sides that a clause has, each with why no case can reach it; `undefined`: one has to. */
export type Sides = { readonly [side in Side]?: string | undefined };

function pairs(sides: Sides): [Side, string | undefined][] {
  // The keys of `Sides` are sides.
  return Object.entries(sides) as [Side, string | undefined][];
}

/** A schema on the way through a document. */
export interface Visit {
  readonly schema: Schema;
  /** Why no case reaches it, or anything within it. */
  readonly reason: string | undefined;
  /** What is required there, by this schema or by one beside it. */
  readonly required: ReadonlySet<string>;
  /** The schemas around it that speak of the same value. */
  readonly around: readonly SchemaObject[];
  /** What else is said of the value of a property: by another part, or by each way of a union. */
  readonly beside: readonly (readonly Schema[])[];
  /** Whether only what is said of the value itself is of interest. */
  readonly isValue?: true;
}

/** Adds sides of a keyword of the schema at hand. */
export type Add = (keyword: string, words: string, sides: Sides, item?: number | string) => void;
/** Leads to a schema that the one at hand has within. */
export type Lead = (part: Schema | undefined, why?: string, beside?: Visit["beside"]) => void;
