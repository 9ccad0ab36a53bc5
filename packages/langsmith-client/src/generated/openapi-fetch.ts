// Generated from specs/langsmith.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createFetchClient, type FetchClient } from "@org/client-core/openapi-fetch";
import * as client from "./index.ts";
import type { LangSmithClientOptions } from "./index.ts";
import type { paths } from "./paths.ts";

/**
 * The operations of LangSmith by method and path, with openapi-fetch's own interface, on the same engine.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createLangSmithFetchClient(options: LangSmithClientOptions): FetchClient<paths> {
  return createFetchClient<paths>(client.createLangSmithTransport(options), {
    hardDeleteExamples: client.hardDeleteExamples,
  });
}
