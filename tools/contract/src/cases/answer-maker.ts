import { isJson, type MediaType, type Response } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import { answerScope } from "../clauses/clause-book.ts";
import { keptClauses } from "../clauses/kept-clauses.ts";
import type { WireAnswer } from "../wire/wire-request.ts";
import { answerClauses, mediaTypeOf } from "./answer-cases.ts";
import type { AnswerCase, Clause } from "./case.ts";
import { judgeAnswer, wordsOfVerdict } from "./judge-answer.ts";
import type { OperationPair } from "./operation-pair.ts";
import { codeOf, sampleHeaders } from "./sample-answer.ts";

/** Makes the cases of one answer. */
export class AnswerMaker {
  private readonly pair: OperationPair;
  private readonly input: Input;
  private readonly response: Response;
  private readonly media: MediaType | undefined;

  constructor(pair: OperationPair, input: Input, response: Response, media: MediaType | undefined) {
    this.pair = pair;
    this.input = input;
    this.response = response;
    this.media = media;
  }

  kept(body: unknown): Clause[] {
    const { book, overlaidReading } = this.pair;
    const scope = answerScope(this.response, this.media);
    const search = { book, checker: overlaidReading.checker, scope, mode: "strict-answer" } as const;
    return [...keptClauses(search, this.media?.schema ?? true, body)];
  }

  /** @param before stands before the status, `place` after the media type */
  answer(before: string, place: string, body: unknown, hasHeaders: boolean, clauses: readonly Clause[]): AnswerCase {
    const { pair, input, response, media } = this;
    const { overlaid, overlaidReading, maker } = pair;
    const code = codeOf(response.status, overlaid);
    const answer = this.wire(code, body, hasHeaders);
    const verdict = judgeAnswer(overlaidReading, overlaid, answer);
    const what = media === undefined ? "without a body" : `as ${media.mediaType}`;
    const still = overlaidReading.checker.accepts(media?.schema ?? true, body, "strict-answer") ? "" : " all the same";
    const isRead = verdict.kind === "success" || verdict.declared !== undefined;
    return {
      kind: "answer",
      name: `reads ${before}${response.status} ${what}${place} as ${wordsOfVerdict(verdict)}${isRead ? still : ""}`,
      operation: overlaid.name,
      clauses: [...this.ownClauses(verdict.kind === "success", hasHeaders), ...clauses],
      input,
      allowUnbounded: maker.isUnbounded(input),
      status: response.status,
      code,
      ...mediaTypeOf(media),
      ask: response.content.length > 1,
      oddities: verdict.oddities,
      answer,
    };
  }

  private ownClauses(isSuccess: boolean, hasHeaders: boolean): Clause[] {
    const { book } = this.pair;
    const side = hasHeaders ? "present" : "absent";
    const failure = isSuccess ? this.media?.failure : undefined;
    return [
      ...answerClauses(this.pair, this.response, this.media),
      ...this.response.headers.map(({ source }) => book.at(answerScope(this.response), source, "header", side)),
      ...(failure === undefined
        ? []
        : [book.at(answerScope(this.response, this.media), failure.source, "x-failure", "kept")]),
    ];
  }

  private wire(status: number, body: unknown, hasHeaders: boolean): WireAnswer {
    const headers = hasHeaders ? sampleHeaders(this.pair.overlaidReading, this.response) : [];
    const { media } = this;
    const isNone = media === undefined || [204, 205, 304].includes(status);
    const isText = media !== undefined && typeof body === "string" && !isJson(media.mediaType);
    const text = isNone ? "" : isText ? body : JSON.stringify(body);
    return {
      status,
      headers: isNone ? headers : [...headers, ["content-type", media.mediaType]],
      body: new TextEncoder().encode(text),
    };
  }
}
