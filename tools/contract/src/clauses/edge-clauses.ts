import type { Clause } from "../cases/case.ts";
import { isOfInput } from "../input/input-schema.ts";
import type { Edge } from "../samples/schema-edges.ts";
import type { ClauseBook } from "./clause-book.ts";

/** Of all clauses that a valid value keeps, those that it was made for. */
export function edgeClausesAmong(book: ClauseBook, kept: readonly Clause[], edge: Edge, scope: string): Clause[] {
  const { keyword, origin, change } = edge;
  if (change.kind === "remove") return kept.filter(({ side }) => side === "absent");
  const found = kept.filter((clause) => clause.keyword === keyword && clause.side === "kept");
  if (origin === undefined || isOfInput(origin)) return found;
  // Where the limit itself is no value, the last one before it is as good.
  return [...new Set([...found, book.of(scope, origin, "kept", keyword)])];
}

/** The clause that a value breaks by how it was made, although the document as a whole allows it. */
export function toleratedClause(book: ClauseBook, edge: Edge, scope: string): Clause | undefined {
  const { keyword, origin, place, side } = edge;
  if (side !== "beyond" || origin === undefined || isOfInput(origin)) return undefined;
  if (keyword === "type" && Array.isArray(origin.type)) return undefined;
  const item = keyword === "required" ? origin.required?.indexOf(place.at(-1) ?? "") : undefined;
  return book.of(scope, origin, "broken", keyword, item);
}
