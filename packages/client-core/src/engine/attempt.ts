/** Sends a request once. */
import type { FetchedResponse } from "../definition.ts";
import { sign } from "../request/sign.ts";
import { ResponseHead } from "../response/head.ts";
import { judge } from "../response/judge.ts";
import { noBytes, readBody, tooLarge } from "../response/read-body.ts";
import { notSent, success, unknownOutcome, type Verdict } from "../response/verdict.ts";
import type { Call } from "./call.ts";
import { askForCredentials } from "./credentials.ts";
import { endings, over } from "./deadline.ts";
import { Init, send } from "./exchange.ts";
import { failureOf } from "./failure.ts";
import { tellHook } from "./hooks.ts";

/**
 * Sends a request, and judges the response.
 * @throws InvalidRequestError, NotSentError where a credential is missing; everything else is a verdict
 */
export async function attempt(call: Call): Promise<Verdict> {
  const { bound, deadline, request } = call;
  const { operation, transport } = bound;
  const { fetch, maxResponseBytes } = transport.settings;
  const number = call.sent + 1;
  let exchange: Promise<FetchedResponse> | undefined; // it is there: the request was sent
  let hasArrived = false; // whatever it is
  let head: ResponseHead | undefined; // it is there: the server responded
  try {
    call.presented = bound.credentials ?? (await deadline.wait(askForCredentials(call)));
    const { url, headers } = sign(bound, request, call.presented);
    tellHook(call, "onRequest", number, (about) => ({
      ...about,
      method: operation.method,
      ...sign(bound, request, bound.redacted),
    }));
    if (deadline.ended) throw over;
    call.isOut = true;
    exchange = send(fetch, url, new Init(operation.method, headers, request.body, deadline.signal, bound.client));
    const response = await deadline.wait(exchange);
    call.sent = number;
    hasArrived = true;
    const received = new ResponseHead(response);
    head = received;
    const { body } = response;
    tellHook(call, "onResponse", number, (about) => ({
      ...about,
      status: received.status,
      headers: received.copy(call.redaction),
    }));
    const opened = operation.open?.(call, received, body);
    if (opened) return success(opened.key, opened.data, received, true);
    const bytes = body ? await readBody(body, maxResponseBytes, deadline) : noBytes;
    return judge(operation, head, bytes, call.redaction);
  } catch (thrown) {
    if (!exchange) return unsent(call, thrown);
    const verdict = broken(call, thrown, hasArrived, head);
    if (verdict.kind !== "notSent") call.sent = number;
    discard(exchange);
    return verdict;
  }
}

/** There was no request: the deadline is over, or there is no credential. */
function unsent({ deadline }: Call, thrown: unknown): Verdict {
  const { ended } = deadline;
  if (!ended) throw thrown;
  return notSent(ended, endings[ended]);
}

/** There was a request, and no response, or not all of it. */
function broken(
  { bound, deadline, redaction }: Call,
  thrown: unknown,
  hasArrived: boolean,
  head: ResponseHead | undefined,
): Verdict {
  const { operation, transport } = bound;
  // A status that says no says it without its body, too.
  if (head && head.status >= 400) return judge(operation, head, noBytes, redaction);
  if (deadline.ended) return unknownOutcome(deadline.ended, endings[deadline.ended], head);
  if (thrown === tooLarge)
    return unknownOutcome("too-large", `the response has more than ${transport.settings.maxResponseBytes} bytes`, head);
  const { reason, text, cause } = failureOf(thrown);
  // The server did respond: what came is no less its response for being packed wrongly.
  if (head && cause && /^(Z_|ERR__ERROR_)/.test(cause.code))
    return unknownOutcome("undecodable", `the response cannot be unpacked (${cause.code})`, head, cause);
  return reason && !hasArrived ? notSent(reason, text, cause) : unknownOutcome("connection", text, head, cause);
}

/** A response that comes too late, or is none, is of no use. What `fetch` gave may have a `then` of its own, which nobody asks here. */
async function discard(exchange: Promise<FetchedResponse>): Promise<void> {
  try {
    await (await exchange).body?.cancel();
  } catch {}
}
