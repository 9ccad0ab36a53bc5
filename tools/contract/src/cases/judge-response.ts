import { isJson, type MediaType, type Operation, type Response } from "@workshop/openapi";
import { allowsText, describedBy, isReadAs, itemKind } from "../clauses/response-reading.ts";
import { decodeItems } from "../wire/items.ts";
import { mediaTypeOf, textOf, type WireResponse } from "../wire/wire-request.ts";
import type { Reading } from "./operation-pair.ts";

/** What a client has to make of a response. */
export interface ResponseVerdict {
  readonly kind: "failure" | "success" | "unexpected";
  /** The status as the document declares it; absent where it declares none for this response. */
  readonly declared?: string;
  /** The body, read as its media type says. */
  readonly body: unknown;
  /** Whether the body is bytes to a client. */
  readonly isBytes?: boolean;
  /** What is odd about the body, in words. */
  readonly oddities: readonly string[];
}

/** What a response is read as, in words. */
export function wordsOfVerdict({ kind, declared }: ResponseVerdict): string {
  if (kind === "success") return "a success";
  if (kind === "unexpected") return "an unknown outcome";
  return declared === undefined ? "a failure of another form" : "a failure";
}

/** Reads a response as the clients promise to, from nothing but the model. */
export function judgeResponse(reading: Reading, operation: Operation, response: WireResponse): ResponseVerdict {
  const { checker } = reading;
  const declared = declaredResponse(operation, response.status);
  const text = textOf(response);
  if (declared === undefined) return { kind: "unexpected", body: text, oddities: [] };
  const key = declared.status;
  const isSuccess = response.status >= 200 && response.status < 300;
  // Where a success is declared, a `default` describes failures; and no redirect is what it means.
  const isMeant = key !== "default" || (isSuccess && !operation.responses.some(({ status }) => /^2/.test(status)));
  if (response.status < 400 && !isMeant) return { kind: "unexpected", body: text, oddities: [] };
  const isEmpty = response.body.length === 0;
  const kind = isSuccess ? "success" : "failure";
  if (isWithoutBody(operation, declared, response.status) || (declared.content.length === 0 && isEmpty)) {
    return { kind, declared: key, body: undefined, oddities: [] };
  }
  // A failure stays one, but what it says is not what the document declares.
  const failed = (reason: string): ResponseVerdict => ({
    kind: isSuccess ? "unexpected" : "failure",
    body: text,
    oddities: [reason],
  });
  if (declared.content.length === 0) {
    if (isSuccess) {
      if (!saysNothing(response)) return failed("no body is declared, and there is one");
      return { kind, declared: key, body: undefined, oddities: [] };
    }
    return {
      ...failed("no body is declared, and there is one"),
      declared: key,
      body: bodyOf(response, mediaTypeOf(response)),
    };
  }
  const media = declaredMedia(declared, mediaTypeOf(response));
  if (media === undefined) return failed(`${mediaTypeOf(response)} is not declared`);
  const isRead = isReadAs(reading.model, media);
  if (isEmpty && isRead === "json") return failed("a body is declared, and there is none");
  let body: unknown = text;
  if (isRead === "json") {
    try {
      body = JSON.parse(text);
    } catch {
      return failed("it is not JSON");
    }
  }
  const stream = itemKind(reading.model, media);
  if (stream !== undefined) {
    try {
      body = decodeItems(stream, text);
    } catch {
      return failed("an item is not JSON");
    }
  }
  const values = stream === undefined || !Array.isArray(body) ? [body] : body;
  const schema = describedBy(reading.model, media);
  const isOdd = isRead === "json" || isRead === "items";
  const oddities = isOdd ? values.flatMap((value: unknown) => findOddities(reading, media, value)) : [];
  const saysNo = media.failure !== undefined && checker.accepts(media.failure.when, body, "response");
  if (isSuccess && saysNo) return { kind: "failure", declared: key, body, oddities };
  const isLookedAt = isOdd || (isRead === "text" && allowsText(reading.model, media.schema));
  if (isLookedAt && !values.every((value: unknown) => checker.accepts(schema, value, "response"))) {
    return { kind: isSuccess ? "unexpected" : "failure", body, oddities };
  }
  return { kind, declared: key, body, oddities, isBytes: isRead === "bytes" };
}

/** Whether a response to which no body is declared says something in JSON or as a text, which is of no consequence. */
function saysNothing(response: WireResponse): boolean {
  const type = mediaTypeOf(response) ?? "text/plain";
  const text = textOf(response).trim();
  if (/html/.test(type) || /^<(?:!doctype|html)/i.test(text)) return false;
  if (!isJson(type)) return type.startsWith("text/");
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The body of a response, read as a media type says; its text where it is none of that. */
export function bodyOf(response: WireResponse, mediaType: string | undefined): unknown {
  const text = textOf(response);
  if (!isJson(mediaType ?? "")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Responses that have no body, whatever is declared of one. Of a range or a `default`, 204 is one status of many. */
function isWithoutBody({ method }: Operation, { status: key, content }: Response, status: number): boolean {
  if (method === "head" || status === 304) return true;
  return (status === 204 || status === 205) && (key === String(status) || content.length === 0);
}

export function declaredResponse(operation: Operation, status: number): Response | undefined {
  const find = (wanted: string): Response | undefined =>
    operation.responses.find((declared) => declared.status.toUpperCase() === wanted);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find("DEFAULT");
}

export function declaredMedia(declared: Response, mediaType: string | undefined): MediaType | undefined {
  const essence = (declared: string): string => declared.split(";")[0]?.trim().toLowerCase() ?? "";
  return (
    declared.content.find((media) => essence(media.mediaType) === mediaType) ??
    declared.content.find((media) => {
      const declared = essence(media.mediaType);
      return declared === "*/*" || (declared.endsWith("/*") && mediaType?.startsWith(declared.slice(0, -1)) === true);
    })
  );
}

/**
 * What is odd about the body of a response, in words: what breaks the document, formats included, and what satisfies it
 * but cannot be meant. Such a response is the mock's or the document's own, and a client has to do the right thing all the same.
 */
export function findOddities({ model, checker }: Reading, media: MediaType, body: unknown): string[] {
  const problems = checker.problems(describedBy(model, media), body, "exact-response");
  const places = new Map<string, string>();
  // Of a union every branch complains; what is said first is what the first branch says.
  for (const { at, keyword } of problems) if (!places.has(at.join("/"))) places.set(at.join("/"), keyword);
  const oddities = [...places].map(([at, keyword]) => `/${at} breaks ${keyword}`);
  const isFailure = media.failure !== undefined && checker.accepts(media.failure.when, body, "response");
  const message = media.failure?.message;
  if (!isFailure && message !== undefined && typeof body === "object" && body !== null && message in body) {
    oddities.push(`it is a success with the message of a failure in /${message}`);
  }
  return [...oddities, ...listsAsText(body, "")];
}

/** A list whose item is the text of a list: an example that was quoted once too often. */
function listsAsText(value: unknown, at: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    if (Array.isArray(value) && typeof item === "string" && /^\[.*\]$/s.test(item)) {
      return [`/${at === "" ? "" : `${at}/`}${name} is the text of a list`];
    }
    return listsAsText(item, at === "" ? name : `${at}/${name}`);
  });
}
