import { type Hooks, isClientError } from "@org/phoenix-client";
import type { Logger } from "pino";

/** Hooks that log what goes on, one line for each event. What hooks are told has no secret in it. */
export function loggingHooks(logger: Logger): Hooks {
  return {
    onRequest: ({ operation, method, url, attempt }) => logger.info({ operation, method, url, attempt }, "request"),
    onRetry: ({ operation, attempt, delay }) => logger.warn({ operation, attempt, delay }, "retry"),
    onFailure: ({ operation, attempt, reason }) => logger.warn({ operation, attempt, reason }, "failure"),
    onReceipt: ({ receipt }) => logger.info({ receipt }, "receipt"),
  };
}

/**
 * A serializer for `pino({ serializers: { err } })`: pino's own writes all that an error has, and so what the server has
 * said and what it was asked for, which can be personal data. This one keeps what tells what happened.
 */
export function err(error: unknown): unknown {
  if (!isClientError(error)) return error instanceof Error ? { type: error.name, message: error.message } : error;
  const { name: type, operation, server, receipt } = error;
  // Messages quote what the server has said, and `scope` and `input` are what was asked for.
  const { input: _input, scope: _scope, ...known } = receipt ?? {};
  return { type, operation, server, ...(receipt !== undefined && { receipt: known }) };
}
