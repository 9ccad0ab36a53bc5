import type { MediaTypeDescriptor, OperationDescriptor } from "../descriptor.ts";
import type { OutcomeUnknownReason } from "../errors/outcome-unknown-error.ts";
import { satisfies } from "../request/check-rules.ts";
import { isRecord, type OwnRecord } from "../request/own-values.ts";
import { validate } from "../validation/validate.ts";
import type { AnswerInfo } from "./answer-info.ts";
import { decode } from "./decode.ts";
import { declaredMediaType, parseMediaType } from "./media-type.ts";

/** What an answer means. */
export interface Verdict {
  /** The key under which the document declares the answer; absent: it does not. */
  readonly key?: number | string | undefined;
  readonly data?: unknown;
  /** Present: the answer is no. */
  readonly refusal?: { readonly body: unknown; readonly message: unknown };
  /** Present: the answer cannot be trusted. */
  readonly doubt?: { readonly reason: OutcomeUnknownReason; readonly text: string };
}

/** What is wrong with data in an answer, in one sentence; `undefined`: nothing. */
function violation({ schema }: MediaTypeDescriptor, data: unknown): string | undefined {
  if (schema === undefined || data instanceof Blob) return undefined;
  const [first] = validate(schema, data, { path: "body", mode: "answer" });
  return first && `${first.path} ${first.message}`;
}

/** Which of the declared answers a status belongs to: the exact one, its range, or the default. */
function declaredKey(responses: OperationDescriptor["responses"], status: number): string | undefined {
  const keys = Object.keys(responses);
  const range = `${Math.floor(status / 100)}xx`;
  // A default describes errors: as a success it would make one of every 2xx.
  return [String(status), range, status >= 400 && "default"]
    .map((wanted) => keys.find((key) => key.toLowerCase() === wanted))
    .find((key) => key !== undefined);
}

/** Judges a complete answer: a success is only what the document declares as one. */
export function judgeAnswer(
  { responses, method }: OperationDescriptor,
  { status, headers }: AnswerInfo,
  bytes: Uint8Array<ArrayBuffer>,
  blot: (text: string) => string,
): Verdict {
  const declared = declaredKey(responses, status);
  const key = Number(declared) || declared;
  // Stryker disable next-line StringLiteral: neither is a status that a document declares
  const medias = responses[declared ?? ""] ?? {};
  const names = Object.keys(medias);
  const { type } = parseMediaType(headers.get("content-type"));
  // Stryker disable next-line StringLiteral: neither is a media type that a document declares
  const media = medias[declaredMediaType(names, type) ?? ""];
  const doubt = (reason: OutcomeUnknownReason, text: string): Verdict => ({ doubt: { reason, text } });

  if (status >= 400) {
    let body: unknown;
    try {
      if (bytes.length) body = decode(bytes, headers, blot);
    } catch {} // the status says enough
    const isDeclared = !names.length || (media && body !== undefined && !violation(media, body));
    return { key: isDeclared ? key : undefined, refusal: { body, message: body } };
  }
  if (status < 200 || status > 299) return doubt("redirect", "it was redirected, which is never followed");
  if (key === undefined) return doubt("undeclared", `status ${status} is not declared`);
  if (status === 204 || status === 205 || method === "HEAD" || !(names.length || bytes.length)) return { key };
  if (!names.length) return doubt("undeclared", "no body is declared, and there is one");
  if (!bytes.length) return doubt("undeclared", "a body is declared, and there is none");
  if (!media) return doubt("undeclared", `media type ${type || "none"} is not declared`);
  let data: unknown;
  try {
    data = decode(bytes, headers);
    if (media.failure && isRecord(data) && satisfies(media.failure.when, data)) {
      const body = decode(bytes, headers, blot) as OwnRecord; // as it was a line before
      return { key, refusal: { body, message: media.failure.message && body[media.failure.message] } };
    }
  } catch {
    return doubt("undecodable", `the answer cannot be read as ${type}`);
  }
  const problem = violation(media, data);
  return problem ? doubt("undeclared", `the answer is not as declared: ${problem}`) : { key, data };
}
