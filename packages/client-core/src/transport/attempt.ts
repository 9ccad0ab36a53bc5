import type { AnswerInfo } from "../answer/answer-info.ts";
import { judgeAnswer, type Verdict } from "../answer/judge-answer.ts";
import { redaction, shownHeaders } from "../answer/redaction.ts";
import type { OperationDescriptor } from "../descriptor.ts";
import type { NotSentReason } from "../errors/not-sent-error.ts";
import type { OutcomeUnknownReason } from "../errors/outcome-unknown-error.ts";
import type { PreparedRequest } from "../request/prepare-request.ts";
import { signRequest } from "../request/sign-request.ts";
import type { Call } from "./call.ts";
import { failureOf, type SafeCause } from "./failure.ts";
import { tell } from "./hooks.ts";
import { readBody, tooLarge } from "./read-body.ts";

/** What came of sending a request once. */
export interface Attempt extends Verdict {
  /** Present: it was not sent. */
  readonly unsent?: { readonly reason: NotSentReason; readonly text: string };
  readonly cause?: SafeCause | undefined;
  /** Present: an answer came, or at least its head. */
  readonly response?: AnswerInfo;
  /** What the authenticators presented. */
  readonly texts?: readonly string[];
}

const endings = {
  aborted: "the caller's signal ended the call",
  timeout: "its time was up",
};

/** Sends a request once. What credentials throw goes through; everything else is a value. */
export async function attempt(
  descriptor: OperationDescriptor,
  request: PreparedRequest,
  call: Call,
  attempt: number,
): Promise<Attempt> {
  const { transport, deadline, secrets, platform, operation, number } = call;
  const event = { platform, operation, call: number, attempt };
  // Stryker disable next-line ArrayDeclaration: nobody reads it where there are none
  let texts: readonly string[] = [];
  try {
    texts = await deadline.race(
      Promise.all(request.authenticators.map(({ name, present }) => present(transport.auth[name], call))),
    );
  } catch (thrown) {
    if (!deadline.ended) throw thrown;
  }
  // TypeScript thinks that it cannot have ended here.
  const ended = deadline.ended;
  if (ended) return { unsent: { reason: ended, text: endings[ended] } };

  const { url, headers } = signRequest(request, texts);
  const { onRequest, onResponse } = transport.hooks;
  // Stryker disable next-line ConditionalExpression: it spares the work where nobody listens
  if (onRequest) {
    const shown = signRequest(
      request,
      texts.map(() => "[redacted]"),
    );
    tell(onRequest, { ...event, method: request.method, ...shown });
  }
  let response: AnswerInfo | undefined;
  try {
    const { method, body = null } = request;
    // Without a prototype: what somebody put on Object.prototype is no option of this request.
    const init = { __proto__: null, method, headers, body, redirect: "manual", signal: deadline.signal } as RequestInit;
    const answer = await deadline.race((transport.fetch ?? fetch)(url, init));
    const blot = redaction(secrets);
    response = { status: answer.status, headers: shownHeaders(answer.headers, blot) };
    tell(onResponse, { ...event, ...response });
    let bytes = new Uint8Array();
    try {
      bytes = await readBody(answer, transport.maxResponseBytes, deadline);
    } catch (thrown) {
      // A status that says no says it without its body, too.
      if (response.status < 400) throw thrown;
    }
    return { response, texts, ...judgeAnswer(descriptor, response, bytes, blot) };
  } catch (thrown) {
    const doubt = (reason: OutcomeUnknownReason, text: string): Attempt => ({
      doubt: { reason, text },
      ...(response && { response }),
    });
    if (deadline.ended) return doubt(deadline.ended, endings[deadline.ended]);
    if (thrown === tooLarge) return doubt("too-large", `the answer has more than ${transport.maxResponseBytes} bytes`);
    const { reason, text, cause } = failureOf(thrown);
    // The server did answer: what came is no less its answer for being packed wrongly.
    if (response && cause && /^(Z_|ERR__ERROR_)/.test(cause.code)) {
      return { ...doubt("undecodable", `the answer cannot be unpacked (${cause.code})`), cause };
    }
    return reason && !response ? { unsent: { reason, text }, cause } : { ...doubt("connection", text), cause };
  }
}
