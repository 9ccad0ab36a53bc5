// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import type { ClientOptions, Methods, Read, Transport } from "@org/client-core";
import { createRead, createTransport } from "@org/client-core/generated";
import * as operations from "./operations.ts";
import type { LangSmithAuth } from "./security.ts";
import * as security from "./security.ts";

/**
 * How LangSmith is reached.
 *
 * `baseUrl` defaults to `https://api.smith.langchain.com`.
 */
export interface LangSmithClientOptions extends ClientOptions {
  readonly auth: LangSmithAuth;
}

/** All operations of LangSmith as methods. */
export interface LangSmithClient extends Methods<typeof operations> {
  /** Reads any path of the same server with the same credentials: to find out what became of a call. */
  readonly read: Read;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const hardDeleteExamplesOnly = hardDeleteExamples(createLangSmithTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createLangSmithTransport(options: LangSmithClientOptions): Transport {
  return createTransport(
    {
      name: "LangSmith",
      server: "https://api.smith.langchain.com",
      auth: [["apiKey"], ["apiKey", "tenantId"], ["bearer", "tenantId"]],
    },
    options,
  );
}

/**
 * A client for LangSmith.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createLangSmithClient(options: LangSmithClientOptions): LangSmithClient {
  const transport = createLangSmithTransport(options);
  return {
    hardDeleteExamples: operations.hardDeleteExamples(transport),
    read: createRead(transport, [
      [security.apiKey],
      [security.apiKey, security.tenantId],
      [security.bearer, security.tenantId],
    ]),
  };
}
