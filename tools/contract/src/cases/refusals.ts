import type { Input, SchemaProblem } from "@workshop/samples";
import { unknownToDraftSeven } from "../prism/draft-seven.ts";
import { isOfImpliedType } from "../prism/implied-type.ts";
import { whyLetThrough, whyNotAsked, whyRefusedWrongly } from "../prism/known-behaviour.ts";
import { decodeRequest, type WireProblem } from "../wire/decode-request.ts";
import { Unwritable } from "../wire/encode-parameter.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Clause, PrismVerdict, RefusalCase } from "./case.ts";
import type { OperationPair } from "./operation-pair.ts";

/** The case of a call that has to be refused, with what Prism is known to do about it. */
export function refusal(
  pair: OperationPair,
  input: Input,
  place: readonly string[],
  words: string,
  clauses: readonly Clause[],
  problems: readonly SchemaProblem[] = [],
): RefusalCase {
  const union = unionAround(problems, place);
  const judged = judge(pair, input);
  const as = pair.otherMedia === undefined ? "" : ` as ${pair.otherMedia.mediaType}`;
  return {
    kind: "refusal",
    name: `refuses a call${as} in which ${place.join(".")} ${words}${judged.words}`,
    operation: pair.overlaid.name,
    clauses,
    input,
    place,
    ...(union === undefined ? {} : { union }),
    prism: judged.verdict,
    ...(judged.request === undefined ? {} : { request: judged.request }),
  };
}

/** The innermost union around a place, of all that is broken. */
function unionAround(problems: readonly SchemaProblem[], place: readonly string[]): readonly string[] | undefined {
  return problems
    .filter(({ keyword, at }) => /^(?:any|one)Of$/.test(keyword) && at.length < place.length)
    .map(({ at }) => at)
    .filter((at) => at.every((name, index) => name === place[index]))
    .sort((left, right) => right.length - left.length)[0];
}

interface Judged {
  readonly words: string;
  readonly verdict: PrismVerdict;
  readonly request?: WireRequest;
}

/** What the bare document says to the input, as far as the wire shows it, and what Prism makes of that. */
function judge(pair: OperationPair, input: Input): Judged {
  const notAsked = (words: string, reason: string): Judged => ({ words, verdict: { kind: "not asked", reason } });
  const crash = whyNotAsked(pair.bareReading, pair.bare, input);
  if (crash !== undefined) return notAsked(`; Prism is not asked: ${crash}`, crash);
  let request: WireRequest;
  try {
    request = pair.wire(input);
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    return notAsked(", which no request could say", error.message);
  }
  const allowed = (pair.bareCredentials()?.arrives ?? []).map(({ name }) => name.toLowerCase());
  const { problems } = decodeRequest(pair.bareReading, pair.bare, request, allowed);
  if (problems.length === 0) {
    if (pair.bareMaker.problems(pair.toBare(input)).length > 0) {
      return notAsked(", which the wire could not tell", "what is sent is allowed");
    }
    return pair.maker.accepts(input)
      ? notAsked(", although the document allows it", "the document allows it")
      : notAsked(", which the overlay forbids", "the document allows it");
  }
  const own = (problem: WireProblem): string | undefined =>
    whyLetThrough(pair.bareReading, pair.bare, request, problem);
  // What it does not see in one way of a union makes that way fit, and what the others ask for does not matter.
  const { model } = pair.bareReading;
  const unseen = problems.find((problem) => unknownToDraftSeven(model, problem) !== undefined);
  const untyped = problems.find((problem) => isOfImpliedType(model, problem));
  const why = (problem: WireProblem): string | undefined => {
    if (unseen?.at.startsWith(`${problem.at}.`) === true) return own(problem) ?? own(unseen);
    return own(problem) ?? (isBesideUntyped(problems, problem, untyped) ? untyped && own(untyped) : undefined);
  };
  const [first] = problems;
  const reason = first && why(first);
  // One that it sees is enough, of the thousands that a large union may have.
  if (reason === undefined || problems.some((problem) => why(problem) === undefined))
    return { words: ", and so does Prism", verdict: { kind: "refuses" }, request };
  // What it refuses for another reason, and wrongly, tells nothing of this one.
  const wrongly = whyRefusedWrongly(pair.bareReading, pair.bare, pair.toBare(input));
  if (wrongly !== undefined) return notAsked(`; Prism is not asked: ${wrongly}`, wrongly);
  return { words: `; Prism lets it through: ${reason}`, verdict: { kind: "lets through", reason }, request };
}

/** Whether a problem is one of the other ways of a union, or of the union, of which a way fits since no type is written there. */
function isBesideUntyped(problems: readonly WireProblem[], { at }: WireProblem, untyped?: WireProblem): boolean {
  if (untyped === undefined) return false;
  const isUnion = problems.some((one) => /^(?:any|one)Of$/.test(one.keyword) && one.at === untyped.at);
  return isUnion && at === untyped.at;
}
