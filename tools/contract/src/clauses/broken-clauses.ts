import { isOfInput } from "@workshop/openapi";
import type { SchemaProblem } from "@workshop/samples";
import type { Clause } from "../cases/case.ts";
import type { ClauseBook } from "./clause-book.ts";

/** Keywords that are broken because all the ways that they leave are. */
const UNIONS = new Set(["anyOf", "oneOf"]);

/**
 * The clauses that a value was made to break, of all that it does break: those of the keyword that was meant, at the place
 * that was meant, and the unions around them.
 *
 * @param meant the keyword and the names that lead to the part that breaks it
 */
export function brokenClauses(
  book: ClauseBook,
  scope: string,
  problems: readonly SchemaProblem[],
  meant: { readonly keyword: string; readonly place: readonly string[] },
): Clause[] {
  const wanted = meant.place.join("/");
  const isMeant = ({ keyword, at }: SchemaProblem): boolean => {
    const place = at.join("/");
    if (UNIONS.has(keyword)) return place === wanted || wanted.startsWith(`${place}/`) || place === "";
    return keyword === meant.keyword && (place === wanted || place.startsWith(`${wanted}/`) || wanted === "");
  };
  if (!problems.some((problem) => problem.keyword === meant.keyword && isMeant(problem))) return [];
  return problems.filter(isMeant).flatMap(({ schema, keyword, name }) => {
    if (schema === undefined || isOfInput(schema)) return [];
    const item = keyword === "required" ? schema.required?.indexOf(name ?? "") : undefined;
    return [book.of(scope, schema, "broken", keyword, item)];
  });
}
