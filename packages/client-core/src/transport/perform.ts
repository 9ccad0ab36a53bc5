import type { AnswerInfo } from "../answer/answer-info.ts";
import type { OperationDescriptor } from "../descriptor.ts";
import { ApiError } from "../errors/api-error.ts";
import type { ClientError, ErrorContext } from "../errors/client-error.ts";
import { NotSentError } from "../errors/not-sent-error.ts";
import { OutcomeUnknownError } from "../errors/outcome-unknown-error.ts";
import { type PreparedRequest, prepareRequest } from "../request/prepare-request.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { Call } from "./call.ts";
import { startDeadline } from "./deadline.ts";
import { tell } from "./hooks.ts";
import { answerOf, type Receipt } from "./receipt.ts";
import { isRepeatable, retryDelay } from "./retry.ts";
import type { Transport } from "./transport.ts";

/** What came of a call to which there was an answer. */
export interface Outcome {
  /** As the document writes it; `"undeclared"` for an answer that it does not know. */
  readonly status: number | string;
  readonly data: unknown;
  readonly error: ClientError | undefined;
  readonly response: AnswerInfo;
  readonly receipt: Receipt;
}

/** Forgets the tokens that an answer refused; true: asking again may help. */
function forgetTokens({ authenticators }: PreparedRequest, transport: Transport, { texts }: Attempt): boolean {
  const presented = texts as readonly string[]; // an answer came: there is one for each
  return authenticators
    .map(({ name, forget }, index) => forget?.(transport.auth[name], presented[index] as string, transport))
    .includes(true);
}

/** What a failing server says, short enough for a message. */
function summary(message: unknown): string {
  const text = typeof message === "string" ? message : message instanceof Blob ? "" : (JSON.stringify(message) ?? "");
  return text && `: ${text.replace(/\s+/g, " ").slice(0, 200)}`;
}

/** The error that an attempt amounts to, if it does. */
function errorOf({ outcome }: OperationDescriptor, context: ErrorContext, last: Attempt): ClientError | undefined {
  const { unsent, doubt, refusal, response, cause } = last;
  const findOut = outcome?.findOut ?? "look at the platform for what it did";
  if (unsent) return new NotSentError(context, unsent.reason, unsent.text, cause);
  if (doubt) {
    const status = response?.status;
    return new OutcomeUnknownError(context, doubt.reason, doubt.text, {
      findOut,
      ...(status && { status }),
      ...(cause && { cause }),
    });
  }
  if (!refusal || !response) return undefined;
  const partly =
    response.status < 500 ? "" : `. It may have been carried out in part: before you repeat it, ${findOut}.`;
  return new ApiError(
    context,
    response,
    refusal.body,
    `was answered with ${response.status}${summary(refusal.message)}${partly}`,
  );
}

/**
 * Carries out a call: checks it, sends it, judges the answer, and sends it again where that is safe.
 * @throws InvalidRequestError, NotSentError; OutcomeUnknownError where no answer came
 */
export async function perform(
  transport: Transport,
  descriptor: OperationDescriptor,
  input: unknown,
  callOptions: unknown,
): Promise<Outcome> {
  const { platform, baseUrl, budget, hooks } = transport;
  const startedAt = Date.now();
  const start = performance.now();
  const request = prepareRequest(transport, descriptor, input, callOptions);
  const { timeout = transport.timeout, signal, retry = transport.retry } = request.options;
  const context = { platform, operation: descriptor.name };
  const call: Call = {
    ...context,
    transport,
    deadline: startDeadline(timeout, signal),
    number: ++transport.calls,
    secrets: new Set(),
  };
  budget.count();

  let sent = 0;
  let renewed = false;
  let last: Attempt | undefined;
  let doubtful: Attempt | undefined;
  let refused: Attempt | undefined;
  try {
    for (let attempts = 1; ; attempts++) {
      last = await attempt(descriptor, request, call, sent + 1);
      const failed = last.unsent ?? last.doubt;
      if (failed) {
        tell(hooks.onFailure, { ...context, call: call.number, attempt: sent + 1, reason: failed.reason });
      }
      if (!last.unsent) sent++;
      if (last.doubt) doubtful = last;
      if (last.refusal) refused = last;
      if (!retry || call.deadline.ended) break;
      if (last.response?.status === 401 && !renewed) {
        renewed = forgetTokens(request, transport, last);
        if (renewed) continue;
      }
      const delay = retryDelay(last, attempts, retry, () => isRepeatable(descriptor, request.input, startedAt));
      if (delay === undefined || !budget.take()) break;
      tell(hooks.onRetry, { ...context, call: call.number, attempt: sent + 1, delay });
      if (!(await call.deadline.wait(delay))) break;
    }
  } catch (thrown) {
    // A later attempt that lacks a credential takes nothing back of what an earlier one did.
    if (!last) throw thrown;
  } finally {
    call.deadline.close();
  }
  // A later refusal says nothing about an earlier attempt that may have arrived; one that was not sent says nothing at all.
  if (last.unsent || last.doubt || last.refusal) last = doubtful ?? refused ?? last;
  const receipt: Receipt = {
    ...context,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Math.round(performance.now() - start),
    attempts: sent,
    scope: `${request.method} ${request.url.slice(baseUrl.length)}`,
    ...answerOf(descriptor, last, request.input),
  };
  if (sent) tell(hooks.onReceipt, { ...context, call: call.number, attempt: sent, receipt });
  const error = errorOf(descriptor, sent ? { ...context, receipt } : context, last);
  if (!last.response) throw error;
  const { response, data, key = "undeclared" } = last;
  return { status: key, data, error, response, receipt };
}
