import { isJson, type MediaType, type Operation, type Response } from "@workshop/openapi";
import type { Input } from "@workshop/samples";
import { responseScope } from "../clauses/clause-book.ts";
import { responseReading } from "../clauses/response-reading.ts";
import { plainResponse } from "../prism/plain-reading.ts";
import type { Clause, ResponseCase } from "./case.ts";
import { findOddities, judgeResponse } from "./judge-response.ts";
import { expectedMockBody, whyNotWritten } from "./mock-response.ts";
import { type OperationPair, whyOutOfQuestion } from "./operation-pair.ts";
import { codesOf, sampleResponse } from "./sample-response.ts";

/** Each declared status in each of its media types, and each failure that hides in a success. */
export function responseCases(pair: OperationPair, input: Input): ResponseCase[] {
  const allowUnbounded = pair.maker.isUnbounded(input);
  const base = { kind: "response" as const, operation: pair.overlaid.name, input, allowUnbounded };
  const prismIsAsked = whyOutOfQuestion(pair, input) === undefined;
  return pair.overlaid.responses.flatMap((declared): ResponseCase[] => {
    if (declared.status.startsWith("1")) return [];
    const medias: (MediaType | undefined)[] = declared.content.length === 0 ? [undefined] : [...declared.content];
    const codes = codesOf(declared.status, pair.overlaid);
    const pairs = codes.flatMap((code) => medias.map((media) => ({ code, media })));
    return pairs.flatMap(({ code, media }): ResponseCase[] => {
      const clauses = responseClauses(pair, declared, media);
      const what = `${declared.status}${media === undefined ? " without a body" : ` as ${media.mediaType}`}`;
      const common = { ...base, clauses, status: declared.status, code, ask: medias.length > 1, ...mediaTypeOf(media) };
      const kind = code < 300 ? "a success" : "a failure";
      const cases: ResponseCase[] = [];
      const bareMedia = isBeyondPrism(pair, code, declared, media) ? undefined : declaredIn(pair.bare, declared, media);
      if (prismIsAsked && bareMedia !== undefined) {
        const { oddities, isRead } = expected(pair, declared, bareMedia, media);
        const odd = oddities.length === 0 ? "" : `, although ${oddities.join(" and ")} in Prism's`;
        const isUnknown = !isRead && kind === "a success";
        const name = `reads ${what} as ${isUnknown ? "an unknown outcome, because" : kind}`;
        cases.push({
          ...common,
          name: isUnknown ? `${name} ${oddities.join(" and ")} in Prism's` : name + odd,
          oddities,
        });
      } else {
        const response = sampleResponse(pair.overlaidReading, declared, code, media);
        const name = `reads ${what} as ${kind}, which Prism cannot answer`;
        if (response !== undefined) {
          // An example of the document may be odd, too.
          const { oddities } = judgeResponse(pair.overlaidReading, pair.overlaid, response);
          cases.push({ ...common, name, oddities, response });
        }
      }
      if (media?.failure !== undefined) {
        const { when, source } = media.failure;
        const response = sampleResponse(pair.overlaidReading, declared, code, media, when);
        const failed = pair.book.at(responseScope(declared, media), source, "x-failure", "broken");
        const name = `reads a declared failure inside ${what} as a failure, which Prism cannot answer`;
        if (response !== undefined && code < 300) {
          cases.push({ ...common, name, oddities: [], response, clauses: [failed] });
        }
      }
      return cases;
    });
  });
}

/** What Prism does not answer as the document says: what it cannot write, and a `default` for a success. */
function isBeyondPrism(
  { bareReading }: OperationPair,
  code: number,
  { status }: Response,
  media: MediaType | undefined,
): boolean {
  return (
    (status === "default" && code < 300) ||
    (media !== undefined && whyNotWritten(bareReading.model, media) !== undefined)
  );
}

/** The clauses that a response exercises by being read, whatever it says. */
export function responseClauses(
  { book, overlaid }: OperationPair,
  declared: Response,
  media: MediaType | undefined,
): Clause[] {
  const status = book.at(responseScope(declared), declared.source, "status", "kept");
  // Where there is no body, there is none of a media type.
  const isBodiless =
    media === undefined || responseReading(book.model, overlaid, declared, media).whyNotReached !== undefined;
  if (isBodiless) return [status];
  return [status, book.at(responseScope(declared, media), media.source, "media type", "kept")];
}

export function mediaTypeOf(media: MediaType | undefined): { mediaType?: string } {
  return media === undefined ? {} : { mediaType: media.mediaType };
}

/** The bare document's own declaration of a response, `"empty"` for one without a body; `undefined` where it has none. */
function declaredIn(
  bare: Operation,
  { status }: Response,
  media: MediaType | undefined,
): MediaType | "empty" | undefined {
  const declared = bare.responses.find((other) => other.status === status);
  if (declared === undefined) return undefined;
  return media === undefined ? "empty" : declared.content.find(({ mediaType }) => mediaType === media.mediaType);
}

/** What is known beforehand of Prism's response. */
function expected(
  { overlaidReading, bareReading, bare }: OperationPair,
  { status }: Response,
  bareMedia: MediaType | "empty",
  media: MediaType | undefined,
): { oddities: string[]; isRead: boolean } {
  if (bareMedia === "empty" || media === undefined || !isJson(media.mediaType)) return { oddities: [], isRead: true };
  const plain = plainResponse(bareReading.model, bare, status, bareMedia);
  const body = expectedMockBody(plain.model, plain.media);
  return {
    oddities: findOddities(overlaidReading, media, body),
    isRead: overlaidReading.checker.accepts(media.schema ?? true, body, "response"),
  };
}
