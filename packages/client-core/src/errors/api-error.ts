import type { AnswerInfo } from "../answer/answer-info.ts";
import { ClientError, type ErrorContext, isBranded } from "./client-error.ts";

/**
 * The server answered, and the answer is no: a status of 400 or more, or a declared failure inside a success.
 * `Status` is the key under which the document declares the answer: a number, or a range such as `"4XX"`.
 */
export class ApiError<Status extends number | string = number, Body = unknown> extends ClientError {
  declare readonly status: Status extends number ? Status : number;
  /** What the server said: parsed if it is JSON, else text; `undefined` if it is empty or cannot be read. */
  declare readonly body: Body;
  declare readonly headers: Headers;

  constructor(context: ErrorContext, { status, headers }: AnswerInfo, body: unknown, text: string) {
    super(context, { status, headers, body }, text);
  }

  override get name(): "ApiError" {
    return "ApiError";
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), headers: Object.fromEntries(this.headers) };
  }
}

/** Whether a value is an `ApiError`, whichever package or copy it comes from. */
export function isApiError(value: unknown): value is ApiError<number, unknown> {
  return isBranded(value, "ApiError");
}
