import type { MediaType, Response, ResponseHeader } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import { responseScope } from "../clauses/clause-book.ts";
import { keptClauses } from "../clauses/kept-clauses.ts";
import { describedBy, sentMediaType, textOfBody } from "../clauses/response-reading.ts";
import type { WireResponse } from "../wire/wire-request.ts";
import type { Clause, ResponseCase } from "./case.ts";
import { judgeResponse, wordsOfVerdict } from "./judge-response.ts";
import type { OperationPair } from "./operation-pair.ts";
import { mediaTypeOf, responseClauses } from "./response-cases.ts";
import { codeOf, sampleHeaders, unfitHeaders } from "./sample-response.ts";

const encoder = new TextEncoder();

/** Makes the cases of one response. */
export class ResponseMaker {
  private readonly pair: OperationPair;
  private readonly input: Input;
  private readonly declared: Response;
  private readonly media: MediaType | undefined;

  constructor(pair: OperationPair, input: Input, declared: Response, media: MediaType | undefined) {
    this.pair = pair;
    this.input = input;
    this.declared = declared;
    this.media = media;
  }

  kept(body: unknown): Clause[] {
    const { book, overlaidReading } = this.pair;
    const scope = responseScope(this.declared, this.media);
    const search = { book, checker: overlaidReading.checker, scope, mode: "strict-response" } as const;
    return [...keptClauses(search, describedBy(book.model, this.media), body)];
  }

  /** @param before stands before the status, `place` after the media type */
  response(
    before: string,
    place: string,
    body: unknown,
    hasHeaders: boolean | "unfit",
    clauses: readonly Clause[],
  ): ResponseCase {
    const { pair, input, declared, media } = this;
    const { overlaid, overlaidReading, maker } = pair;
    const code = codeOf(declared.status, overlaid);
    const response = this.wire(code, body, hasHeaders);
    const verdict = judgeResponse(overlaidReading, overlaid, response);
    const what = media === undefined ? "without a body" : `as ${media.mediaType}`;
    const still = overlaidReading.checker.accepts(describedBy(overlaidReading.model, media), body, "strict-response")
      ? ""
      : " all the same";
    const isRead = verdict.kind === "success" || verdict.declared !== undefined;
    return {
      kind: "response",
      name: `reads ${before}${declared.status} ${what}${place} as ${wordsOfVerdict(verdict)}${isRead ? still : ""}`,
      operation: overlaid.name,
      clauses: [...this.ownClauses(verdict.kind === "success", hasHeaders), ...clauses],
      input,
      allowUnbounded: maker.isUnbounded(input),
      status: declared.status,
      code,
      ...mediaTypeOf(media),
      ask: declared.content.length > 1,
      oddities: verdict.oddities,
      response,
    };
  }

  private ownClauses(isSuccess: boolean, hasHeaders: boolean | "unfit"): Clause[] {
    const { book } = this.pair;
    const side = hasHeaders === false ? "absent" : "present";
    const failure = isSuccess ? this.media?.failure : undefined;
    return [
      ...responseClauses(this.pair, this.declared, this.media),
      ...this.told().map(({ source }) => book.at(responseScope(this.declared), source, "header", side)),
      ...(failure === undefined
        ? []
        : [book.at(responseScope(this.declared, this.media), failure.source, "x-failure", "kept")]),
    ];
  }

  /** The headers that are sent, and handed on: cookies are not. */
  private told(): ResponseHeader[] {
    const sent = new Set(this.headers(true).map(([name]) => name));
    return this.declared.headers.filter(({ name }) => sent.has(name) && name.toLowerCase() !== "set-cookie");
  }

  /** Whether a header of the response can be sent so that it is not as declared. */
  canBeUnfit(): boolean {
    return this.declared.headers.length > 0 && this.unfit() !== undefined;
  }

  private headers(kind: boolean | "unfit"): readonly (readonly [name: string, value: string])[] {
    if (kind === "unfit") return this.unfit() ?? [];
    return kind ? sampleHeaders(this.pair.overlaidReading, this.declared) : [];
  }

  private unfit(): [name: string, value: string][] | undefined {
    return unfitHeaders(this.pair.overlaidReading, this.declared);
  }

  private wire(status: number, body: unknown, hasHeaders: boolean | "unfit"): WireResponse {
    const headers = this.headers(hasHeaders);
    const { media } = this;
    const isNone = media === undefined || [204, 205, 304].includes(status);
    const { model } = this.pair.overlaidReading;
    return {
      status,
      headers: isNone ? headers : [...headers, ["content-type", sentMediaType(model, media)]],
      // Bodies share what they have in common, their bytes do not: of many thousands those are made when they are sent.
      get body() {
        return encoder.encode(isNone ? "" : textOfBody(model, media, body));
      },
    };
  }
}
