import type { Model, SchemaObject, Source } from "@workshop/openapi";
import type { Clause, Side } from "../cases/case.ts";

/** Gives out the clauses of a document: for the same place and side always the same one. */
export class ClauseBook {
  readonly model: Model;
  private readonly clauses = new Map<string, Clause>();
  private readonly ofSchemas = new WeakMap<SchemaObject, Map<string, Clause>>();

  constructor(model: Model) {
    this.model = model;
  }

  /** A clause at a place of the document. */
  at(scope: string, source: Source, keyword: string, side: Side): Clause {
    const key = `${scope} ${source.file}#${source.pointer} ${side}`;
    const known = this.clauses.get(key);
    if (known !== undefined) return known;
    const clause: Clause = { key, scope, source, keyword, side };
    this.clauses.set(key, clause);
    return clause;
  }

  /** A keyword of a schema, or an item of it: one value of `enum`, one name of `required`. */
  of(scope: string, schema: SchemaObject, side: Side, keyword: string, item?: number | string): Clause {
    const ofSchema = this.ofSchemas.get(schema) ?? new Map<string, Clause>();
    this.ofSchemas.set(schema, ofSchema);
    const key = `${scope} ${side} ${keyword} ${item ?? ""}`;
    const known = ofSchema.get(key);
    if (known !== undefined) return known;
    const clause = this.at(scope, this.model.locate(schema, keyword, item), keyword, side);
    ofSchema.set(key, clause);
    return clause;
  }
}
