import { type Input, placeOf, valueAt, withValueAt } from "../input/input.ts";
import type { MadeInput } from "../input/input-maker.ts";
import { InputMaker } from "../input/input-maker.ts";
import { whyNotAsked, whyRefusedWrongly } from "../prism/known-behaviour.ts";
import { Unsampleable } from "../samples/unsampleable.ts";
import type { Clause, RequestCase } from "./case.ts";
import type { OperationPair } from "./operation-pair.ts";
import { isDateTime } from "./refusal-cases.ts";
import { appliedEdges } from "./refusals.ts";
import { successAnswer } from "./sample-answer.ts";

/** The calls that are right: minimal, filled, every way that a choice leaves, every limit met exactly. */
export function requestCases(pair: OperationPair, minimal: MadeInput, filled: MadeInput): RequestCase[] {
  const { maker } = pair;
  const cases: RequestCase[] = [];
  const seen = new Set<string>();
  const add = (name: string, input: Input, clauses: readonly Clause[] = [], arrives?: Input): void => {
    const key = JSON.stringify([input, arrives]);
    if (seen.has(key) || !maker.accepts(arrives ?? input)) return;
    seen.add(key);
    cases.push(requestCase(pair, name, input, clauses, arrives));
  };
  add("sends a filled request", filled.input, presence(pair, filled.input));
  add("sends a minimal request", minimal.input, presence(pair, minimal.input));
  for (const [fill, made] of [
    ["filled", filled],
    ["minimal", minimal],
  ] as const) {
    for (const choice of made.others) {
      const { at, keyword, labels } = choice.point;
      // What an enum tries in a filled request it need not try again in a minimal one.
      if (keyword === "enum" && fill === "minimal") continue;
      const label = labels[choice.index] ?? "";
      const words = at === "" ? label : `${at} as ${keyword === "enum" ? label : `"${label}"`}`;
      add(`sends a ${fill} request: ${words}`, maker[fill](choice).input);
    }
  }
  for (const { edge, input, clauses } of appliedEdges(pair, filled.input)) {
    if (edge.side === "within") add(`sends a request in which ${edge.place.join(".")} ${edge.words}`, input, clauses);
  }
  for (const media of pair.overlaid.requestBody?.content.slice(1) ?? []) {
    const other = new InputMaker(maker.model, maker.operation, maker.checker, media);
    try {
      const made = other.filled();
      if (other.accepts(made.input)) {
        cases.push(
          requestCase(pair, `sends a filled request as ${media.mediaType}`, made.input, [
            { source: media.source, keyword: "media type" },
          ]),
        );
      }
    } catch (error) {
      if (!(error instanceof Unsampleable)) throw error;
    }
  }
  const awkward = withAwkwardTexts(pair, filled.input);
  if (awkward !== filled.input) add("sends texts with reserved and foreign characters", awkward);
  const dated = withDates(pair, filled.input);
  if (dated !== undefined) add("sends Date objects as date-times", dated.input, [], dated.arrives);
  return cases;
}

function requestCase(
  pair: OperationPair,
  name: string,
  input: Input,
  clauses: readonly Clause[],
  arrives?: Input,
): RequestCase {
  const notAsked = whyNotAsked(pair.bareReading, pair.bare);
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
    answer: successAnswer(pair.overlaidReading, pair.overlaid),
  };
}

/** The clauses that a request exercises by what it has. */
function presence({ overlaid }: OperationPair, input: Input): Clause[] {
  const body = overlaid.requestBody;
  return [
    { source: overlaid.source, keyword: "operation" },
    ...overlaid.parameters
      .filter((parameter) => valueAt(input, placeOf(parameter)) !== undefined)
      .map(({ source }): Clause => ({ source, keyword: "parameter" })),
    ...(body !== undefined && Object.hasOwn(input, "body")
      ? [
          { source: body.source, keyword: "body" },
          ...body.content.slice(0, 1).map(({ source }): Clause => ({ source, keyword: "media type" })),
        ]
      : []),
  ];
}

/** What URLs, forms and JSON use for themselves, and what is not ASCII. */
const AWKWARD = `a b+c%20d&e=f;g,h"i'j\\k<l>#m?n/o:p@q é€😀`;

/** The input with texts that are hard to write wherever a text is free. Headers and cookies carry ASCII only. */
function withAwkwardTexts(pair: OperationPair, input: Input): Input {
  let awkward = input;
  const body = valueAt(input, ["body"]);
  const properties = typeof body === "object" && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
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
