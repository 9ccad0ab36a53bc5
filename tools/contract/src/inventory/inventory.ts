import type { Model, Operation } from "@workshop/openapi";
import { SchemaChecker } from "@workshop/samples";
import { ClauseBook } from "../clauses/clause-book.ts";
import type { InventoriedClause } from "./clause-list.ts";
import { operationInventory } from "./operation-inventory.ts";

/** All clauses of one operation. */
export interface OperationInventory {
  readonly operation: Operation;
  readonly clauses: readonly InventoriedClause[];
}

/**
 * Every clause of a document and its overlay, taken from nothing but the two: what the cases exercise is held against it.
 * What the overlay takes out of the document is listed too, as out of reach.
 */
export function takeInventory(model: Model, bareModel: Model): OperationInventory[] {
  const reading = { model, checker: new SchemaChecker(model), book: new ClauseBook(model) };
  const bareReading = { model: bareModel, checker: new SchemaChecker(bareModel), book: new ClauseBook(bareModel) };
  return model.operations.map((operation) => {
    const clauses = operationInventory(reading, operation);
    const bare = bareModel.operations.find(
      ({ method, path }) => method === operation.method && path === operation.path,
    );
    const known = new Set(clauses.map(({ clause }) => clause.key));
    const takenOut = (bare === undefined ? [] : operationInventory(bareReading, bare))
      .filter(({ clause }) => !known.has(clause.key))
      .map(({ clause, words }) => ({ clause, words, unreachable: "the overlay takes it out, or says it otherwise" }));
    return { operation, clauses: [...clauses, ...takenOut] };
  });
}
