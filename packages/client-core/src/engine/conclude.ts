/** Turns the verdict of a call into what its caller gets. */
import { wallTime } from "../clock.ts";
import { ApiError, type ClientError, NotSentError, OutcomeUnknownError, type ResponseInfo } from "../errors.ts";
import type { Receipt } from "../receipt.ts";
import { bareRecord, deepFrozen, isRecord, shown } from "../records.ts";
import { reader } from "../request/rules.ts";
import type { ResponseHead } from "../response/head.ts";
import type { Failure, Refused, Success, Verdict } from "../response/verdict.ts";
import { type Call, durationOf } from "./call.ts";
import type { CompiledOperation } from "./compile.ts";
import { tellHook } from "./hooks.ts";

/** What came of a call to which there was a response. */
export interface CallResult {
  /** As the document writes it; `"undeclared"` for a response that it does not know. */
  readonly status: number | string;
  readonly data: unknown;
  readonly error: ClientError | undefined;
  readonly response: ResponseInfo;
  readonly receipt: Receipt;
}

/**
 * @param whole whether the caller wants more than the data
 * @throws NotSentError, ApiError, OutcomeUnknownError; with `whole` only where no response came
 */
export function conclude(call: Call, verdict: Verdict, whole: boolean): unknown {
  const receipt = receiptOf(call, verdict);
  if (call.sent) tellHook(call, "onReceipt", call.sent, (about) => ({ ...about, receipt })); // it is frozen through and through
  const error = verdict.kind === "success" ? undefined : errorOf(call, verdict, receipt);
  const { response: head } = verdict;
  if (error && !(whole && head)) throw error;
  const data = verdict.kind === "success" ? verdict.data : undefined;
  if (!whole || !head) return data;
  const key = verdict.kind === "success" || verdict.kind === "refused" ? verdict.key : undefined;
  const result: CallResult = {
    status: key ?? "undeclared",
    data,
    error,
    response: { status: head.status, headers: head.copy(call.redaction) },
    receipt,
  };
  return result;
}

/** What a person does where nobody knows what an operation did. */
export const findOut = ({ outcome }: CompiledOperation): string =>
  outcome?.findOut ?? "look at the platform for what it did";

/** The error of a call that had begun to succeed. */
export const errorFor = (call: Call, failure: Failure): ClientError => errorOf(call, failure, receiptOf(call, failure));

function errorOf(call: Call, failure: Failure, receipt: Receipt): ClientError {
  const context = { ...call.bound.context, receipt: call.sent ? receipt : undefined };
  const way = findOut(call.bound.operation);
  if (failure.kind === "notSent") return new NotSentError(context, failure.reason, failure.text, failure.cause);
  if (failure.kind === "refused") {
    const { response, body, message, mayHaveHappened } = failure;
    const { status } = response;
    const partly = mayHaveHappened
      ? `. It may have been carried out, in whole or in part: before you repeat it, ${way}.`
      : "";
    const text = `failed with status ${status}${summary(message)}${partly}`;
    const info = { status, headers: response.copy(call.redaction) };
    return new ApiError(context, info, body, text, { mayHaveHappened, findOut: way });
  }
  const { reason, text, cause, response } = failure;
  const status = response?.status;
  return new OutcomeUnknownError(context, reason, call.redaction.redact(text), {
    findOut: way,
    ...(status && { status }),
    ...(cause && { cause }),
  });
}

/** What a failing server says, short enough for a message. */
function summary(message: Refused["message"]): string {
  const text = typeof message === "string" ? message : message instanceof Blob ? "" : (asJson(message) ?? "");
  return text && `: ${text.replace(/\s+/g, " ").slice(0, 200)}`;
}

function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(shown(value));
  } catch {
    return undefined; // somebody's toJSON
  }
}

/** What a receipt may have; it inherits nothing, so that nothing on `Object.prototype` takes what is assigned to it. */
type Draft = { -readonly [Key in keyof Receipt]?: Receipt[Key] };

function receiptOf(call: Call, verdict: Verdict): Receipt {
  const { bound, request, sent, redaction } = call;
  const duration = durationOf(call);
  const { operation, transport } = bound;
  const more: Draft = bareRecord<never>();
  if (bound.mayRepeat) more.mayHaveRepeated = true;
  if (transport.settings.receiptInput) more.input = request.input;
  const { response } = verdict;
  if (response) {
    if (response.status) more.status = response.status;
    const id = requestIdOf(response, redaction);
    if (id) more.requestId = id;
  }
  if (verdict.kind === "success") addOutcome(more, call, verdict);
  deepFrozen(more.input); // which was compared as it was given
  return Object.freeze({
    platform: transport.platform,
    operation: operation.name,
    server: bound.baseUrl,
    startedAt: isoTime(wallTime() - duration),
    durationMs: duration,
    attempts: sent,
    scope: `${operation.method} ${transport.settings.receiptInput ? request.target : operation.path}`,
    ...more,
  });
}

/** What the server says about what it did. */
function addOutcome(receipt: Draft, { bound, request, redaction }: Call, { key, data, isOpen }: Success): void {
  const { outcome, places } = bound.operation;
  receipt.completion = key === 202 || isOpen ? "accepted" : "completed";
  if (!outcome) return;
  const record = isRecord(data) ? data : undefined;
  const job = outcome.job === undefined ? undefined : record?.[outcome.job];
  const count = outcome.count === undefined ? undefined : record?.[outcome.count];
  const isLater =
    isOpen || (outcome.completion === "accepted" && (outcome.job === undefined || (job ?? undefined) !== undefined));
  receipt.completion = isLater ? "accepted" : "completed";
  if (typeof job === "string") receipt.job = redaction.redact(job);
  if (typeof job === "number") receipt.job = job;
  if (typeof job === "bigint") receipt.job = String(job);
  if (typeof count === "number" || typeof count === "bigint") receipt.count = Number(count);
  const { asked, compare } = outcome;
  const { receiptInput } = bound.transport.settings;
  const difference = record && compare?.(reader(asked as string)(places)(request), record, receiptInput); // with what was asked for
  if (difference) receipt.difference = deepFrozen(difference);
}

/** Headers in which servers name a request, the most telling first. */
const requestIdHeaders = ["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "cf-ray"];

function requestIdOf(response: ResponseHead, redaction: Call["redaction"]): string | undefined {
  const shown = response.entries(redaction);
  for (const wanted of requestIdHeaders) {
    const id = shown.find(([name]) => name === wanted)?.[1];
    if (id) return id;
  }
  return undefined;
}

let second = Number.NaN;
let prefix = "";

/** The last time that has four digits for its year. */
const latest = 253_402_300_800_000;

/** Of a machine whose clock says nothing that can be believed. */
const unknownTime = "unknown";

/** ISO 8601; times of the same second share most of it, and `toISOString` is a third of what a bare call costs. */
function isoTime(time: number): string {
  if (!(time >= 0 && time < latest)) return unknownTime;
  const milliseconds = time % 1000;
  if (time - milliseconds !== second) {
    prefix = new Date(time - milliseconds).toISOString().slice(0, 20);
    second = time - milliseconds;
  }
  return `${prefix}${String(milliseconds).padStart(3, "0")}Z`;
}
