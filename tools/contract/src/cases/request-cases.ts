import { isObject } from "@workshop/openapi";
import { type ExploredInput, type Input, placeOf, valueAt, withValueAt } from "@workshop/samples";
import { toleratedClauses } from "../clauses/edge-clauses.ts";
import { edgeClauses, requestClauses } from "../clauses/request-clauses.ts";
import { whyNotAsked, whyRefusedWrongly } from "../prism/known-behaviour.ts";
import { Unwritable } from "../wire/encode-parameter.ts";
import type { AppliedEdge } from "./applied-edges.ts";
import type { Clause, RequestCase } from "./case.ts";
import { type OperationPair, searchOf, wordsOf } from "./operation-pair.ts";
import { isDateTime } from "./refusal-cases.ts";
import { successResponse } from "./sample-response.ts";

/**
 * The calls that are right: minimal, filled, every way that a choice leaves, every limit met exactly; and what one way
 * forbids and another allows.
 *
 * @param broken the clauses that calls which are refused break
 */
export function requestCases(
  pair: OperationPair,
  explored: readonly ExploredInput[],
  edges: readonly AppliedEdge[],
  broken: ReadonlySet<Clause>,
): RequestCase[] {
  const { maker, otherMedia } = pair;
  const as = otherMedia === undefined ? "" : ` as ${otherMedia.mediaType}`;
  const cases = new Map<string, RequestCase>();
  const exercised = new Set<Clause>(broken);
  const add = (name: string, input: Input, clauses: readonly Clause[], arrives?: Input): boolean => {
    if (!maker.accepts(arrives ?? input) || !isWritable(pair, arrives ?? input)) return false;
    for (const clause of clauses) exercised.add(clause);
    const key = JSON.stringify([input, arrives]);
    // The same call may be right at a limit, too: it is made once.
    const known = cases.get(key);
    const made = known ?? requestCase(pair, name, input, clauses, arrives);
    cases.set(key, { ...made, clauses: [...new Set([...made.clauses, ...clauses])] });
    return true;
  };
  // As they are first; then with what a choice changes.
  const ordered = [...explored].sort((left, right) => Number(left.taken.length > 0) - Number(right.taken.length > 0));
  for (const { fill, taken, made } of ordered) {
    // A way may ask for a name that is described nowhere.
    if (pair.undeclaredIn(made.input).length > 0) continue;
    const words = taken.map(wordsOf).join(", ");
    add(`sends a ${fill} request${as}${words === "" ? "" : `: ${words}`}`, made.input, said(pair, made.input));
  }
  for (const { edge, input, words } of edges) {
    const chosen = words === "" ? "" : ` (${words})`;
    const name = `sends a request${as} in which ${edge.place.join(".")} ${edge.words}${chosen}`;
    const scope = pair.scopeOf(edge.place);
    if (edge.side === "within") {
      const clauses = edgeClauses(saidBy(pair, input), edge, scope);
      // Most of what may be left out is left out of the minimal request already.
      const isKnown = edge.change.kind === "remove" && clauses.every((clause) => exercised.has(clause));
      if (isKnown || add(name, input, clauses)) pair.noteTried(edge);
      continue;
    }
    const clauses = toleratedClauses(searchOf(pair, edge), edge);
    // What the other way does not know by name either is refused.
    if (clauses.every((clause) => exercised.has(clause)) || pair.undeclaredIn(input).length > 0) continue;
    if (add(`${name}, which another way allows`, input, clauses)) pair.noteTried(edge);
  }
  const [first] = explored;
  if (otherMedia !== undefined || first === undefined) return [...cases.values()];
  const filled = first.made.input;
  const awkward = withAwkwardTexts(pair, filled);
  if (awkward !== filled) add("sends texts with reserved and foreign characters", awkward, []);
  const dated = withDates(pair, filled);
  if (dated !== undefined) add("sends Date objects as date-times", dated.input, [], dated.arrives);
  return [...cases.values()];
}

function saidBy(pair: OperationPair, input: Input): Parameters<typeof requestClauses>[0] {
  const { book, overlaid: operation, maker } = pair;
  const { media, checker } = maker;
  return { book, checker, operation, media, input, isUnbounded: maker.isUnbounded(input) };
}

/** The clauses that a call exercises by what it says. */
export function said(pair: OperationPair, input: Input): Clause[] {
  return requestClauses(saidBy(pair, input));
}

function requestCase(
  pair: OperationPair,
  name: string,
  input: Input,
  clauses: readonly Clause[],
  arrives?: Input,
): RequestCase {
  const notAsked = whyNotAsked(pair.bareReading, pair.bare, input);
  const wrongly = whyRefusedWrongly(pair.bareReading, pair.bare, pair.toBare(input));
  const allowUnbounded = pair.maker.isUnbounded(arrives ?? input);
  const odd = notAsked === undefined ? wrongly : notAsked;
  const verb = notAsked === undefined ? "refuses it wrongly" : "is not asked";
  return {
    kind: "request",
    name: `${name}${allowUnbounded ? ", said to be unbounded" : ""}${odd === undefined ? "" : `; Prism ${verb}: ${odd}`}`,
    operation: pair.overlaid.name,
    clauses,
    input,
    ...(arrives === undefined ? {} : { arrives }),
    allowUnbounded,
    prism:
      notAsked !== undefined
        ? { kind: "not asked", reason: notAsked }
        : wrongly !== undefined
          ? { kind: "refuses wrongly", reason: wrongly }
          : { kind: "takes" },
    response: successResponse(pair.overlaidReading, pair.overlaid),
  };
}

/** What URLs, forms and JSON use for themselves, and what is not ASCII. */
const AWKWARD = `a b+c%20d&e=f;g,h"i'j\\k<l>#m?n/o:p@q é€😀`;

/** The input with texts that are hard to write wherever a text is free. Headers and cookies carry ASCII only. */
function withAwkwardTexts(pair: OperationPair, input: Input): Input {
  let awkward = input;
  const body = valueAt(input, ["body"]);
  const properties = isObject(body) ? Object.keys(body) : [];
  const places = [
    ...pair.overlaid.parameters.filter(({ in: location }) => location === "path" || location === "query").map(placeOf),
    ...properties.map((name) => ["body", name]),
  ];
  for (const place of places) {
    if (typeof valueAt(input, place) !== "string") continue;
    const candidate = withValueAt(awkward, place, AWKWARD);
    if (pair.maker.accepts(candidate)) awkward = candidate;
  }
  return awkward;
}

/** The input with a `Date` wherever one may be given, and what has to arrive then. */
function withDates(pair: OperationPair, input: Input): { input: Input; arrives: Input } | undefined {
  let dated = input;
  let arrives = input;
  for (const parameter of pair.overlaid.parameters) {
    const place = placeOf(parameter);
    const text = valueAt(input, place);
    if (typeof text !== "string" || !isDateTime(pair, parameter.schema, text)) continue;
    dated = withValueAt(dated, place, new Date(text));
    arrives = withValueAt(arrives, place, new Date(text).toISOString());
  }
  return dated === input ? undefined : { input: dated, arrives };
}

/** Whether there is such a request at all: an object in a query, for example, is none without a property. */
function isWritable(pair: OperationPair, input: Input): boolean {
  try {
    pair.wire(input);
    return true;
  } catch (error) {
    if (error instanceof Unwritable) return false;
    throw error;
  }
}
