// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createRawClient, createTransport } from "@org/client-core";
import type { ClientOptions, Methods, Transport } from "@org/client-core";
import type { Client } from "openapi-fetch";
import * as operations from "./operations.ts";
import type { paths } from "./paths.ts";
import type { LangSmithAuth } from "./security.ts";

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
  /** The same operations by method and path, with openapi-fetch's own interface, on the same transport. */
  readonly raw: Client<paths>;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const hardDeleteExamplesOnly = hardDeleteExamples(createLangSmithTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createLangSmithTransport(options: LangSmithClientOptions): Transport {
  return createTransport("LangSmith", options, "https://api.smith.langchain.com");
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
    raw: createRawClient<paths>(transport, [operations.hardDeleteExamples]),
  };
}
