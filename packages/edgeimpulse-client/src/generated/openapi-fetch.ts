// Generated from specs/edgeimpulse.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createFetchClient, type FetchClient } from "@org/client-core/openapi-fetch";
import { createEdgeImpulseTransport, type EdgeImpulseClientOptions } from "./client.ts";
import * as operations from "./operations.ts";
import type { paths } from "./paths.ts";

/**
 * The operations of EdgeImpulse by method and path, with openapi-fetch's own interface, on the same engine.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createEdgeImpulseFetchClient(options: EdgeImpulseClientOptions): FetchClient<paths> {
  return createFetchClient<paths>(createEdgeImpulseTransport(options), Object.values(operations));
}
