// Generated from specs/galileo.yaml and its overlay by `pnpm generate`. Changes made here are lost.

import { createRawClient, createTransport } from "@org/client-core";
import type { ClientOptions, Methods, Transport } from "@org/client-core";
import type { Client } from "openapi-fetch";
import * as operations from "./operations.ts";
import type { paths } from "./paths.ts";
import type { GalileoAuth } from "./security.ts";

/**
 * How Galileo is reached.
 *
 * `baseUrl` defaults to `https://api.galileo.ai`.
 */
export interface GalileoClientOptions extends ClientOptions {
  readonly auth: GalileoAuth;
}

/** All operations of Galileo as methods. */
export interface GalileoClient extends Methods<typeof operations> {
  /** The same operations by method and path, with openapi-fetch's own interface, on the same transport. */
  readonly raw: Client<paths>;
}

/**
 * The connection that operations share. Bind single operations to it where a bundler shall drop all others:
 *
 * `const deleteByMetadataOnly = deleteByMetadata(createGalileoTransport(options))`.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createGalileoTransport(options: GalileoClientOptions): Transport {
  return createTransport("Galileo", options, "https://api.galileo.ai");
}

/**
 * A client for Galileo.
 *
 * @throws `InvalidRequestError` if an option cannot be used.
 */
export function createGalileoClient(options: GalileoClientOptions): GalileoClient {
  const transport = createGalileoTransport(options);
  return {
    deleteByMetadata: operations.deleteByMetadata(transport),
    raw: createRawClient<paths>(transport, [operations.deleteByMetadata]),
  };
}
