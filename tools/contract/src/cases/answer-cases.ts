import { isJson, type MediaType, type Operation, type Response } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import { answerScope } from "../clauses/clause-book.ts";
import type { AnswerCase, Clause } from "./case.ts";
import { findOddities } from "./judge-answer.ts";
import { expectedMockBody } from "./mock-answer.ts";
import { type OperationPair, whyOutOfQuestion } from "./operation-pair.ts";
import { codeOf, sampleAnswer } from "./sample-answer.ts";

/** Each declared status in each of its media types, and each failure that hides in a success. */
export function answerCases(pair: OperationPair, input: Input): AnswerCase[] {
  const allowUnbounded = pair.maker.isUnbounded(input);
  const base = { kind: "answer" as const, operation: pair.overlaid.name, input, allowUnbounded };
  const prismIsAsked = whyOutOfQuestion(pair, input) === undefined;
  return pair.overlaid.responses.flatMap((response): AnswerCase[] => {
    const code = codeOf(response.status, pair.overlaid);
    const medias: (MediaType | undefined)[] = response.content.length === 0 ? [undefined] : [...response.content];
    return medias.flatMap((media): AnswerCase[] => {
      const clauses = answerClauses(pair, response, media);
      const what = `${response.status}${media === undefined ? " without a body" : ` as ${media.mediaType}`}`;
      const common = { ...base, clauses, status: response.status, code, ask: medias.length > 1, ...mediaTypeOf(media) };
      const kind = code < 300 ? "a success" : code < 400 ? "an unknown outcome" : "a failure";
      const cases: AnswerCase[] = [];
      const bareMedia = declaredIn(pair.bare, response, media);
      if (prismIsAsked && bareMedia !== undefined) {
        const { oddities, isRead } = expected(pair, bareMedia, media);
        const odd = oddities.length === 0 ? "" : `, although ${oddities.join(" and ")} in Prism's`;
        const isUnknown = !isRead && kind === "a success";
        const name = `reads ${what} as ${isUnknown ? "an unknown outcome, because" : kind}`;
        cases.push({
          ...common,
          name: isUnknown ? `${name} ${oddities.join(" and ")} in Prism's` : name + odd,
          oddities,
        });
      } else {
        const answer = sampleAnswer(pair.overlaidReading, response, code, media);
        const name = `reads ${what} as ${kind}, which Prism cannot answer`;
        if (answer !== undefined) cases.push({ ...common, name, oddities: [], answer });
      }
      if (media?.failure !== undefined) {
        const { when, source } = media.failure;
        const answer = sampleAnswer(pair.overlaidReading, response, code, media, when);
        const failed = pair.book.at(answerScope(response, media), source, "x-failure", "broken");
        const name = `reads a declared failure inside ${what} as a failure, which Prism cannot answer`;
        if (answer !== undefined) {
          cases.push({ ...common, name, oddities: [], answer, clauses: [failed] });
        }
      }
      return cases;
    });
  });
}

/** The clauses that an answer exercises by being read, whatever it says. */
export function answerClauses({ book }: OperationPair, response: Response, media: MediaType | undefined): Clause[] {
  return [
    book.at(answerScope(response), response.source, "status", "kept"),
    ...(media === undefined ? [] : [book.at(answerScope(response, media), media.source, "media type", "kept")]),
  ];
}

export function mediaTypeOf(media: MediaType | undefined): { mediaType?: string } {
  return media === undefined ? {} : { mediaType: media.mediaType };
}

/** The bare document's own declaration of an answer, `"empty"` for one without a body; `undefined` where it has none. */
function declaredIn(
  bare: Operation,
  { status }: Response,
  media: MediaType | undefined,
): MediaType | "empty" | undefined {
  const response = bare.responses.find((other) => other.status === status);
  if (response === undefined) return undefined;
  return media === undefined ? "empty" : response.content.find(({ mediaType }) => mediaType === media.mediaType);
}

/** What is known beforehand of Prism's answer. */
function expected(
  { overlaidReading, bareReading }: OperationPair,
  bareMedia: MediaType | "empty",
  media: MediaType | undefined,
): { oddities: string[]; isRead: boolean } {
  if (bareMedia === "empty" || media === undefined || !isJson(media.mediaType)) return { oddities: [], isRead: true };
  const body = expectedMockBody(bareReading.model, bareMedia);
  return {
    oddities: findOddities(overlaidReading, media, body),
    isRead: overlaidReading.checker.accepts(media.schema ?? true, body, "answer"),
  };
}
