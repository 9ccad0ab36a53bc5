import {
  declaredMedia,
  declaredResponse,
  headerOf,
  mediaTypeOf,
  type Reading,
  textOf,
  type WireResponse,
} from "@workshop/contract";
import { isJson, type MediaType, type Operation, type Response, type ResponseHeader } from "@workshop/openapi";
import type { Finding } from "./deviation.ts";
import { sourceOfPart } from "./prism-findings.ts";

/** What is wrong with a response by itself, from nothing but the model of the document: status, headers, media type, body. */
export function judgeRealResponse(reading: Reading, operation: Operation, response: WireResponse): readonly Finding[] {
  const declared = declaredResponse(operation, response.status);
  if (declared === undefined) {
    const message = `${response.status} is not declared`;
    return [{ kind: "undeclared status", message, source: operation.source }];
  }
  return [...judgeHeaders(reading, declared, response), ...judgeBody(reading, operation, declared, response)];
}

function judgeHeaders(reading: Reading, { status, headers }: Response, response: WireResponse): Finding[] {
  return headers.flatMap(({ name, required, schema = true, source }: ResponseHeader): Finding[] => {
    // "If a declared header is defined with the name "Content-Type", it SHALL be ignored" (OpenAPI 3.1, Response Object).
    if (name.toLowerCase() === "content-type") return [];
    const text = headerOf(response, name);
    if (text === undefined) {
      return required ? [{ kind: "missing header", message: `${status} lacks the header ${name}`, source }] : [];
    }
    if (readings(text).some((value) => reading.checker.accepts(schema, value, "exact-response"))) return [];
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

function judgeBody(reading: Reading, operation: Operation, declared: Response, response: WireResponse): Finding[] {
  const { status, content, source } = declared;
  // "A server MUST NOT send content" in response to HEAD, whatever is declared (RFC 9110, 9.3.2).
  if (operation.method === "head") return [];
  if (content.length === 0) {
    const message = `${status} has a body, although none is declared`;
    return response.body.length > 0 ? [{ kind: "undeclared body", message, source }] : [];
  }
  if (response.body.length === 0) {
    const declared = content.map(({ mediaType }) => mediaType).join(" or ");
    return [{ kind: "missing body", message: `${status} has no body, although ${declared} is declared`, source }];
  }
  const media = declaredMedia(declared, mediaTypeOf(response));
  if (media === undefined) {
    const declared = content.map(({ mediaType }) => mediaType).join(" or ");
    const sent = mediaTypeOf(response) ?? "without a media type";
    return [{ kind: "undeclared media type", message: `${status} is ${sent}, and declared as ${declared}`, source }];
  }
  return isJson(media.mediaType)
    ? judgeJson(reading, status, media, response)
    : judgeText(reading, status, media, response);
}

function judgeJson(reading: Reading, status: string, media: MediaType, response: WireResponse): Finding[] {
  let body: unknown;
  try {
    body = JSON.parse(textOf(response));
  } catch {
    return [{ kind: "invalid response", message: `the body of ${status} is not JSON`, source: media.source }];
  }
  const schema = media.schema ?? true;
  return reading.checker.problems(schema, body, "exact-response").map(({ at, keyword, message }): Finding => {
    const where = at.length === 0 ? "the body" : at.map((name) => (/^\d+$/.test(name) ? "*" : name)).join(".");
    return {
      kind: "invalid response",
      message: `in the body of ${status}, ${where} breaks ${keyword}: ${message}`,
      source: sourceOfPart(reading.model, schema, at, media.source),
    };
  });
}

function judgeText(reading: Reading, status: string, media: MediaType, response: WireResponse): Finding[] {
  // Bytes and forms have no value that a schema could be held against.
  if (!media.mediaType.startsWith("text/") || media.schema === undefined) return [];
  return reading.checker.problems(media.schema, textOf(response), "exact-response").map(
    ({ keyword, message }): Finding => ({
      kind: "invalid response",
      message: `the text of ${status} breaks ${keyword}: ${message}`,
      source: media.source,
    }),
  );
}
