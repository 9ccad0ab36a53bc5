import { isJson, isSuccess, type Response } from "@workshop/openapi";
import { type ExploredInput, type Input, valueAt, withoutValueAt, withValueAt } from "@workshop/samples";
import { OPERATION } from "../clauses/clause-book.ts";
import type { WireResponse } from "../wire/wire-request.ts";
import type { Clause, LostResponseCase, ReceiptCase } from "./case.ts";
import type { OperationPair } from "./operation-pair.ts";
import { responseBodies } from "./response-bodies.ts";
import { codeOf, successResponse } from "./sample-response.ts";

/** What a client does when a response is lost: `x-retry`, and what it tells its caller: `findOut` of `x-outcome`. */
export function repeatCases(pair: OperationPair, explored: readonly ExploredInput[], usual: Input): LostResponseCase[] {
  const { retry, outcome } = pair.overlaid;
  const lost = (
    name: string,
    input: Input,
    isRepeated: boolean,
    mayRepeat: boolean,
    clauses: Clause[],
  ): LostResponseCase => ({
    kind: "lost response",
    name: `${name} when the response is lost`,
    operation: pair.overlaid.name,
    clauses,
    input,
    allowUnbounded: pair.maker.isUnbounded(input),
    isRepeated,
    mayRepeat,
    ...(outcome === undefined ? {} : { findOut: outcome.findOut }),
    response: successResponse(pair.overlaidReading, pair.overlaid),
  });
  const cases: LostResponseCase[] = [];
  const inputs = [usual, ...explored.map(({ made }) => made.input)].filter((input) => pair.maker.accepts(input));
  if (retry !== undefined) {
    for (const isRepeated of [true, false]) {
      const input = inputs.find((candidate) => isSafe(pair, candidate) === isRepeated);
      if (input === undefined) continue;
      const clause = pair.book.at(OPERATION, retry.source, "x-retry", isRepeated ? "present" : "absent");
      const name = isRepeated
        ? "repeats a call that is safe to repeat"
        : "does not repeat a call that is not safe to repeat";
      cases.push(lost(name, input, isRepeated, true, [clause]));
    }
  }
  if (outcome !== undefined) {
    const told = pair.book.model.within(outcome.source, "findOut");
    const clauses = [pair.book.at(OPERATION, told, "x-outcome", "kept")];
    cases.push(lost("tells how to find out what became of a call", usual, false, false, clauses));
  }
  return cases;
}

/** Whether a repeat of this input is safe, as the overlay rates it. */
function isSafe({ overlaid, overlaidReading }: OperationPair, input: Input): boolean {
  const { retry } = overlaid;
  if (retry === undefined || retry.rating === "unsafe") return false;
  const { contentType: _contentType, ...content } = input;
  if (retry.when !== undefined && !overlaidReading.checker.accepts(retry.when, content)) return false;
  // Samples of times lie in the past, all of them.
  return retry.past.every((place) => valueAt(input, place.split(".")) !== undefined);
}

/** What the receipt of a success says of it: the rest of `x-outcome`, with what it names and without. */
export function outcomeCases(pair: OperationPair, explored: readonly ExploredInput[], usual: Input): ReceiptCase[] {
  const { overlaid, overlaidReading, book, maker } = pair;
  const { outcome } = overlaid;
  const successes = overlaid.responses.filter((one) => isSuccess(overlaid, one));
  const declared = successes.find(({ content }) => content.length > 0) ?? successes[0];
  if (outcome === undefined || declared === undefined) return [];
  const inputs = [usual, ...explored.map(({ made }) => made.input).filter((one) => maker.accepts(one))];
  // An input that asks for something, where the response is compared with that.
  const input = inputs.find((one) => valueAt(one, outcome.asked?.split(".") ?? []) !== undefined) ?? usual;
  const base = { kind: "receipt", operation: overlaid.name, input, allowUnbounded: maker.isUnbounded(input) } as const;
  const clause = (keyword: string): Clause =>
    book.at(OPERATION, book.model.within(outcome.source, keyword), "x-outcome", "kept");
  const { completion, job, count, asked, answered } = outcome;
  const { accepts } = overlaidReading.checker;
  const body = sampleBody(pair, declared);
  const make = (name: string, change: unknown, receipt: ReceiptCase["receipt"], keywords: string[]): ReceiptCase[] => {
    const media = declared.content[0];
    if (media !== undefined && !accepts.call(overlaidReading.checker, media.schema ?? true, change, "response"))
      return [];
    const clauses = keywords.map(clause);
    return [{ ...base, name, clauses, response: responseOf(pair, declared, change), receipt }];
  };
  const has = (name: string | undefined): boolean => name !== undefined && valueAt(body, [name]) !== undefined;
  const wanted = asked === undefined ? undefined : valueAt(input, asked.split("."));
  const list = Array.isArray(wanted) ? wanted : undefined;
  const told = {
    ...(has(job) && job !== undefined ? { job: valueAt(body, [job]) } : {}),
    ...(count === undefined || list === undefined ? {} : { count: list.length }),
  };
  const agreed = agreedBody(body, count, answered, list);
  const cases = make(
    `tells that what was asked for is ${completion}${has(job) ? ", and by which job" : ""}`,
    agreed,
    { completion, ...told, difference: undefined },
    ["completion", ...(has(job) ? ["job"] : []), ...(count !== undefined && list !== undefined ? ["count"] : [])],
  );
  if (job !== undefined && has(job)) {
    for (const without of [withoutValueAt(agreed, [job]), withValueAt(agreed, [job], null)]) {
      const name = "tells that it is completed where no job is named";
      const found = make(name, without, { completion: "completed", job: undefined }, ["job"]);
      cases.push(...found.slice(0, cases.some((one) => one.name === name) ? 0 : 1));
    }
  }
  if (list !== undefined && answered !== undefined) {
    const fewer = withValueAt(agreed, [answered], list.slice(1));
    const difference = { asked: list.length, notReported: list.slice(0, 1) };
    cases.push(
      ...make("tells what was asked for and is not in the response", fewer, { difference }, ["asked", "answered"]),
    );
  }
  return cases;
}

/** The response that says of everything asked for that it was done. */
function agreedBody(
  body: unknown,
  count: string | undefined,
  answered: string | undefined,
  list: readonly unknown[] | undefined,
): unknown {
  if (list === undefined) return body;
  const counted = count === undefined ? body : withValueAt(body, [count], list.length);
  return answered === undefined ? counted : withValueAt(counted, [answered], list);
}

/** A body of the response, one that names the job if there is such a one. */
function sampleBody({ overlaidReading, overlaid }: OperationPair, { content }: Response): unknown {
  const [media] = content;
  if (media === undefined || !isJson(media.mediaType)) return undefined;
  const bodies = responseBodies(overlaidReading, media.schema ?? true).map(({ made }) => made.body);
  const job = overlaid.outcome?.job;
  const named = job === undefined ? undefined : bodies.find((body) => valueAt(body, [job]) !== undefined);
  return named ?? bodies[0];
}

function responseOf({ overlaid }: OperationPair, declared: Response, body: unknown): WireResponse {
  const [media] = declared.content;
  const status = codeOf(declared.status, overlaid);
  if (media === undefined) return { status, headers: [], body: new Uint8Array() };
  return {
    status,
    headers: [["content-type", media.mediaType]],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}
