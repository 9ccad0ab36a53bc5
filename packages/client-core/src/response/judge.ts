/** Judges a complete response: a success is only what the document declares as one. */
import { contextFor, messageOf, pathOf, satisfies } from "../checks/check.ts";
import type { ResponseMedia } from "../definition.ts";
import type { CompiledOperation, DeclaredResponse } from "../engine/compile.ts";
import { isRecord } from "../records.ts";
import { decode, isJson, parseMediaType } from "./decode.ts";
import type { ResponseHead } from "./head.ts";
import type { Redaction } from "./redaction.ts";
import { type Refused, refused, success, unknownOutcome, type Verdict } from "./verdict.ts";

export function judge(
  { responses, method }: CompiledOperation,
  head: ResponseHead,
  bytes: Uint8Array<ArrayBuffer>,
  redaction: Redaction,
): Verdict {
  const { status } = head;
  const undeclared = (text: string): Verdict => unknownOutcome("undeclared", text, head);
  const declared = responses[status] ?? responses[`${Math.floor(status / 100)}xx`];
  const isHead = method === "HEAD";
  if (status >= 400) return refusal(declared ?? responses.default, head, bytes, redaction, isHead);
  if (status < 200 || status > 299) {
    if (declared) return refusal(declared, head, bytes, redaction, isHead || status === 304);
    return unknownOutcome("redirect", `it was redirected${destination(head)}, which is never followed`, head);
  }
  if (!declared) return undeclared(`status ${status} is not declared`);
  const { key, types } = declared;
  // Of a range, 204 is one status of many: what is declared for it has a body.
  const isBodiless = (status === 204 || status === 205) && (key === status || !types.length);
  if (isBodiless || isHead) return success(key, undefined, head);
  if (!types.length)
    return saysNothing(bytes, head)
      ? success(key, undefined, head)
      : undeclared("no body is declared, and there is one");
  const contentType = head.get("content-type");
  const media = mediaOf(declared, contentType);
  const { type } = parseMediaType(contentType);
  // A text or a file may be empty; JSON cannot.
  if (!bytes.length && (!media || isJson(type))) return undeclared("a body is declared, and there is none");
  if (!media) return undeclared(`media type ${type || "none"} is not declared`);
  const read = media.read ?? decode;
  let data: unknown;
  try {
    data = read(bytes, head);
    if (media.failure && isRecord(data) && satisfies(media.failure, data)) {
      const body = read(bytes, head, redaction);
      const reason = media.reason && isRecord(body) ? body[media.reason] : undefined;
      return refused(violation(media, data) ? undefined : key, body, reason, head);
    }
  } catch {
    return unknownOutcome("undecodable", `the response cannot be read as ${type}`, head);
  }
  const problem = violation(media, data);
  return problem ? undeclared(`the response is not as declared: ${problem}`) : success(key, data, head);
}

/** Where a redirect leads, as far as that may be told. */
function destination(head: ResponseHead): string {
  try {
    return ` to ${new URL(head.get("location") ?? "").origin}`;
  } catch {
    return "";
  }
}

/** Where nothing is declared, what a server says in JSON or as a text is of no consequence. A page of HTML is none of its responses. */
function saysNothing(bytes: Uint8Array<ArrayBuffer>, head: ResponseHead): boolean {
  if (!bytes.length) return true;
  const type = head.get("content-type");
  try {
    const said = decode(
      bytes,
      type ? head : { get: (name) => (name === "content-type" ? "text/plain" : head.get(name)) },
    );
    return !(
      said instanceof Blob ||
      /html/.test(parseMediaType(type).type) ||
      /^\s*<(!doctype|html)/i.test(String(said))
    );
  } catch {
    return false;
  }
}

/**
 * A status that says no says it whatever the body is.
 * @param isBodiless whether it never has one, whatever is declared
 */
function refusal(
  declared: DeclaredResponse | undefined,
  head: ResponseHead,
  bytes: Uint8Array<ArrayBuffer>,
  redaction: Redaction,
  isBodiless: boolean,
): Refused {
  let body: unknown;
  const media = declared && mediaOf(declared, head.get("content-type"));
  // What is not as it is declared is told as what it is. If it cannot be read at all, the status says enough.
  for (const read of [decode, media?.read]) {
    try {
      if (bytes.length && read) body = read(bytes, head, redaction);
    } catch {}
  }
  const isDeclared =
    declared && (isBodiless || !declared.types.length || (media && body !== undefined && !violation(media, body)));
  return refused(isDeclared ? declared.key : undefined, body, body, head);
}

/** Which of the declared media types a response has: by name, or by a range such as `application/*`. */
export function mediaOf({ types, medias }: DeclaredResponse, contentType: string | null): ResponseMedia | undefined {
  const exact = medias[contentType ?? ""];
  if (exact) return exact;
  const { type } = parseMediaType(contentType);
  for (const wanted of [type, type.replace(/\/.*/, "/*"), "*/*"]) {
    const found = types.find((name) => parseMediaType(name).type === wanted);
    if (found !== undefined) return medias[found];
  }
  return undefined;
}

/** What is wrong with data in a response, in one sentence; `undefined`: nothing. */
function violation({ check }: ResponseMedia, data: unknown): string | undefined {
  if (!check) return undefined;
  const context = contextFor("response");
  check(data, context, undefined, "body");
  const first = context.findings?.[0];
  return first && (data instanceof Blob ? "it is bytes" : `${pathOf(first)} ${messageOf(first)}`);
}
