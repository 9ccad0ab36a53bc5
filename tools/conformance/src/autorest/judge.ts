import { isDeepStrictEqual } from "node:util";
import { decodeHeaders, judgeResponse, type Reading, type WireResponse } from "@workshop/contract";
import type { Operation } from "@workshop/openapi";

/** What is used here of a result. */
export interface Result {
  readonly data: unknown;
  readonly error: Error | undefined;
  /** What the document declares of the headers, as values. */
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** An operation that asks for a response that is none of the document's: a client is right to refuse it. */
const ASKS_FOR_NONSENSE = /invalid|overflow|underflow|getNullKey/i;

/**
 * Whether a client makes of a response what the contract suite's judge makes of it, which shares no code with the clients.
 *
 * @returns why it is not right; `undefined` where it is
 */
export function judge(
  reading: Reading,
  operation: Operation,
  response: WireResponse,
  { data, error, headers }: Result,
): string | undefined {
  const { status } = response;
  const told = error === undefined ? "no error" : `${error.name}: ${error.message}`;
  if (status >= 300 && status < 400 && status !== 304) return `a redirect (${status}) is not followed`;
  if (status >= 400) return error?.name === "ApiError" ? undefined : `a ${status} is a failure: ${told}`;
  const verdict = judgeResponse(reading, operation, response);
  if (verdict.kind === "failure") return error?.name === "ApiError" ? undefined : `a ${status} is a failure: ${told}`;
  if (verdict.kind === "unexpected") {
    if (error === undefined) return `a ${status} that the document does not describe is taken for a success`;
    // What the document does not declare a client has to refuse; what the suite gives for a success it has to take.
    const isDeclared = operation.responses.some((declared) => declared.status === String(status));
    return isDeclared && !ASKS_FOR_NONSENSE.test(operation.operationId ?? "") ? told : undefined;
  }
  if (error !== undefined) return `a ${status} is a success: ${told}`;
  const isSame =
    verdict.isBytes === true ? isOf(data, response.body.length) : isDeepStrictEqual(plain(data), verdict.body);
  if (!isSame) return `its data is ${JSON.stringify(plain(data))}, not ${JSON.stringify(verdict.body)}`;
  const declared = operation.responses.find((one) => one.status === verdict.declared);
  const values = declared && decodeHeaders(reading, declared, response);
  const isRead = values === undefined || isDeepStrictEqual({ ...headers }, values);
  return isRead ? undefined : `its headers are ${JSON.stringify(headers)}, not ${JSON.stringify(values)}`;
}

const isOf = (data: unknown, size: number): boolean => data instanceof Blob && data.size === size;

/** Data in which integers are numbers, as JSON has them. */
function plain(data: unknown): unknown {
  if (typeof data === "bigint") return Number(data);
  if (Array.isArray(data)) return data.map(plain);
  if (typeof data !== "object" || data === null || data instanceof Blob) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)]));
}
