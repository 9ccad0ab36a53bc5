import {
  isOfInput,
  type MediaType,
  type Model,
  type Response,
  type SchemaObject,
  type Source,
} from "@workshop/openapi";
import type { SchemaProblem } from "@workshop/samples";
import type { Clause, Side } from "../cases/case.ts";

/** Gives out the clauses of a document: for the same place and side always the same one. */
export class ClauseBook {
  readonly model: Model;
  private readonly clauses = new Map<string, Clause>();
  private readonly ofScopes = new Map<string, WeakMap<SchemaObject, Map<string, Clause>>>();

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
    const ofScope = this.ofScopes.get(scope) ?? new WeakMap<SchemaObject, Map<string, Clause>>();
    this.ofScopes.set(scope, ofScope);
    const ofSchema = ofScope.get(schema) ?? new Map<string, Clause>();
    ofScope.set(schema, ofSchema);
    const key = item === undefined ? side + keyword : `${side}${keyword} ${item}`;
    const known = ofSchema.get(key);
    if (known !== undefined) return known;
    const clause = this.at(scope, this.model.locate(schema, keyword, item), keyword, side);
    ofSchema.set(key, clause);
    return clause;
  }
}

/** The operation as a whole: its path, its credentials, its rules. */
export const OPERATION = "operation";
/** The parameters. */
export const PARAMETERS = "parameters";

/** A body of the request. */
export function bodyScope({ mediaType }: MediaType): string {
  return `body ${mediaType}`;
}

/** A response, or one of its media types. */
export function responseScope({ status }: Response, media?: MediaType): string {
  return media === undefined ? `response ${status}` : `response ${status} ${media.mediaType}`;
}

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
    // What a discriminator asks for stands beside an enum of its values: whatever is neither breaks both.
    const isSame = keyword === meant.keyword || (meant.keyword === "const" && keyword === "enum");
    return isSame && (place === wanted || place.startsWith(`${wanted}/`) || wanted === "");
  };
  if (!problems.some((problem) => problem.keyword === meant.keyword && isMeant(problem))) return [];
  return problems.filter(isMeant).flatMap(({ schema, keyword, name }) => {
    if (schema === undefined || isOfInput(schema)) return [];
    const item = keyword === "required" ? schema.required?.indexOf(name ?? "") : undefined;
    return [book.of(scope, schema, "broken", keyword, item)];
  });
}
