import { isOfInput, isOfType } from "@workshop/openapi";
import type { Edge } from "@workshop/samples";
import type { Clause } from "../cases/case.ts";
import type { KeptSearch } from "./kept-clauses.ts";

/** Of all clauses that a valid value keeps, those that it was made for. */
export function edgeClausesAmong(search: KeptSearch, kept: readonly Clause[], edge: Edge): Clause[] {
  const { book, checker, scope, mode } = search;
  const { keyword, origin, change } = edge;
  if (change.kind === "remove") return kept.filter(({ side }) => side === "absent");
  // What is shown in place of something else is made for all that it holds.
  if (keyword === "properties") return [...kept];
  const found = kept.filter((clause) => clause.keyword === keyword && clause.side === "kept");
  if (origin === undefined || isOfInput(origin)) return found;
  // What is of no such format is a value of another way.
  if (origin.format !== undefined && !checker.accepts(origin, change.value, mode)) return found;
  // Where the limit itself is no value, the last one before it is as good.
  return [...new Set([...found, book.of(scope, origin, "kept", keyword)])];
}

/** The clauses that a value breaks by how it was made, although the document as a whole allows it. */
export function toleratedClauses(search: KeptSearch, edge: Edge): Clause[] {
  const { book, checker, scope, mode } = search;
  const { keyword, origin, alike, place, side, unions, change } = edge;
  if (side !== "beyond" || origin === undefined || isOfInput(origin)) return [];
  const { type } = origin;
  if (keyword === "type" && Array.isArray(type) && change.kind === "replace") {
    if (type.some((one) => isOfType(change.value, one))) return [];
  }
  const own = [origin, ...alike].map((one) => {
    const item = keyword === "required" ? one.required?.indexOf(place.at(-1) ?? "") : undefined;
    return book.of(scope, one, "broken", keyword, item);
  });
  if (change.kind === "remove") return own;
  const broken = unions.filter((union) => !checker.accepts(union, change.value, mode));
  return [
    ...own,
    ...broken.map((union) => book.of(scope, union, "broken", union.anyOf === undefined ? "oneOf" : "anyOf")),
  ];
}

/** What is left out, although the document as a whole does not allow that. */
export function leftOutClauses({ book, scope }: KeptSearch, { change, side, origin, alike, place }: Edge): Clause[] {
  const name = place.at(-1) ?? "";
  const isDeclared = side === "within" && change.kind === "remove" && Object.hasOwn(origin?.properties ?? {}, name);
  if (!isDeclared || origin === undefined || isOfInput(origin)) return [];
  return [origin, ...alike].map((one) => book.of(scope, one, "absent", "properties", name));
}
