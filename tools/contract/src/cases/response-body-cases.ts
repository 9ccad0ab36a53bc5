import type { MediaType, Response } from "@workshop/openapi";
import type { Choice, Edge, Input } from "@workshop/samples";
import { brokenClauses, responseScope } from "../clauses/clause-book.ts";
import { edgeClausesAmong, leftOutClauses, toleratedClauses } from "../clauses/edge-clauses.ts";
import { describedBy, responseReading } from "../clauses/response-reading.ts";
import type { Clause, ResponseCase } from "./case.ts";
import { type OperationPair, wordsOf } from "./operation-pair.ts";
import { bodyEdges, responseBodies } from "./response-bodies.ts";
import { ResponseMaker } from "./response-maker.ts";
import { roleOf } from "./shared-schemas.ts";

/**
 * What responses may say, whoever gives them: filled and minimal, every way that a choice leaves, each limit met and passed,
 * with headers and without. A Prism answers one and the same thing each time, so the recorder answers with these.
 */
export function responseBodyCases(pair: OperationPair, input: Input): ResponseCase[] {
  return pair.overlaid.responses.flatMap((declared) => {
    if (declared.status.startsWith("1")) return [];
    if (declared.content.length === 0) return headerCases(pair, input, declared, undefined);
    return declared.content.flatMap((media) => casesOf(pair, input, declared, media));
  });
}

/** What a header says decides nothing. */
const UNFIT = " with headers that are not as declared";

function casesOf(pair: OperationPair, input: Input, declared: Response, media: MediaType): ResponseCase[] {
  const { overlaidReading, overlaid, book, shared } = pair;
  const { kind, whyNotReached, whyNotLookedAt } = responseReading(overlaidReading.model, overlaid, declared, media);
  if (whyNotReached !== undefined || whyNotLookedAt !== undefined) return headerCases(pair, input, declared, media);
  const schema = describedBy(overlaidReading.model, media);
  const scope = responseScope(declared, media);
  const make = new ResponseMaker(pair, input, declared, media);
  const isSaid = (body: unknown): boolean => kind === "json" || kind === "items" || typeof body === "string";
  const role = roleOf(scope);
  const isDone = shared?.isDone(role, schema) === true;
  const isTaken = (choice: Choice): boolean => isDone || shared?.isTaken(role, choice) === true;
  const bodies = responseBodies(overlaidReading, schema, isTaken).filter(({ made }) => isSaid(made.body));
  const cases: ResponseCase[] = [];
  const exercised = new Set<Clause>();
  /** One case is enough for each clause. */
  const add = (clauses: readonly Clause[], before: string, place: string, body: unknown, isFilled: boolean): void => {
    if (clauses.every((clause) => exercised.has(clause))) return;
    for (const clause of clauses) exercised.add(clause);
    cases.push(make.response(before, place, body, isFilled, clauses));
  };
  for (const { made, taken } of bodies) {
    shared?.take(role, taken.at(-1));
    const words = taken.map(wordsOf).join(", ");
    const isFilled = made.fill === "filled";
    add(make.kept(made.body), `a ${made.fill} `, words === "" ? "" : ` (${words})`, made.body, isFilled);
  }
  const [first] = bodies;
  if (declared.headers.length > 0 && first !== undefined) {
    // Of a body of which the document says nothing there is no case, yet.
    if (cases.length === 0) cases.push(make.response("", " with its headers", first.made.body, true, []));
    cases.push(make.response("", " without its headers", first.made.body, false, []));
    if (make.canBeUnfit()) cases.push(make.response("", UNFIT, first.made.body, "unfit", []));
  }
  if (isDone) return cases;
  const isTried = (edge: Edge): boolean => shared?.isTried(role, edge) === true;
  const edges = bodyEdges(overlaidReading, schema, bodies, isTried).filter(({ body }) => isSaid(body));
  if (edges.length === 0 && bodies.every(({ taken }) => taken.length === 0)) shared?.noteDone(role, schema);
  const search = { book, checker: overlaidReading.checker, scope, mode: "strict-response" } as const;
  // Only for what nothing plain exercises.
  const unusual: (() => void)[] = [];
  for (const { edge, body, words } of edges) {
    const place = ` in which ${["body", ...edge.place].join(".")} ${edge.words}${words}`;
    const problems = overlaidReading.checker.problems(schema, body, "strict-response");
    if (problems.length > 0 && edge.side === "beyond") {
      const clauses = brokenClauses(book, scope, problems, edge);
      if (clauses.length > 0) shared?.try(role, edge);
      add(clauses, "", place, body, true);
    } else if (problems.length > 0) {
      const clauses = leftOutClauses(search, edge);
      if (clauses.length === 0) continue;
      shared?.try(role, edge);
      unusual.push(() => add(clauses, "", `${place}, which is needed there,`, body, true));
    } else if (edge.side === "within") {
      shared?.try(role, edge);
      add(edgeClausesAmong(search, make.kept(body), edge), "", place, body, true);
    } else {
      const clauses = toleratedClauses(search, edge);
      if (clauses.length > 0) shared?.try(role, edge);
      unusual.push(() => add(clauses, "", `${place}, which another way allows,`, body, true));
    }
  }
  for (const one of unusual) one();
  return cases;
}

/** Without a body that could be looked at: its headers, if it has any. */
function headerCases(
  pair: OperationPair,
  input: Input,
  declared: Response,
  media: MediaType | undefined,
): ResponseCase[] {
  if (declared.headers.length === 0) return [];
  const make = new ResponseMaker(pair, input, declared, media);
  const body = media === undefined ? "" : "bytes";
  return [
    make.response("", " with its headers", body, true, []),
    make.response("", " without its headers", body, false, []),
    ...(make.canBeUnfit() ? [make.response("", UNFIT, body, "unfit", [])] : []),
  ];
}
