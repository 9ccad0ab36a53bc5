import { decodeRequest, type WireRequest, type WireResponse } from "@workshop/contract";
import type { Operation, Source } from "@workshop/openapi";
import { placeOf } from "@workshop/samples";
import type { Attempt } from "./attempt.ts";
import type { Finding } from "./deviation.ts";

/** Statuses that say of a request itself that it is wrong; others may be about what it names, or who sends it. */
const SAYS_WRONG = new Set([400, 405, 406, 411, 415, 422, 501]);
const NOT_LET_IN = new Set([401, 403]);

/** Whether a server was right to take or to refuse a request, given what the request said as it left. */
export function judgeExpectation(attempt: Attempt, request: WireRequest, response: WireResponse): readonly Finding[] {
  const { pair, isAnonymous } = attempt;
  const { status } = response;
  if (isAnonymous) {
    if (status >= 400 && status < 500) return [];
    const source = pair.overlaid.security[0]?.source ?? pair.overlaid.source;
    return [{ kind: "lets in without credentials", message: `${status} to a request without credentials`, source }];
  }
  if (NOT_LET_IN.has(status)) return [];
  const wrong = whatIsForbidden(attempt, request);
  if (wrong === undefined) return [];
  if (wrong === "nothing") {
    if (!SAYS_WRONG.has(status)) return [];
    const message = `${status} to a request that the document allows`;
    return [{ kind: "refuses what is allowed", message, source: pair.bare.source }];
  }
  if (status >= 400 && status < 500) return [];
  return [{ kind: "accepts what is forbidden", message: `${status} although ${wrong.words}`, source: wrong.source }];
}

/** What is wrong with a request; `undefined` where only our own caution forbids it, which no server has promised. */
function whatIsForbidden(
  { pair }: Attempt,
  request: WireRequest,
): "nothing" | { readonly words: string; readonly source: Source } | undefined {
  // That a document does not declare something does not say that servers refuse it.
  const isClause = ({ keyword }: { keyword: string }): boolean => keyword !== "undeclared";
  const [problem] = decodeRequest(pair.bareReading, pair.bare, request).problems.filter(isClause);
  if (problem !== undefined) {
    const words = `${problem.at} breaks ${problem.keyword} (${problem.message})`;
    return { words, source: sourceOf(pair.bare, problem.at) };
  }
  const { input, problems } = decodeRequest(pair.overlaidReading, pair.overlaid, request);
  if (problems.some(isClause)) return undefined;
  const [rule] = pair.maker.brokenRules(input);
  return rule === undefined
    ? "nothing"
    : { words: `it breaks the rule ${rule.name}: ${rule.message}`, source: rule.source };
}

/** The parameter, or the body, that a place in the input belongs to: the same one for every case about it. */
function sourceOf(operation: Operation, at: string): Source {
  const parameter = operation.parameters.find((known) => `${at}.`.startsWith(`${placeOf(known).join(".")}.`));
  return parameter?.source ?? (/^body\b/.test(at) ? operation.requestBody?.source : undefined) ?? operation.source;
}
