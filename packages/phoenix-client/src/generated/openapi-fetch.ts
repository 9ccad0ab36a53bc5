// Generated from specs/phoenix.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createFetchClient, type FetchClient } from "@org/client-core/openapi-fetch";
import { createPhoenixTransport, type PhoenixClientOptions } from "./client.ts";
import * as operations from "./operations.ts";
import type { paths } from "./paths.ts";

/**
 * The operations of Phoenix by method and path, with openapi-fetch's own interface, on the same engine.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createPhoenixFetchClient(options: PhoenixClientOptions): FetchClient<paths> {
  return createFetchClient<paths>(createPhoenixTransport(options), Object.values(operations));
}
