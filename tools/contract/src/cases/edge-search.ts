import type { Edge } from "@workshop/samples";
import type { KeptSearch } from "../clauses/kept-clauses.ts";
import type { OperationPair } from "./operation-pair.ts";

/** What the part of an input that an edge is in is looked at with. */
export function searchOf(pair: OperationPair, { place }: Edge): KeptSearch {
  return { book: pair.book, checker: pair.maker.checker, scope: pair.scopeOf(place), mode: "request" };
}
