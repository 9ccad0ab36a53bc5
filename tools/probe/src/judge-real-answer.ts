import {
  declaredMedia,
  declaredResponse,
  headerOf,
  mediaTypeOf,
  type Reading,
  textOf,
  type WireAnswer,
} from "@workshop/contract";
import { isJson, type MediaType, type Operation, type Response, type ResponseHeader } from "@workshop/openapi";
import type { Finding } from "./deviation.ts";
import { sourceOfPart } from "./prism-findings.ts";

/** What is wrong with an answer by itself, from nothing but the model of the document: status, headers, media type, body. */
export function judgeRealAnswer(reading: Reading, operation: Operation, answer: WireAnswer): readonly Finding[] {
  const response = declaredResponse(operation, answer.status);
  if (response === undefined) {
    const message = `${answer.status} is not declared`;
    return [{ kind: "undeclared status", message, source: operation.source }];
  }
  return [...judgeHeaders(reading, response, answer), ...judgeBody(reading, operation, response, answer)];
}

function judgeHeaders(reading: Reading, { status, headers }: Response, answer: WireAnswer): Finding[] {
  return headers.flatMap(({ name, required, schema = true, source }: ResponseHeader): Finding[] => {
    // "If a response header is defined with the name "Content-Type", it SHALL be ignored" (OpenAPI 3.1, Response Object).
    if (name.toLowerCase() === "content-type") return [];
    const text = headerOf(answer, name);
    if (text === undefined) {
      return required ? [{ kind: "missing header", message: `${status} lacks the header ${name}`, source }] : [];
    }
    if (readings(text).some((value) => reading.checker.accepts(schema, value, "strict-answer"))) return [];
    return [{ kind: "invalid header", message: `the header ${name} of ${status} breaks its schema`, source }];
  });
}

/** What a header's text may mean: itself, a number, a truth value, a list of texts. */
function readings(text: string): readonly unknown[] {
  const items = text.split(",").map((item) => item.trim());
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return [
    text,
    ...(Number.isNaN(number) ? [] : [number]),
    ...(/^(true|false)$/.test(text) ? [text === "true"] : []),
    items,
  ];
}

function judgeBody(reading: Reading, operation: Operation, response: Response, answer: WireAnswer): Finding[] {
  const { status, content, source } = response;
  // "A server MUST NOT send content" in answer to HEAD, whatever is declared (RFC 9110, 9.3.2).
  if (operation.method === "head") return [];
  if (content.length === 0) {
    const message = `${status} has a body, although none is declared`;
    return answer.body.length > 0 ? [{ kind: "undeclared body", message, source }] : [];
  }
  if (answer.body.length === 0) {
    const declared = content.map(({ mediaType }) => mediaType).join(" or ");
    return [{ kind: "missing body", message: `${status} has no body, although ${declared} is declared`, source }];
  }
  const media = declaredMedia(response, mediaTypeOf(answer));
  if (media === undefined) {
    const declared = content.map(({ mediaType }) => mediaType).join(" or ");
    const sent = mediaTypeOf(answer) ?? "without a media type";
    return [{ kind: "undeclared media type", message: `${status} is ${sent}, and declared as ${declared}`, source }];
  }
  return isJson(media.mediaType)
    ? judgeJson(reading, status, media, answer)
    : judgeText(reading, status, media, answer);
}

function judgeJson(reading: Reading, status: string, media: MediaType, answer: WireAnswer): Finding[] {
  let body: unknown;
  try {
    body = JSON.parse(textOf(answer));
  } catch {
    return [{ kind: "invalid answer", message: `the body of ${status} is not JSON`, source: media.source }];
  }
  const schema = media.schema ?? true;
  return reading.checker.problems(schema, body, "strict-answer").map(({ at, keyword, message }): Finding => {
    const where = at.length === 0 ? "the body" : at.map((name) => (/^\d+$/.test(name) ? "*" : name)).join(".");
    return {
      kind: "invalid answer",
      message: `in the body of ${status}, ${where} breaks ${keyword}: ${message}`,
      source: sourceOfPart(reading.model, schema, at, media.source),
    };
  });
}

function judgeText(reading: Reading, status: string, media: MediaType, answer: WireAnswer): Finding[] {
  // Bytes and forms have no value that a schema could be held against.
  if (!media.mediaType.startsWith("text/") || media.schema === undefined) return [];
  return reading.checker.problems(media.schema, textOf(answer), "strict-answer").map(
    ({ keyword, message }): Finding => ({
      kind: "invalid answer",
      message: `the text of ${status} breaks ${keyword}: ${message}`,
      source: media.source,
    }),
  );
}
