/** What a call can end with other than its data. */
import type { Issue } from "./issue.ts";
import type { Receipt } from "./receipt.ts";
import { define, shown } from "./records.ts";

/** A registered symbol, so that an error is known by every copy of this code in a program. */
const brand: unique symbol = Symbol.for("@org/client-error");

/** What every error knows about the call that it belongs to. */
export interface ErrorContext {
  /** The platform that was called, for example `Phoenix`. */
  readonly platform: string;
  /** The operation's name. */
  readonly operation: string;
  /** Where the platform is: the base URL. `undefined`: it is not known. */
  readonly server: string | undefined;
  /** `undefined`: no request was sent. */
  readonly receipt: Receipt | undefined;
}

/** What may be told about an error that somebody else threw: its message may hold anything. */
export interface SafeCause {
  /** What the runtime calls it, for example `ECONNRESET`. */
  readonly code: string;
}

/** What is known about a response besides its body. */
export interface ResponseInfo {
  /** The status that the server sent. */
  readonly status: number;
  /** The response's headers, without `Set-Cookie` and with credentials redacted out. */
  readonly headers: Headers;
}

/** Why a request could not be sent. `credentials`: a function in `auth` failed; `token`: no token could be had. */
export type NotSentReason = "aborted" | "credentials" | "dns" | "refused" | "timeout" | "tls" | "token" | "unreachable";

/**
 * Why nobody can tell what a call did. `connection`: it broke; `undeclared`: the document knows no such response;
 * `undecodable`: the response could not be read; `too-large`: it had more than `maxResponseBytes`.
 */
export type OutcomeUnknownReason =
  | "aborted"
  | "connection"
  | "redirect"
  | "timeout"
  | "too-large"
  | "undeclared"
  | "undecodable";

/** Whether a value bears the brand (and that name): `instanceof` alone fails between two copies of a class. */
function isBranded(value: unknown, name?: string): boolean {
  try {
    const known = value as { readonly [brand]?: unknown }; // or it throws
    return Object.hasOwn(known, brand) && (name === undefined || known[brand] === name);
  } catch {
    return false; // nothing at all, or a revoked proxy
  }
}

/** What all errors of the clients have in common. No property, message or cause of it holds a secret. */
export abstract class ClientError extends Error {
  /** The platform that was called, for example `Phoenix`. */
  declare readonly platform: string;
  /** The operation's name. */
  declare readonly operation: string;
  /** Where the platform is; absent where that is not known. */
  declare readonly server?: string;
  /** What is known about the call; present when at least one request was sent. */
  declare readonly receipt?: Receipt;

  constructor({ platform, operation, server, receipt }: ErrorContext, details: object, text: string) {
    super(`${platform} ${operation} ${text}`);
    // An assignment would ask what somebody has put on Object.prototype.
    const own: object = {
      platform,
      operation,
      ...(server !== undefined && { server }),
      ...details,
      ...(receipt && { receipt }),
    };
    for (const key of Object.keys(own)) define(this, key, own[key as never], true);
    define(this, brand, this.name);
  }

  /** The error as plain data, for logs; a `bigint` in it as its decimal text. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...(this as object) };
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: it is the class on the right of `instanceof`
    const { prototype } = this as { prototype: ClientError };
    // The name that its errors have, also where a bundler has shortened that of the class.
    return isBranded(value, prototype === ClientError.prototype ? undefined : prototype.name);
  }
}

/** The call was refused here; nothing was sent. */
export class InvalidRequestError extends ClientError {
  /** Everything that is wrong with the call, not just the first thing. */
  declare readonly issues: readonly Issue[];

  constructor(context: ErrorContext, issues: readonly Issue[]) {
    const lines = issues.map(({ path, rule, message }) => `\n- ${path}: ${message} (${rule})`);
    super(
      context,
      { issues },
      `was refused before sending; nothing was changed. Correct this and call again:${lines.join("")}`,
    );
  }

  override get name(): "InvalidRequestError" {
    return "InvalidRequestError";
  }
}

/** The server could not be reached, or the call ended before it was sent: the server has seen nothing of it. */
export class NotSentError extends ClientError {
  /** What stood in the way. */
  declare readonly reason: NotSentReason;
  /** What the runtime said of it, as far as that can be shown. */
  declare readonly cause?: SafeCause;

  constructor(context: ErrorContext, reason: NotSentReason, text: string, cause?: SafeCause) {
    super(
      context,
      { reason, ...(cause && { cause }) },
      `was not sent: ${text}. Nothing was changed; it is safe to call again.`,
    );
  }

  override get name(): "NotSentError" {
    return "NotSentError";
  }
}

/**
 * The server said no: a status of 400 or more, or a declared failure inside a success.
 * `Status` is the key under which the document declares the response: a number, or a range such as `"4XX"`.
 */
export class ApiError<Status extends number | string = number, Body = unknown> extends ClientError {
  /** The status that the server sent. */
  declare readonly status: Status extends number ? Status : number;
  /** What the server said: parsed if it is JSON, else text; `undefined` if it is empty or cannot be read. */
  declare readonly body: Body;
  /** The response's headers, without `Set-Cookie` and with credentials redacted out. */
  declare readonly headers: Headers;
  /** Whether the request may have been carried out all the same, in whole or in part: a gateway or a failing server said no. */
  declare readonly mayHaveHappened: boolean;
  /** How to find out what happened. */
  declare readonly findOut: string;

  constructor(
    context: ErrorContext,
    { status, headers }: ResponseInfo,
    body: unknown,
    text: string,
    details: { readonly mayHaveHappened: boolean; readonly findOut: string },
  ) {
    super(context, { status, headers, body, ...details }, text);
  }

  override get name(): "ApiError" {
    return "ApiError";
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), body: shown(this.body), headers: Object.fromEntries(this.headers) };
  }
}

/** The request was sent, and no trustworthy response came: it may have been carried out, in whole, in part or not at all. */
export class OutcomeUnknownError extends ClientError {
  /** Why nobody can tell. */
  declare readonly reason: OutcomeUnknownReason;
  /** The status of the response, if one came. */
  declare readonly status?: number;
  /** How to find out what happened. */
  declare readonly findOut: string;
  /** What the runtime said of it, as far as that can be shown. */
  declare readonly cause?: SafeCause;

  constructor(
    context: ErrorContext,
    reason: OutcomeUnknownReason,
    text: string,
    details: { readonly findOut: string; readonly status?: number | undefined; readonly cause?: SafeCause | undefined },
  ) {
    super(
      context,
      { reason, ...details },
      `was sent, but its outcome is unknown: ${text}. It may have been carried out. Before you repeat it, ${details.findOut}.`,
    );
  }

  override get name(): "OutcomeUnknownError" {
    return "OutcomeUnknownError";
  }
}

/** Whether a value is an error of one of the clients, whichever package or copy it comes from. */
export function isClientError(value: unknown): value is ClientError {
  return isBranded(value);
}

/** Whether a value is an `InvalidRequestError`, whichever package or copy it comes from. */
export function isInvalidRequestError(value: unknown): value is InvalidRequestError {
  return isBranded(value, "InvalidRequestError");
}

/** Whether a value is a `NotSentError`, whichever package or copy it comes from. */
export function isNotSentError(value: unknown): value is NotSentError {
  return isBranded(value, "NotSentError");
}

/** Whether a value is an `ApiError`, whichever package or copy it comes from. */
export function isApiError(value: unknown): value is ApiError<number, unknown> {
  return isBranded(value, "ApiError");
}

/** Whether a value is an `OutcomeUnknownError`, whichever package or copy it comes from. */
export function isOutcomeUnknownError(value: unknown): value is OutcomeUnknownError {
  return isBranded(value, "OutcomeUnknownError");
}
